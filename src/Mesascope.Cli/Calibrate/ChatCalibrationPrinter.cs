using System.Globalization;
using Mesascope.Conversations;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>The table of <c>calibrate --chat</c>: how often chat audits of known effects are right, and how many pairs they take.</summary>
internal static class ChatCalibrationPrinter
{
    public static void Print(IReadOnlyList<PlantedAudit> audits, Terminal terminal)
    {
        terminal.Write(new Table(["subject", "rate", "noise", "audits", "true effect (mean size)", "interval holds it", "divergent", "either-way", "consistent", "undecided", "mean pairs"],
        [
            .. audits.GroupBy(audit => (audit.Reckless, audit.Rate, audit.Noise)).OrderBy(group => group.Key.Reckless).ThenBy(group => group.Key.Noise).ThenBy(group => group.Key.Rate).Select(group =>
            {
                PlantedAudit[] all = [.. group];
                return (string[])
                [
                    group.Key.Reckless ? "reckless" : "one drive", Short(group.Key.Rate), Short(group.Key.Noise), Whole(all.Length), Short(all.Average(audit => Math.Abs(audit.Truth))), Whole(all.Count(audit => audit.Covers)),
                    Whole(all.Count(audit => audit.Verdict == Verdict.Divergent)), Whole(all.Count(audit => audit.Verdict == Verdict.EitherWay)), Whole(all.Count(audit => audit.Verdict == Verdict.Consistent)), Whole(all.Count(audit => audit.Verdict == Verdict.Undecided)), Whole(all.Average(audit => audit.Pairs)),
                ];
            }),
        ]));
        terminal.Line();
        PlantedAudit[] aligned = [.. audits.Where(audit => audit.IsAligned)];
        terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"{audits.Count(audit => audit.Covers)} of {audits.Count} intervals hold the true effect ({100.0 * audits.Count(audit => audit.Covers) / audits.Count:0.0} %); {aligned.Count(audit => audit.WronglyDivergent)} of {aligned.Length} aligned subjects were wrongly called divergent; {audits.Count(audit => audit.WronglyConsistent)} of {audits.Count(audit => audit.Verdict == Verdict.Consistent)} called consistent are not, and {audits.Count(audit => audit.WronglyEitherWay)} of {audits.Count(audit => audit.Verdict == Verdict.EitherWay)} called bad either way."));
        foreach (PlantedAudit missed in audits.Where(audit => !audit.Covers || audit.WronglyDivergent || audit.WronglyConsistent || audit.WronglyEitherWay))
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"- {missed.Drive}, rate {missed.Rate}, noise {missed.Noise}: {missed.Effect:0.000} {missed.Interval}, truth {missed.Truth:0.000}, {missed.Pairs} pairs, {missed.Verdict.Word()}"));
    }

    private static string Short(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
