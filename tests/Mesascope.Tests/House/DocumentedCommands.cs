using System.CommandLine;
using System.Text.RegularExpressions;
using Mesascope.Cli;
using Mesascope.Experiments;

namespace Mesascope.Tests.House;

/// <summary>The command lines that stand in a document.</summary>
internal static partial class DocumentedCommands
{
    /// <summary>Every <c>mesascope …</c>, without the program's name: between backticks, or on a line of its own in a block.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Command().Matches(text).Select(match => match.Groups["rest"].Value.Split('#')[0].Trim())];

    /// <summary>What the command line has against it; null where nothing.</summary>
    public static string? WrongWith(string command)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null);
        ParseResult parsed = CommandLine.Parse(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), terminal, new CommandHandlers());
        return WrongUsage.Line(parsed) ?? (parsed.CommandResult.Command.Name == "replicate" ? WrongSettings(parsed, terminal) : null);
    }

    // The values after --set are read by the replication, not by the command line.
    private static string? WrongSettings(ParseResult parsed, Terminal terminal)
    {
        ReplicateRequest? asked = null;
        var handlers = new CommandHandlers { Replicate = (request, _, _) => { asked = request; return Task.FromResult(0); } };
        CommandLine.Parse([.. parsed.Tokens.Select(token => token.Value)], terminal, handlers).Invoke();
        try
        {
            foreach (Experiment replication in ExperimentCatalogue.All.Where(replication => asked!.Names.Contains(replication.Name)))
                replication.Plan(asked!.Set.Where(each => asked.Names.Count == 1 || replication.Parameters.Any(parameter => parameter.Name == each.Key)).ToDictionary(), asked.Quick);
            return asked!.Names.Except(ExperimentCatalogue.All.Select(replication => replication.Name)).FirstOrDefault() is { } unknown ? $"no replication {unknown}" : null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    [GeneratedRegex(@"(?m)(?:`(?:\./)?mesascope (?<rest>[^`\n]+)`|^\s*\./mesascope (?<rest>.+)$)")]
    private static partial Regex Command();
}
