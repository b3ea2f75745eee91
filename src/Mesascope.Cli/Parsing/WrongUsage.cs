using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mesascope.Cli;

/// <summary>What is wrong with a command line, in one line that says what was probably meant.</summary>
internal static class WrongUsage
{
    /// <summary>The line, or null where nothing is wrong or help was asked for.</summary>
    public static string? Line(ParseResult parsed)
    {
        if (parsed.Action is ExplainedHelp) return null;
        Command command = parsed.CommandResult.Command;
        string where = $"; see {Path(parsed.CommandResult)} --help";
        if (Unreadable(parsed) is { } unreadable) return unreadable + where;
        if (Stray(parsed) is { } stray)
            return stray.StartsWith('-') ? NearestNames.Unknown("option", stray, OptionNames(parsed.CommandResult)) + where
                : command.Subcommands.Count > 0 ? NearestNames.Unknown("command", stray, [.. command.Subcommands.Select(sub => sub.Name)]) + where
                : $"one argument too many: {stray}{where}";
        string? wrong = parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.') : (command as ExplainedCommand)?.Together?.Invoke(parsed);
        return wrong is null ? null : wrong + where;
    }

    // Nothing here is called by an empty name or one that a terminal would obey.
    private static string? Unreadable(ParseResult parsed) => (
        from child in parsed.CommandResult.Children
        let name = child is OptionResult option ? option.Option.Name : ((ArgumentResult)child).Argument.Name
        from token in child.Tokens
        select string.IsNullOrWhiteSpace(token.Value) ? $"{name} is empty; give a value, or leave it out" : token.Value.Any(char.IsControl) ? $"{name} holds a control character; got {token.Value}" : null)
        .FirstOrDefault(line => line is not null);

    // A mistyped option is taken for an argument where the command still has room for one.
    private static string? Stray(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value.StartsWith('-'))
        ?? parsed.UnmatchedTokens.FirstOrDefault();

    private static IReadOnlyCollection<string> OptionNames(CommandResult result)
    {
        var names = result.Command.Options.Select(option => option.Name).ToList();
        for (SymbolResult? at = result.Parent; at is CommandResult above; at = above.Parent)
            names.AddRange(above.Command.Options.Where(option => option.Recursive).Select(option => option.Name));
        return names;
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult above ? $"{Path(above)} {result.Command.Name}" : result.Command.Name;
}
