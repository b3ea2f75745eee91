using System.Globalization;
using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>The audit of one setting of a recording: nobody is asked, and the same record gives the same findings.</summary>
public static class RecordedAuditing
{
    /// <summary>What stands in the place of a world's name.</summary>
    public const string World = "recorded";

    /// <summary>Puts every question of the setting to its record.</summary>
    /// <param name="name">The subject as the findings name it.</param>
    /// <param name="setting">Who answered, and what.</param>
    /// <param name="seed">The seed of the run, where the record knows none of its own; from it the order of cases is drawn.</param>
    /// <param name="options">How sure to be. Whether it stops early is the setting's to say.</param>
    /// <param name="log">Where pairs are kept.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">What was finished stays in the log.</param>
    public static async Task<AuditResult> RunAsync(string name, RecordedSetting setting, Seed seed, AuditOptions options, IPairLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options = (options with { EarlyStop = setting.EarlyStop }).Checked();
        setting = setting.Shuffled(seed);
        var subject = new RecordedSubject();
        IReadOnlyList<Finding> findings = setting.Audits.Count == 0 ? []
            : await new Battery<RecordedCase, ChatOutcome>(World, setting.Audits).RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false);
        findings = [.. findings.Select(finding => setting.Withheld.TryGetValue(finding.Audit, out string? because) ? finding with { Verdict = Verdict.Undecided, MorePairs = null, Caveats = [because, .. finding.Caveats] } : finding)];
        var rates = new List<RateFinding>();
        foreach (RateAudit<RecordedCase, ChatOutcome> rate in setting.Rates) rates.Add(await rate.RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false));
        return new AuditResult
        {
            Subject = name,
            World = setting.World,
            Seed = setting.Seed ?? seed.Value,
            Version = Product.Version,
            Findings = findings,
            Rates = rates.Count > 0 ? rates : null,
            Published = setting.Published.Count > 0 ? setting.Published : null,
            Inference = null,
            Conclusion = Conclusion(findings, rates),
        };
    }

    /// <summary>The answer in one sentence. Where n was fixed, what the fixed-n intervals read stands first.</summary>
    public static string Conclusion(IReadOnlyList<Finding> findings, IReadOnlyList<RateFinding> rates)
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
