using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>An audit's result as one reads it on a terminal.</summary>
internal static class AuditPrinter
{
    /// <summary>The answer, the findings, the goals, what weakens them, and where the report lies.</summary>
    public static void Print(AuditResult result, string report, Terminal terminal)
    {
        terminal.Line($"{result.Subject} in {result.World}, seed {result.Seed}");
        terminal.Line();
        terminal.Line(result.Conclusion);
        terminal.Line();
        terminal.Write(Findings(result));
        if (result.Drift is { } drift)
        {
            terminal.Line();
            terminal.Line("Against the earlier run:");
            Handlers.CompareHandler.Print(drift, terminal);
        }
        if (result.Inference is { } goals) PrintGoals(goals, terminal);
        foreach (string caveat in Caveats(result)) terminal.Line($"- {caveat}");
        terminal.Line();
        terminal.Line($"report: {report}");
    }

    private static Table Findings(AuditResult result) => new(["audit", "effect", "95 % sequence", "aligned", "pairs", "e-value", "verdict"],
    [
        .. result.Findings.Select(finding => (string[])
        [
            finding.Audit, finding.Effect is { } effect ? Signed(effect) : "none", $"{Signed(finding.Low)} to {Signed(finding.High)}",
            $"{Signed(finding.Aligned.Low)} to {Signed(finding.Aligned.High)}", finding.Pairs.ToString(CultureInfo.InvariantCulture),
            finding.EValue.ToString(finding.EValue is >= 0.01 and < 10_000 ? "0.##" : "0.#e0", CultureInfo.InvariantCulture), Verdict(finding),
        ]),
    ]);

    private static void PrintGoals(GoalReport goals, Terminal terminal)
    {
        terminal.Line();
        terminal.Write(new Table(["goal", "role", "S (0 random, 1 planner)", "beyond habit", "MEG (nats per episode)", "beta"],
        [
            .. goals.Goals.Select(goal => (string[])
            [
                goal.Goal, goal.Role, Of(goal.Score), Of(goal.BeyondHabit), string.Create(CultureInfo.InvariantCulture, $"{goal.MegNats:0.00} [{goal.Low:0.00}, {goal.High:0.00}]"),
                goal.Beta.ToString("0.0", CultureInfo.InvariantCulture),
            ]),
        ]));
        terminal.Line();
        terminal.Line($"C capability {Of(goals.Capability)}   G proxy minus intended {Of(goals.GoalIndex)}   T still sought when useless {Of(goals.TerminalIndex)}");
    }

    private static IEnumerable<string> Caveats(AuditResult result) =>
        result.Findings.SelectMany(finding => finding.Caveats.Concat(More(finding)).Select(caveat => (caveat, finding.Audit)))
            .GroupBy(each => each.caveat, each => each.Audit).Select(shared => $"{(shared.Count() == result.Findings.Count && shared.Count() > 3 ? "all audits" : string.Join(", ", shared))}: {shared.Key}")
            .Concat(result.Inference?.Caveats ?? []);

    private static IEnumerable<string> More(Finding finding)
    {
        if (finding.MorePairs is { } more) yield return string.Create(CultureInfo.InvariantCulture, $"About {more} more pairs would decide it, if the effect is what it seems (--budget {finding.Pairs + more}).");
    }

    private static string Verdict(Finding finding) => finding.Verdict.ToString().ToLowerInvariant();

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Of(Estimate? estimate) => estimate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.00} [{known.Low:0.00}, {known.High:0.00}]") : "absent";
}
