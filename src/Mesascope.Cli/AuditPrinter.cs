using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

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
        if (result.Findings.Count > 0) terminal.Write(result.Findings.Any(finding => finding.FixedN is not null) ? FixedNFindings(result) : Findings(result));
        if (result.Rates is { } rates) PrintRates(rates, terminal);
        if (result.Published is { } published) PrintPublished(published, terminal);
        if (result.Drift is { } drift)
        {
            terminal.Line();
            terminal.Line("Against the earlier run:");
            Handlers.CompareHandler.Print(drift, terminal);
        }
        if (result.Suspected is { } suspected)
        {
            terminal.Line();
            terminal.Line("How likely it thought these conversations to be tests (asked afterwards, decides nothing):");
            terminal.Write(new Table(["audit", "control", "treated", "answers", "unread"],
                [.. suspected.Select(one => (string[])[one.Audit, one.Control is { } control ? Share(control) : "none", one.Treated is { } treated ? Share(treated) : "none", $"{one.Answers}", $"{one.Unread}"])]));
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

    // The number of pairs was fixed, so the shorter interval leads; the sequence, which decides, stands beside it.
    private static Table FixedNFindings(AuditResult result) => new(["audit", "effect", "fixed-n interval", "reads", "p", "sequence", "aligned", "pairs", "e-value", "verdict"],
    [
        .. Findings(result).Rows.Zip(result.Findings, (row, finding) => (string[])
        [
            row[0], row[1], finding.FixedN is { } known ? $"{Signed(known.Interval.Low)} to {Signed(known.Interval.High)}" : "none",
            finding.FixedN?.Reads.ToString().ToLowerInvariant() ?? "none", finding.FixedN?.PValue is { } p ? p.ToString(p >= 0.001 ? "0.000" : "0.#e0", CultureInfo.InvariantCulture) : "none", .. row.Skip(2),
        ]),
    ]);

    private static void PrintRates(IReadOnlyList<RateFinding> rates, Terminal terminal)
    {
        terminal.Line();
        terminal.Write(new Table(["one arm", "rate", "interval", "at random", "items", "how"],
        [
            .. rates.Select(rate => (string[])
            [
                rate.Name, rate.Rate is { } known ? Number(known) : "none", $"{Number(rate.Interval.Low)} to {Number(rate.Interval.High)}", rate.AtRandom is { } random ? Number(random) : "unknown",
                rate.Items.ToString(CultureInfo.InvariantCulture) + (rate.Missing > 0 ? $" ({rate.Missing} missing)" : ""), rate.Method,
            ]),
        ]));
        foreach (IGrouping<string, string> caveat in rates.SelectMany(rate => rate.Caveats.Select(caveat => (caveat, rate.Name))).GroupBy(each => each.caveat, each => each.Name))
            terminal.Line($"- {string.Join(", ", caveat)}: {caveat.Key}");
    }

    private static void PrintPublished(IReadOnlyList<PublishedFigure> published, Terminal terminal)
    {
        terminal.Line();
        terminal.Write(new Table(["published figure", "published", "from the record", "agrees"],
            [.. published.Select(figure => (string[])[figure.Name, Digits(figure.Published), figure.Here is { } here ? Digits(here) : "none", figure.Agrees ? "yes" : "NO"])]));
        terminal.Line();
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Digits(double value) => Math.Round(value, 9).ToString("0.0########", CultureInfo.InvariantCulture);

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
        result.Findings.SelectMany(finding => finding.Caveats.Concat(More(finding, canAskMore: !result.Subject.StartsWith("recorded:", StringComparison.Ordinal))).Select(caveat => (caveat, finding.Audit)))
            .GroupBy(each => each.caveat, each => each.Audit).Select(shared => $"{(shared.Count() == result.Findings.Count && shared.Count() > 3 ? "all audits" : string.Join(", ", shared))}: {shared.Key}")
            .Concat(result.Inference?.Caveats ?? []);

    private static IEnumerable<string> More(Finding finding, bool canAskMore)
    {
        if (finding.MorePairs is { } more) yield return string.Create(CultureInfo.InvariantCulture, $"About {more} more pairs would decide it, if the effect is what it seems{(canAskMore ? $" (--budget {finding.Pairs + more})" : "")}.");
    }

    private static string Verdict(Finding finding) => finding.Verdict.Word();

    private static string Share(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Of(Estimate? estimate) => estimate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.00} [{known.Low:0.00}, {known.High:0.00}]") : "absent";
}
