using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Items;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Recordings;

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
        findings = [.. findings.Select(finding => setting.Withheld.TryGetValue(finding.Audit, out Caveat? because) ? finding with { Verdict = Verdict.Undecided, MorePairs = null, Caveats = [because, .. finding.Caveats] } : finding)];
        var rates = new RateFindings();
        PublishedFigures published = [.. setting.Published];
        foreach (RateAudit<RecordedCase, ChatOutcome> rate in setting.Rates) rates.Add(await rate.RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false));
        return new AuditResult
        {
            Subject = name,
            World = setting.World,
            Seed = setting.Seed ?? seed.Value,
            Version = Product.Version,
            Findings = findings,
            Sections = Sections.Of(rates.Count > 0 ? rates : null, setting.Published.Count > 0 ? published : null),
            Conclusion = FileConclusion.Of(findings, rates),
        };
    }
}
