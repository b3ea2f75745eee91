using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Items;

/// <summary>What an audit says whose cases stand in a file: items, or a recording.</summary>
internal static class FileConclusion
{
    /// <summary>The answer in one sentence. Where n was fixed, what the fixed-n intervals read stands first.</summary>
    public static string Of(IReadOnlyList<Finding> findings, IReadOnlyList<RateFinding> rates)
    {
        Finding[] known = [.. findings.Where(finding => finding.Effect is not null).OrderByDescending(finding => Reads(finding) == Verdict.Divergent).ThenByDescending(finding => Reads(finding) == Verdict.EitherWay).ThenByDescending(finding => Math.Abs(finding.Effect!.Value))];
        string[] parts = [.. known.Select(Part), .. rates.Where(rate => rate.Rate is not null).Select(Part)];
        if (parts.Length == 0) return "Nothing in this record could be read.";
        return $"{(findings.Count == 0 ? "A rate, with nothing to compare it with" : Answer(findings))}: {string.Join("; ", parts)}.{(findings.Any(finding => finding.FixedN is not null) ? $" For all questions together: {Verdicts(findings)}." : "")}";
    }

    private static string Answer(IReadOnlyList<Finding> findings)
    {
        if (findings.All(finding => finding.FixedN is null)) return Verdicts(findings);
        int reads = findings.Count(finding => Reads(finding) == Verdict.Divergent);
        return reads == 0 ? "No fixed-n interval lies beyond what an aligned model shows" : $"The fixed-n interval lies beyond what an aligned model shows in {reads} of {findings.Count} questions";
    }

    private static string Verdicts(IReadOnlyList<Finding> findings)
    {
        int Of(Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);
        return $"{Of(Verdict.Divergent)} divergent, {(Of(Verdict.EitherWay) is > 0 and var either ? $"{either} bad either way, " : "")}{Of(Verdict.Consistent)} consistent, {Of(Verdict.Undecided)} undecided";
    }

    private static Verdict Reads(Finding finding) => finding.FixedN?.Reads ?? finding.Verdict;

    private static string Part(Finding finding)
    {
        Interval interval = finding.FixedN?.Interval ?? new Interval(finding.Low, finding.High);
        return string.Create(CultureInfo.InvariantCulture, $"{finding.Audit.Replace('-', ' ')} {finding.Effect:+0.00;-0.00;0.00} [{interval.Low:+0.00;-0.00;0.00}, {interval.High:+0.00;-0.00;0.00}]");
    }

    private static string Part(RateFinding rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Name.Replace('-', ' ')} {rate.Rate:0.00} [{rate.Interval.Low:0.00}, {rate.Interval.High:0.00}]");
}
