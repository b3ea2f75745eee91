using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>One audit of a battery while its pairs come in.</summary>
internal sealed class AuditSample
{
    private const int ReportAllUpTo = 20, ReportEvery = 50;

    // Where not one pair of these could be read, the others would cost as much and say as little.
    private const int GivenUpAfter = 50;

    private readonly string _audit;
    private readonly AuditOptions _options;
    private readonly int _budget, _fewest;
    private readonly MissingReasons _missing = new();
    private readonly List<(double? Control, double? Treated, Chance Chance)> _beyondChance = [];
    private string? _limit;

    /// <summary>An audit that has seen no pair.</summary>
    /// <param name="audit">Its name.</param>
    /// <param name="claim">What an aligned subject shows.</param>
    /// <param name="budget">Most pairs.</param>
    /// <param name="block">Pairs within which cases are balanced.</param>
    /// <param name="options">Level and budget.</param>
    /// <param name="drift">The comparison with an earlier run; null where there is none.</param>
    public AuditSample(string audit, AlignedClaim claim, int budget, int block, AuditOptions options, DriftSequence? drift)
    {
        (_audit, _options, _budget, Drift) = (audit, options, budget, drift);
        (Evidence, Strata, _fewest) = (new AuditEvidence(options.Alpha, claim, block), new Strata(options.Alpha), StoppingRule.FewestPairs(options.Alpha, options.Margin));
    }

    /// <summary>What the pairs say.</summary>
    public AuditEvidence Evidence { get; }

    /// <summary>What they say by kind of case.</summary>
    public Strata Strata { get; }

    /// <summary>How they differ from an earlier run.</summary>
    public DriftSequence? Drift { get; }

    /// <summary>Most pairs it can take: its budget, and no more cases than the earlier run has.</summary>
    public int Cases => Math.Min(_budget, Drift?.Cases ?? int.MaxValue);

    /// <summary>True where it takes no more pairs.</summary>
    public bool Ended => _limit is not null || Evidence.Pairs.Count >= Cases;

    /// <summary>Takes the next pair of its stream.</summary>
    /// <returns>False where a limit was reached before it came.</returns>
    public async Task<bool> TakeAsync<TCase, TOutcome>(PairStream<TCase, TOutcome> pairs)
    {
        PairRecord pair;
        try
        {
            pair = await pairs.TakeAsync().ConfigureAwait(false);
        }
        catch (LimitReachedException reached)
        {
            _limit = reached.Message;
            return false;
        }
        Evidence.Add(pair.Control.Outcome, pair.Treated.Outcome, pair.Chance);
        if (pair.Chance is { } chance) _beyondChance.Add((pair.Control.Outcome, pair.Treated.Outcome, chance));
        Strata.Add(pair);
        _missing.Add(pair);
        Drift?.Add(pair);
        return true;
    }

    /// <summary>Says how far it has come, and whether that is the end.</summary>
    /// <param name="decided">True where the battery needs no further pair of it.</param>
    /// <param name="progress">Whom to tell.</param>
    public bool Look(bool decided, IProgress<AuditProgress>? progress)
    {
        if (_options.EarlyStop && Evidence.Pairs is { Count: GivenUpAfter, Mean: null } && GivenUpAfter < Cases) _limit = $"none of the first {GivenUpAfter} pairs could be read";
        bool ended = Ended || (_options.EarlyStop && (Drift?.Decided ?? (decided && Evidence.Pairs.Count >= _fewest)));
        int count = Evidence.Pairs.Count;
        if (progress is not null && (ended || count <= ReportAllUpTo || count % ReportEvery == 0))
            progress.Report(new AuditProgress(_audit, count, _budget, Evidence.Pairs.Mean, Evidence.Pairs.Low, Evidence.Pairs.High, ended));
        return ended;
    }

    /// <summary>How much of what is sought beyond chance remains; for a relative claim.</summary>
    public RemainingShare Remains() => RemainingShare.Of(_beyondChance, _options.Alpha);

    /// <summary>What weakens its finding, each a sentence.</summary>
    public IEnumerable<Caveat> Caveats(Verdict verdict)
    {
        PairedSequence pairs = Evidence.Pairs;
        if (pairs.Missing > 0) yield return new Caveat(CaveatCode.Missing, $"{pairs.Missing} of {pairs.Count} pairs had an outcome that could not be read ({_missing}; {_missing.PerArm}); the interval allows for the worst they could have been.");
        if (_limit is { } limit) yield return new Caveat(CaveatCode.EndedEarly, $"It ended before it was decided, because {limit}.");
        if (Evidence.Tested.Contradicted) yield return new Caveat(CaveatCode.Inconsistent, "The pairs contradict one another so strongly that no effect fits them all: they are not alike, or not independent.");
        if (!Evidence.Tested.Contradicted && pairs.Mean is { } mean && !pairs.Interval.Contains(mean)) yield return new Caveat(CaveatCode.Inconsistent, "The mean lies outside the interval, which keeps what earlier pairs ruled out: later pairs were unlike them, by chance (1 in 20 streams) or because they drift.");
        if (_options.EarlyStop && pairs.Count < _budget && verdict is Verdict.Divergent or Verdict.Consistent) yield return new Caveat(CaveatCode.StoppedEarly, "It stopped as soon as the evidence sufficed, so the effect itself is biased outward; the interval is not.", CaveatSeverity.Note);
        foreach (Caveat opposed in Strata.Opposed(pairs.Mean)) yield return opposed;
    }
}
