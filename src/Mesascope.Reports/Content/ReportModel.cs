using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Reports;

/// <summary>Everything that the page shows, worked out before anything is drawn.</summary>
public sealed record ReportModel
{
    /// <summary>What the run was asked to do.</summary>
    public required Manifest<AuditQuestion> Manifest { get; init; }

    /// <summary>What it came to.</summary>
    public required AuditResult Result { get; init; }

    /// <summary>What the run has cost; null where nothing is known of it.</summary>
    public RunUsage? Usage { get; init; }

    /// <summary>The world in words; null where this version does not know it.</summary>
    public required WorldFacts? World { get; init; }

    /// <summary>The confidence sequence of each finding over its pairs, in the order of the findings.</summary>
    public required IReadOnlyList<SequenceTrace> Traces { get; init; }

    /// <summary>The pair that is animated.</summary>
    public required ReplayChoice Replay { get; init; }

    /// <summary>The conversations that each finding is shown by, in the order of the findings; all empty where the subject is an agent in a world.</summary>
    public required IReadOnlyList<IReadOnlyList<ShownPair>> Conversations { get; init; }

    /// <summary>True where the subject is a chat model.</summary>
    public bool IsChat => Result.World is "chat" or "items" or "recorded";

    /// <summary>Works the page out.</summary>
    public static ReportModel Of(Manifest<AuditQuestion> manifest, AuditResult result, IReadOnlyList<PairRecord> pairs)
    {
        ILookup<string, PairRecord> byAudit = pairs.ToLookup(pair => pair.Audit);
        PairRecord[] Counted(Finding finding) => [.. byAudit[finding.Audit].OrderBy(pair => pair.Index).Take(finding.Pairs)];
        return new ReportModel
        {
            Manifest = manifest,
            Result = result,
            World = WorldFacts.Of(result.World),
            Traces = [.. result.Findings.Select(finding => SequenceTrace.Of(finding.Alpha, Counted(finding), finding.Block))],
            Conversations = [.. result.Findings.Select(finding => ShownPair.Of(finding, Counted(finding)))],
            Replay = result.World == "chat" ? ReplayChoice.None : ReplayChoice.Of(result, Counted),
        };
    }

    /// <summary>How many findings came to this verdict.</summary>
    public int Count(Statistics.Verdict verdict) => Result.Findings.Count(finding => finding.Verdict == verdict);
}
