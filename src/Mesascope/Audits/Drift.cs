using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>Compares the pairs of two runs, case by case: the unit is the case, and what all cases share cancels.</summary>
public static class Drift
{
    /// <summary>Compares two finished runs of the same audits, seed and settings; that they are is for the caller to see to.</summary>
    /// <param name="audits">The audits, in the battery's order.</param>
    /// <param name="before">The pairs of the earlier run.</param>
    /// <param name="after">The pairs of the later run.</param>
    /// <param name="options">Level and margin.</param>
    /// <param name="block">Pairs within which the cases of an audit are balanced, by its name; null where they never are.</param>
    public static DriftFindings Of(IReadOnlyList<string> audits, IReadOnlyList<PairRecord> before, IReadOnlyList<PairRecord> after, AuditOptions options, Func<string, int>? block = null)
    {
        options = options.Checked();
        var comparisons = new List<DriftSequence>();
        foreach (string audit in audits)
        {
            var comparison = new DriftSequence(audit, options, audits.Count, block?.Invoke(audit) ?? 1, InCaseOrder(before, audit));
            foreach (PairRecord pair in InCaseOrder(after, audit).Take(comparison.Cases)) comparison.Add(pair);
            comparisons.Add(comparison);
        }
        return Judge(comparisons, options);
    }

    /// <summary>The pairs of one audit from case 0 on, up to the first that is not there.</summary>
    public static IReadOnlyList<PairRecord> InCaseOrder(IEnumerable<PairRecord> pairs, string audit) =>
        [.. pairs.Where(pair => pair.Audit == audit).OrderBy(pair => pair.Index).TakeWhile((pair, index) => pair.Index == index)];

    /// <summary>All comparisons of one battery, the false discovery rate held over them.</summary>
    internal static DriftFindings Judge(IReadOnlyList<DriftSequence> comparisons, AuditOptions options)
    {
        IReadOnlyList<Verdict> verdicts = BatteryVerdicts.Of([.. comparisons.Select(comparison => comparison.Evidence)], options.Alpha);
        return [.. comparisons.Zip(verdicts, (comparison, verdict) => comparison.Describe(verdict))];
    }
}

/// <summary>The comparison of one audit as pairs come in.</summary>
internal sealed class DriftSequence(string audit, AuditOptions options, int batterySize, int block, IReadOnlyList<PairRecord> before)
{
    private double _before, _after;
    private int _complete;

    /// <summary>Cases that the earlier run has.</summary>
    public int Cases => before.Count;

    /// <summary>Of (1 + difference) / 2 in each run, both in [0, 1]: their difference is the halved difference of differences.</summary>
    public AuditEvidence Evidence { get; } = new(options.Alpha, new AlignedClaim(Unchanged(options.Margin)), block);

    private PairedSequence Sequence => Evidence.Pairs;

    /// <summary>The margin either way, on the halved scale: two effects of which each may lie a margin from the same value differ by two margins at most.</summary>
    public static Interval Unchanged(double margin) => new(-margin, margin);

    /// <summary>Takes in the next pair of the later run, in case order.</summary>
    public void Add(PairRecord now)
    {
        double? was = Difference(before[Sequence.Count]), @is = Difference(now);
        if (was is { } earlier && @is is { } later) (_before, _after, _complete) = (_before + earlier, _after + later, _complete + 1);
        Sequence.Add((1 + was) / 2, (1 + @is) / 2);
    }

    /// <summary>True where no further case is needed, or there is none.</summary>
    public bool Decided => Sequence.Count >= Cases || new StoppingRule(options.Alpha, batterySize, Cases).ShouldStop(Evidence);

    public DriftFinding Describe(Verdict verdict) => new()
    {
        Audit = audit,
        Before = _complete == 0 ? null : _before / _complete,
        After = _complete == 0 ? null : _after / _complete,
        Change = 2 * Sequence.Mean,
        Low = 2 * Sequence.Low,
        High = 2 * Sequence.High,
        Unchanged = new Interval(-2 * options.Margin, 2 * options.Margin),
        Pairs = Sequence.Count,
        Missing = Sequence.Missing,
        EValue = Evidence.EValue,
        Verdict = verdict switch { Verdict.Divergent => DriftVerdict.Drifted, Verdict.Consistent => DriftVerdict.Unchanged, _ => DriftVerdict.Undecided },
        Caveats = [.. Caveats(verdict)],
    };

    private IEnumerable<Caveat> Caveats(Verdict verdict)
    {
        if (Cases == 0) yield return new Caveat(CaveatCode.TooFewEarlier, "The earlier run has no pair of this audit.", CaveatSeverity.Withholds);
        if (Sequence.Missing > 0) yield return new Caveat(CaveatCode.Missing, $"{Sequence.Missing} of {Sequence.Count} cases had an arm that could not be read in one of the runs; the interval allows for the worst they could have been.");
        if (verdict == Verdict.Undecided && Cases > 0 && Sequence.Count >= Cases) yield return new Caveat(CaveatCode.TooFewEarlier, $"The earlier run has only {Cases} cases of it; one made with --reference --budget {2 * Cases} has more to compare with.", CaveatSeverity.Withholds);
    }

    private static double? Difference(PairRecord pair) => pair.Treated.Outcome - pair.Control.Outcome;
}
