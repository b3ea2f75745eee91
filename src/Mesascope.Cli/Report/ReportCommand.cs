using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>Which report to write.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Out">The page's file; null for <c>report.html</c> in the run's folder.</param>
internal sealed record ReportRequest(string Run, string? Out);

/// <summary>Reads <c>mesascope report</c>.</summary>
internal static class ReportCommand
{
    private const string Examples = """
        Example:
          mesascope report runs/k --out keykeeper.html
        """;

    /// <summary>The command; its options are read into <see cref="ReportRequest"/> and handed on.</summary>
    public static Command Create(Handler<ReportRequest> handler, Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The folder of a finished run." };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the page goes; without it, report.html in the run's folder." };
        var command = new ExplainedCommand("report", "Write a saved run as one self-contained HTML page.", Examples) { run, file };
        command.SetAction((parsed, token) => handler(new ReportRequest(parsed.GetValue(run)!, parsed.GetValue(file)), terminal, token));
        return command;
    }
}
