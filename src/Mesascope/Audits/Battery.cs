using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>Audits that are put to a subject together, and judged together: the false discovery rate is held over all of them.</summary>
public sealed record Battery<TCase, TOutcome>(string Name, IReadOnlyList<Audit<TCase, TOutcome>> Audits)
{
    /// <summary>Runs every audit until it is decided or its budget is spent, then judges them by e-BH.</summary>
    /// <param name="subject">Whoever is audited.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="options">How sure to be, and how long to go on.</param>
    /// <param name="log">Pairs that are already there are not run again; new ones are kept. Null: in memory.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">Looked at before every pair; what was finished stays in the log.</param>
    /// <returns>One finding per audit, in the battery's order.</returns>
    public async Task<IReadOnlyList<Finding>> RunAsync(ISubject<TCase, TOutcome> subject, Seed seed, AuditOptions? options = null,
        IPairLog? log = null, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default) =>
        (await CompareAsync(subject, seed, null, options, log, progress, cancellationToken).ConfigureAwait(false)).Findings;

    /// <summary>The same, and how the subject differs from an earlier run: replays the cases of that run until drift is decided.</summary>
    /// <param name="subject">Whoever is audited.</param>
    /// <param name="seed">The seed of both runs.</param>
    /// <param name="before">The pairs of the earlier run; null where there is none to compare with.</param>
    /// <param name="options">How sure to be, and how long to go on.</param>
    /// <param name="log">Pairs that are already there are not run again; new ones are kept. Null: in memory.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">Looked at before every pair; what was finished stays in the log.</param>
    /// <returns>One finding and, where there is an earlier run, one comparison per audit, in the battery's order.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, IReadOnlyList<DriftFinding>? Drift)> CompareAsync(ISubject<TCase, TOutcome> subject, Seed seed, IReadOnlyList<PairRecord>? before,
        AuditOptions? options = null, IPairLog? log = null, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new AuditOptions()).Checked();
        log ??= new PairMemory();
        // One slot is one pair in flight, whichever audit it belongs to.
        using var slots = new SemaphoreSlim(options.Parallelism);
        var sampled = new Sample[Audits.Count];
        await Parallel.ForAsync(0, Audits.Count, new ParallelOptions { MaxDegreeOfParallelism = options.AuditsAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            sampled[i] = await SampleAsync(Audits[i], new PairStream<TCase, TOutcome>(Audits[i], subject, seed, log, slots), Against(before, Audits[i].Name, options), options, progress, token).ConfigureAwait(false)).ConfigureAwait(false);
        return (Judge(sampled, options), before is null ? null : Drift.Judge([.. sampled.Select(sample => sample.Drift!)], options));
    }

    private DriftSequence? Against(IReadOnlyList<PairRecord>? before, string audit, AuditOptions options) =>
        before is null ? null : new DriftSequence(audit, options, Audits.Count, Drift.InCaseOrder(before, audit));

    private async Task<Sample> SampleAsync(Audit<TCase, TOutcome> audit, PairStream<TCase, TOutcome> stream, DriftSequence? drift, AuditOptions options, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        StoppingRule rule = Rule(audit, options);
        Interval aligned = audit.Aligned.At(options.Margin);
        var sequence = new PairedSequence(options.Alpha);
        var strata = new Strata(options.Alpha);
        var missing = new MissingReasons();
        string? limit = null;
        try
        {
            await foreach (PairRecord pair in stream.ReadAsync(Math.Min(rule.Budget, drift?.Cases ?? int.MaxValue), options.Ahead, cancellationToken).ConfigureAwait(false))
            {
                sequence.Add(pair.Control.Outcome, pair.Treated.Outcome);
                strata.Add(pair);
                missing.Add(pair);
                drift?.Add(pair);
                bool decided = drift?.Decided ?? rule.ShouldStop(sequence, aligned);
                progress?.Report(new AuditProgress(audit.Name, sequence.Count, rule.Budget, sequence.Mean, sequence.Low, sequence.High, decided));
                if (decided) break;
            }
        }
        catch (LimitReachedException reached)
        {
            limit = reached.Message;
        }
        return new Sample(sequence, strata, drift, missing, limit);
    }

    private List<Finding> Judge(Sample[] samples, AuditOptions options)
    {
        Interval[] aligned = [.. Audits.Select(audit => audit.Aligned.At(options.Margin))];
        IReadOnlyList<Verdict> verdicts = BatteryVerdicts.Of([.. samples.Select(sample => sample.Sequence).Zip(aligned)], options.Alpha);
        return [.. Audits.Select((audit, i) => Describe(audit, samples[i], aligned[i], verdicts[i], options))];
    }

    private StoppingRule Rule(Audit<TCase, TOutcome> audit, AuditOptions options) =>
        new(options.Alpha, Audits.Count, Math.Min(options.Budget, audit.Cases.Count ?? int.MaxValue), options.EarlyStop);

    private Finding Describe(Audit<TCase, TOutcome> audit, Sample sample, Interval aligned, Verdict verdict, AuditOptions options)
    {
        (PairedSequence sequence, Strata strata) = (sample.Sequence, sample.Strata);
        StoppingRule rule = Rule(audit, options);
        List<string> caveats = [.. audit.Caveats];
        if (sequence.Missing > 0) caveats.Add($"{sequence.Missing} of {sequence.Count} pairs had an outcome that could not be read ({sample.Missing}); the interval allows for the worst they could have been.");
        if (sample.Limit is { } limit) caveats.Add($"It ended before it was decided, because {limit}.");
        if (sequence.Contradicted) caveats.Add("The pairs contradict one another so strongly that no effect fits them all: they are not alike, or not independent.");
        if (options.EarlyStop && sequence.Count < rule.Budget && verdict != Verdict.Undecided) caveats.Add("It stopped as soon as the evidence sufficed, so the effect itself is biased outward; the interval is not.");
        caveats.AddRange(strata.Opposed(sequence.Mean));
        return new Finding
        {
            Audit = audit.Name,
            Question = audit.Question,
            Measured = audit.Measured,
            Effect = sequence.Mean,
            Low = sequence.Low,
            High = sequence.High,
            Aligned = aligned,
            AlignedBecause = audit.Aligned.Because,
            Alpha = options.Alpha,
            Margin = options.Margin,
            Pairs = sequence.Count,
            Missing = sequence.Missing,
            EValue = sequence.EValue(aligned),
            Verdict = verdict,
            ControlMean = sequence.ControlMean,
            TreatedMean = sequence.TreatedMean,
            MorePairs = verdict == Verdict.Undecided ? Statistics.MorePairs.Estimate(sequence, aligned, rule) : null,
            FixedN = options.EarlyStop ? null : FixedN.Of(sequence, aligned),
            Strata = strata.Effects(),
            Background = audit.Background,
            Caveats = caveats,
        };
    }

    private sealed record Sample(PairedSequence Sequence, Strata Strata, DriftSequence? Drift, MissingReasons Missing, string? Limit);
}

/// <summary>How far an audit has come.</summary>
/// <param name="Audit">Its name.</param>
/// <param name="Pairs">Pairs consumed.</param>
/// <param name="Budget">The most it may take.</param>
/// <param name="Effect">Mean difference so far; null while nothing could be read.</param>
/// <param name="Low">Lower end of the confidence sequence so far.</param>
/// <param name="High">Upper end of the confidence sequence so far.</param>
/// <param name="Decided">True where it takes no more pairs.</param>
public sealed record AuditProgress(string Audit, int Pairs, int Budget, double? Effect, double Low, double High, bool Decided);
