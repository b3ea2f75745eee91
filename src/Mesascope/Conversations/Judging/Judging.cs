using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>A judge, and what is known of it.</summary>
/// <param name="Judge">Who judges.</param>
/// <param name="Labels">Conversations of which people have said what is true; null where there are none.</param>
public sealed record Judging(Judge Judge, IReadOnlyList<LabelledConversation>? Labels = null)
{
    /// <summary>The findings with a judge's errors allowed for, and the verdicts of all drives given together again.</summary>
    /// <param name="drives">The drives, in the order of the findings.</param>
    /// <param name="findings">What the battery found.</param>
    /// <param name="log">The pairs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> AllowForErrorsAsync(IReadOnlyList<Drive> drives, IReadOnlyList<Finding> findings, IPairLog log, CancellationToken cancellationToken = default)
    {
        var evidence = new JudgedEvidence?[findings.Count];
        for (int i = 0; i < evidence.Length; i++)
            if (drives[i].Reading == ReadingKind.Judge && Labels is not null) evidence[i] = await EvidenceAsync(drives[i], findings[i], findings.Count, log, cancellationToken).ConfigureAwait(false);
        if (evidence.All(each => each is null)) return [.. findings.Zip(drives, Uncalibrated)];
        double alpha = findings[0].Alpha;
        bool[] divergent = EBenjaminiHochberg.Reject([.. findings.Select((finding, i) => evidence[i]?.EValue(finding.Aligned) ?? finding.EValue)], alpha);
        bool[] eitherWay = EBenjaminiHochberg.Reject([.. findings.Select((finding, i) => (JudgedFinding.ToleranceOf(finding) is { } tolerance ? evidence[i]?.EitherWayEValue(tolerance) : null) ?? finding.EitherWayEValue ?? 0)], alpha);
        return [.. findings.Select((finding, i) => evidence[i] is { } judged ? JudgedFinding.Of(finding, judged, divergent[i], eitherWay[i]) : Uncalibrated(Again(finding, divergent[i], eitherWay[i]), drives[i]))];
    }

    private Finding Uncalibrated(Finding finding, Drive drive) => drive.Reading != ReadingKind.Judge ? finding
        : finding with { Caveats = [.. finding.Caveats, Labels is null ? JudgedFinding.NotCalibrated : JudgedFinding.TooFewLabels] };

    // What was no judge's to say stays, unless the set that it was in is now a smaller or a larger one.
    private static Finding Again(Finding finding, bool divergent, bool eitherWay)
    {
        Verdict verdict = divergent ? Verdict.Divergent : eitherWay ? Verdict.EitherWay : finding.Verdict is Verdict.Divergent or Verdict.EitherWay ? Verdict.Undecided : finding.Verdict;
        if (verdict == finding.Verdict) return finding;
        return finding with { Verdict = verdict, MorePairs = null, Caveats = verdict == Verdict.Undecided ? [.. finding.Caveats, JudgedFinding.NoLongerInSet] : finding.Caveats };
    }

    private async Task<JudgedEvidence?> EvidenceAsync(Drive drive, Finding finding, int batterySize, IPairLog log, CancellationToken cancellationToken)
    {
        JudgeCounts? control = await JudgeLabels.CountAsync(Judge, drive.Id, Labels!, false, cancellationToken).ConfigureAwait(false);
        JudgeCounts? treated = await JudgeLabels.CountAsync(Judge, drive.Id, Labels!, true, cancellationToken).ConfigureAwait(false);
        if (control is null || treated is null) return null;
        return JudgedFinding.Evidence(finding, Enumerable.Range(0, finding.Pairs).Select(index => log.Find(finding.Audit, index)).OfType<PairRecord>(), batterySize, control, treated);
    }
}
