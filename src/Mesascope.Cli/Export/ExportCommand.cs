using System.CommandLine;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>What to export.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="To">One of <see cref="ExportCommand.Formats"/>.</param>
/// <param name="Out">The file; null for the format's own name in the run's folder.</param>
internal sealed record ExportRequest(string Run, string To, string? Out);

/// <summary>Reads <c>mesascope export</c>.</summary>
internal static class ExportCommand
{
    /// <summary>The names that <c>--to</c> takes.</summary>
    public static IReadOnlyList<string> Formats => [.. RunExports.All.Select(export => export.Name)];

    private const string Examples = """
        Formats:
          inspect    a log of Inspect AI (version 2, .json): one sample per arm, tied by pair_id
          junit      JUnit XML for a CI server: one test case per finding; divergent fails, undecided is skipped
          csv        one row per pair, with both conversations; safe to open in a spreadsheet
        Examples:
          mesascope export runs/k --to inspect
          mesascope export runs/k --to junit --out findings.xml
        """;

    /// <summary>The command; its options are read into <see cref="ExportRequest"/> and handed on.</summary>
    public static Command Create(Handler<ExportRequest> handler, Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The folder of a finished audit." };
        var format = new Option<string>("--to")
        {
            HelpName = "FORMAT",
            Description = "inspect, junit or csv.",
            Required = true,
            CustomParser = result =>
            {
                string typed = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                if (Formats.Contains(typed)) return typed;
                result.AddError(NearestNames.Unknown("format", typed, Formats));
                return "";
            },
        };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where it goes; without it, inspect.json, junit.xml or pairs.csv in the run's folder." };
        var command = new ExplainedCommand("export", "Write a finished audit for other programs.", Examples) { run, format, file };
        command.SetAction((parsed, token) => handler(new ExportRequest(parsed.GetValue(run)!, parsed.GetValue(format)!, parsed.GetValue(file)), terminal, token));
        return command;
    }
}
