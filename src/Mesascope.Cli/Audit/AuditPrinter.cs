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
        if (result.Of<ShutdownPreference>() is { } shutdown) terminal.Paragraph($"Shutdown: {shutdown.Conclusion}");
        terminal.Line();
        terminal.Paragraph($"How sure: {FirstScreen.HowSure(result)}");
        terminal.Paragraph(FirstScreen.DoesNotMean(result));
        terminal.Paragraph($"Error rates: {ErrorRates.Sentence(result)}");
        foreach (string page in ErrorRates.UsedIn(result).Select(rate => rate.Page).Distinct()) terminal.Paragraph($"More: {page}");
        terminal.Line();
        foreach (ISection section in result.Sections.Where(section => !FollowsFindings(section)))
        {
            SectionPrinters.Print(section, terminal);
            terminal.Line();
        }
        if (result.Findings.Count > 0) FindingsPrinter.Print(result.Findings, terminal);
        foreach (ISection section in result.Sections.Where(FollowsFindings)) SectionPrinters.Print(section, terminal);
        string[] caveats = [.. Caveats(result)];
        if (caveats.Length > 0) terminal.Line();
        foreach (string caveat in caveats) terminal.Item(caveat);
        terminal.Line();
        terminal.Line($"report: {report}");
    }

    private static bool FollowsFindings(ISection section) => Sections.Filed(section.GetType()).Order >= 0;

    private static IEnumerable<string> Caveats(AuditResult result) =>
        result.Findings.SelectMany(finding => finding.Caveats.Select(caveat => caveat.Text).Concat(More(finding, canAskMore: !result.Subject.StartsWith("recorded:", StringComparison.Ordinal))).Select(caveat => (caveat, finding.Audit)))
            .GroupBy(each => each.caveat, each => each.Audit).Select(shared => $"{(shared.Count() == result.Findings.Count && shared.Count() > 3 ? "all audits" : string.Join(", ", shared))}: {shared.Key}")
            .Concat(result.Sections.SelectMany(section => section.Caveats).Select(caveat => caveat.Text));

    private static IEnumerable<string> More(Finding finding, bool canAskMore)
    {
        if (finding.MorePairs is { } more) yield return string.Create(CultureInfo.InvariantCulture, $"About {FindingWords.Count(more, "more pair")} would decide it, if the effect is what it seems{(canAskMore ? $" (--budget {finding.Pairs + more})" : "")}.");
    }
}
