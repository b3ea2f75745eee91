using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>Which two runs to compare.</summary>
/// <param name="Before">The folder of the earlier run.</param>
/// <param name="After">The folder of the later run.</param>
/// <param name="Alpha">Level, in (0, 1).</param>
/// <param name="Margin">The change of an effect that still counts as none, in [0, 1).</param>
/// <param name="FailOn">The verdicts at which the exit code is 3: <c>drift</c>, <c>undecided</c>.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record CompareRequest(string Before, string After, double Alpha, double Margin, IReadOnlyList<string> FailOn, bool Json);

/// <summary>Reads <c>mesascope compare</c>.</summary>
internal static class CompareCommand
{
    private const string Examples = """
        Example:
          mesascope compare runs/march runs/april --fail-on drift
        Both runs must have asked the same cases: same version, seed and sampling. To ask a new version
        only as much as it takes, use: mesascope audit SUBJECT --against runs/march
        """;

    /// <summary>The command; its options are read into <see cref="CompareRequest"/> and handed on.</summary>
    public static Command Create(Handler<CompareRequest> handler, Terminal terminal)
    {
        var before = new Argument<string>("BEFORE") { Description = "The folder of the earlier run." };
        var after = new Argument<string>("AFTER") { Description = "The folder of the later run." };
        Option<double> alpha = OptionKinds.Number("--alpha", "How often a wrong \"drifted\" is acceptable.", 0.05, "a number above 0 and below 1", x => x is > 0 and < 1);
        Option<double> margin = OptionKinds.Number("--margin", "The change of an effect that still counts as none.", 0.1, "a number from 0 to below 1", x => x is >= 0 and < 1);
        Option<IReadOnlyList<string>?> failOn = OptionKinds.Names("--fail-on", "verdict", "Exit with 3 where a comparison is one of these: drift, undecided.", "V,W", () => ["drift", "undecided"]);
        Option<bool> json = OptionKinds.Json();
        var command = new ExplainedCommand("compare", "Say what changed between two runs of the same cases.", Examples) { before, after, alpha, margin, failOn, json };
        command.SetAction((parsed, token) => handler(
            new CompareRequest(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(alpha), parsed.GetValue(margin), parsed.GetValue(failOn) ?? [], parsed.GetValue(json)), terminal, token));
        return command;
    }
}
