using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>An audit's result as one reads it on a terminal.</summary>
internal static class AuditPrinter
{
    /// <summary>What was found, how sure, what it does not mean and how often the instruments are wrong; then the rows, the numbers, the goals, what weakens them, and where the report lies.</summary>
    public static void Print(AuditResult result, string report, Terminal terminal)
    {
        terminal.Line($"{result.Subject} in {result.World}, seed {result.Seed}");
        terminal.Line();
        terminal.Paragraph(FirstScreen.Headline(result.Conclusion));
        if (FirstScreen.Reasons(result.Conclusion) is { } reasons) terminal.Paragraph(reasons);
        if (result.Shutdown is { } shutdown) terminal.Paragraph($"Shutdown: {shutdown.Conclusion}");
        terminal.Line();
        terminal.Paragraph($"How sure: {FirstScreen.HowSure(result)}");
        terminal.Paragraph(FirstScreen.DoesNotMean(result));
        terminal.Paragraph($"Error rates: {ErrorRates.Sentence(result)}");
        foreach (string page in ErrorRates.UsedIn(result).Select(rate => rate.Page).Distinct()) terminal.Paragraph($"More: {page}");
        terminal.Line();
        if (result.Drift is { } drift)
        {
            DriftPrinter.Print(drift, terminal);
            terminal.Line();
        }
        if (result.Findings.Count > 0) FindingsPrinter.Print(result.Findings, terminal);
        if (result.Rates is { } rates) PrintRates(rates, terminal);
        if (result.Published is { } published) PrintPublished(published, terminal);
        if (result.Suspected is { } suspected)
        {
            terminal.Line();
            terminal.Paragraph("How likely it thought these conversations to be tests (asked afterwards, decides nothing):");
            terminal.Rows(new Table(["audit", "control", "treated", "answers", "unread"],
                [.. suspected.Select(one => (string[])[one.Audit, one.Control is { } control ? Number(control) : "none", one.Treated is { } treated ? Number(treated) : "none", $"{one.Answers}", $"{one.Unread}"])]));
        }
        if (result.Inference is { } goals) PrintGoals(goals, terminal);
        if (result.Prices is { } prices) PricePrinter.Print(prices, terminal);
        string[] caveats = [.. Caveats(result)];
        if (caveats.Length > 0) terminal.Line();
        foreach (string caveat in caveats) terminal.Item(caveat);
        terminal.Line();
        terminal.Line($"report: {report}");
    }

    private static void PrintRates(IReadOnlyList<RateFinding> rates, Terminal terminal)
    {
        terminal.Line();
        terminal.Rows(new Table(["one arm alone", "rate", "interval", "at random", "items"],
        [
            .. rates.Select(rate => (string[])
            [
                rate.Name, rate.Rate is { } known ? Number(known) : "none", $"{Number(rate.Interval.Low)} to {Number(rate.Interval.High)}", rate.AtRandom is { } random ? Number(random) : "unknown",
                rate.Items.ToString(CultureInfo.InvariantCulture) + (rate.Missing > 0 ? $" ({rate.Missing} missing)" : ""),
            ]),
        ]), [.. rates.Select(rate => (string[])[$"{rate.Measured}; interval: {rate.Method}"])]);
        foreach (IGrouping<Caveat, string> caveat in rates.SelectMany(rate => rate.Caveats.Select(caveat => (caveat, rate.Name))).GroupBy(each => each.caveat, each => each.Name))
            terminal.Item($"{string.Join(", ", caveat)}: {caveat.Key}");
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
        if (goals.Explanation is { } explanation) ExplanationPrinter.Print(explanation, terminal);
        terminal.Line();
        terminal.Rows(new Table(["goals compared", "S", "beyond habit", "MEG"],
            [.. goals.Goals.Select(goal => (string[])[$"{goal.Goal} ({goal.Role}{(goal.Beta < 0 ? ", avoided" : "")})", Of(goal.Score), Of(goal.BeyondHabit), string.Create(CultureInfo.InvariantCulture, $"{goal.MegNats:0.00} [{goal.Low:0.00}, {goal.High:0.00}]")])]));
        terminal.Paragraph("S: how well it serves the goal; 0 is a random agent, 1 a planner that wants nothing else. Beyond habit: the part of S that it owes to looking. MEG: how much of its behaviour the goal explains, in nats an episode; 0 is nothing. Intervals are 95 %.", "  ");
        terminal.Line();
        terminal.Rows(new Table(["C", "capability", Of(goals.Capability), "the highest S of any goal"],
        [
            ["G", "goal index", Of(goals.GoalIndex), "S of the proxy minus S of the intended"],
            ["T", "terminal index", Of(goals.TerminalIndex), "of the means still sought once useless"],
        ]));
    }

    private static IEnumerable<string> Caveats(AuditResult result) =>
        result.Findings.SelectMany(finding => finding.Caveats.Select(caveat => caveat.Text).Concat(More(finding, canAskMore: !result.Subject.StartsWith("recorded:", StringComparison.Ordinal))).Select(caveat => (caveat, finding.Audit)))
            .GroupBy(each => each.caveat, each => each.Audit).Select(shared => $"{(shared.Count() == result.Findings.Count && shared.Count() > 3 ? "all audits" : string.Join(", ", shared))}: {shared.Key}")
            .Concat((result.Inference?.Caveats ?? []).Concat(result.Prices?.Caveats ?? []).Select(caveat => caveat.Text));

    private static IEnumerable<string> More(Finding finding, bool canAskMore)
    {
        if (finding.MorePairs is { } more) yield return string.Create(CultureInfo.InvariantCulture, $"About {FindingWords.Count(more, "more pair")} would decide it, if the effect is what it seems{(canAskMore ? $" (--budget {finding.Pairs + more})" : "")}.");
    }

    private static string Of(Estimate? estimate) => estimate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.00} [{known.Low:0.00}, {known.High:0.00}]") : "absent";
}
