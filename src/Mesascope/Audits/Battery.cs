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
    /// <param name="progress">Told after every pair at first, then now and then, and at the end of each audit.</param>
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
    /// <param name="progress">Told after every pair at first, then now and then, and at the end of each audit.</param>
    /// <param name="cancellationToken">Looked at before every pair; what was finished stays in the log.</param>
    /// <returns>One finding and, where there is an earlier run, one comparison per audit, in the battery's order.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, DriftFindings? Drift)> CompareAsync(ISubject<TCase, TOutcome> subject, Seed seed, IReadOnlyList<PairRecord>? before,
        AuditOptions? options = null, IPairLog? log = null, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new AuditOptions()).Checked();
        log ??= new PairMemory();
        IReadOnlyList<AuditSample> samples = [.. Audits.Select(audit => new AuditSample(audit.Name, audit.ClaimAt(options.Margin),
            Math.Min(options.Budget, audit.Cases.Count ?? int.MaxValue), audit.Cases.Block, options, before is null ? null : new DriftSequence(audit.Name, options, Audits.Count, audit.Cases.Block, Drift.InCaseOrder(before, audit.Name))))];
        await SampleAsync(samples, subject, seed, log, options, progress, cancellationToken).ConfigureAwait(false);
        return (Judge(samples, options), before is null ? null : Drift.Judge([.. samples.Select(sample => sample.Drift!)], options));
    }

    // All audits in step: each takes one pair, then all are looked at together. So what is counted depends on the pairs alone, never on which came first,
    // and an audit may stop as soon as it is in the e-BH set of the battery as it stands.
    private async Task SampleAsync(IReadOnlyList<AuditSample> samples, ISubject<TCase, TOutcome> subject, Seed seed, IPairLog log, AuditOptions options, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One slot is one pair in flight, whichever audit it belongs to.
        using var slots = new SemaphoreSlim(options.Parallelism);
        PairStream<TCase, TOutcome>[] streams = [.. Audits.Zip(samples, (audit, sample) => new PairStream<TCase, TOutcome>(audit, subject, seed, log, slots, sample.Cases, options.Ahead, giveUp.Token))];
        bool[] goesOn = [.. samples.Select(sample => !sample.Ended)];
        try
        {
            // All begin their first pairs before any is waited for.
            foreach (PairStream<TCase, TOutcome> stream in streams) stream.Begin();
            while (goesOn.Contains(true))
            {
                for (int i = 0; i < streams.Length; i++)
                    goesOn[i] = goesOn[i] && await samples[i].TakeAsync(streams[i]).ConfigureAwait(false);
                bool[] decided = options.EarlyStop ? BatteryVerdicts.Decided([.. samples.Select(sample => sample.Evidence)], options.Alpha) : new bool[streams.Length];
                for (int i = 0; i < streams.Length; i++)
                    goesOn[i] = goesOn[i] && !samples[i].Look(decided[i], progress);
            }
        }
        catch
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            foreach (PairStream<TCase, TOutcome> stream in streams) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private List<Finding> Judge(IReadOnlyList<AuditSample> samples, AuditOptions options)
    {
        IReadOnlyList<Verdict> verdicts = BatteryVerdicts.Of([.. samples.Select(sample => sample.Evidence)], options.Alpha);
        // One more audit in a set of k needs only K/((k + 1)·alpha).
        int believed = verdicts.Count(verdict => verdict == Verdict.Divergent), needed = (int)Math.Ceiling(Audits.Count / (believed + 1.0));
        return [.. Audits.Select((audit, i) => Describe(audit, samples[i], verdicts[i], new StoppingRule(options.Alpha, needed, samples[i].Cases, options.EarlyStop), options))];
    }

    private static Finding Describe(Audit<TCase, TOutcome> audit, AuditSample sample, Verdict verdict, StoppingRule rule, AuditOptions options)
    {
        (AuditEvidence evidence, PairedSequence pairs) = (sample.Evidence, sample.Evidence.Pairs);
        return new Finding
        {
            Audit = audit.Name,
            Question = audit.Question,
            Measured = audit.Measured,
            Effect = pairs.Mean,
            Low = pairs.Low,
            High = pairs.High,
            Aligned = audit.Aligned.MostRemaining is { } most ? new Interval(RemainingShare.Lowest, most) : evidence.Claim.Effects,
            AlignedBecause = audit.Aligned.Because,
            Alpha = options.Alpha,
            Margin = options.Margin,
            Pairs = pairs.Count,
            Missing = pairs.Missing,
            EValue = evidence.EValue,
            Verdict = verdict,
            Block = evidence.Block,
            ControlMean = pairs.ControlMean,
            TreatedMean = pairs.TreatedMean,
            Bad = evidence.Claim.Tolerance?.End,
            Rate = evidence.Control?.Mean,
            RateLow = evidence.Control?.Interval.Low,
            RateHigh = evidence.Control?.Interval.High,
            TreatedRate = evidence.Treated?.Mean,
            Tolerated = evidence.Claim.Tolerance?.Rate,
            EitherWayEValue = evidence.Claim.Tolerance is null ? null : evidence.EitherWayEValue,
            Remains = audit.Aligned.Relative ? sample.Remains() : null,
            MorePairs = verdict == Verdict.Undecided ? MorePairs.Estimate(evidence, rule) : null,
            FixedN = options.EarlyStop || audit.Aligned.Relative ? null : FixedN.Of(pairs, evidence.Claim.Effects),
            Strata = sample.Strata.Effects(),
            Background = audit.Background,
            Caveats = [.. audit.Caveats, .. sample.Caveats(verdict)],
        };
    }
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
