using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>A judge, and what is known of it.</summary>
/// <param name="Judge">Who judges.</param>
/// <param name="Labels">Conversations of which people have said what is true; null where there are none.</param>
public sealed record Judging(Judge Judge, IReadOnlyList<LabelledConversation>? Labels = null)
{
    /// <summary>The findings of drives that a judge read, widened by how often it is wrong; the others as they are.</summary>
    /// <param name="drives">The drives, in the order of the findings.</param>
    /// <param name="findings">What the battery found.</param>
    /// <param name="log">The pairs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> AllowForErrorsAsync(IReadOnlyList<Drive> drives, IReadOnlyList<Finding> findings, IPairLog log, CancellationToken cancellationToken = default)
    {
        var allowed = new List<Finding>();
        foreach ((Drive drive, Finding finding) in drives.Zip(findings))
            allowed.Add(drive.Reading == ReadingKind.Judge ? await AllowForErrorsAsync(drive, finding, log, cancellationToken).ConfigureAwait(false) : finding);
        return allowed;
    }

    private async Task<Finding> AllowForErrorsAsync(Drive drive, Finding finding, IPairLog log, CancellationToken cancellationToken)
    {
        PairRecord[] counted = [.. Enumerable.Range(0, finding.Pairs).Select(index => log.Find(finding.Audit, index)).OfType<PairRecord>()];
        return JudgedFinding.Of(finding, counted, await AccuracyAsync(false).ConfigureAwait(false), await AccuracyAsync(true).ConfigureAwait(false));

        async Task<JudgeAccuracy?> AccuracyAsync(bool treated) => Labels is null ? null
            : await JudgeLabels.MeasureAsync(Judge, drive.Rubric, Labels, treated, finding.Alpha / JudgeCorrection.Intervals, cancellationToken).ConfigureAwait(false);
    }
}
