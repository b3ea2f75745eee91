using System.CommandLine;
using System.Text.RegularExpressions;
using Mesascope.Cli;

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
        ParseResult parsed = CommandLine.Parse(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), terminal, new Deeds());
        return WrongUsage.Line(parsed);
    }

    [GeneratedRegex(@"(?m)(?:`(?:\./)?mesascope (?<rest>[^`\n]+)`|^\s*\./mesascope (?<rest>.+)$)")]
    private static partial Regex Command();
}
