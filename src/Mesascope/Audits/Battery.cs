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
        IPairLog? log = null, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new AuditOptions()).Checked();
        log ??= new PairMemory();
        var sequences = new List<PairedSequence>();
        foreach (Audit<TCase, TOutcome> audit in Audits)
            sequences.Add(await SampleAsync(audit, subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false));
        return Judge(sequences, options);
    }

    private async Task<PairedSequence> SampleAsync(Audit<TCase, TOutcome> audit, ISubject<TCase, TOutcome> subject, Seed seed, AuditOptions options,
        IPairLog log, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        StoppingRule rule = Rule(audit, options);
        int budget = rule.Budget;
        Interval aligned = audit.Aligned.At(options.Margin);
        var sequence = new PairedSequence(options.Alpha);
        await foreach (PairRecord pair in PairsAsync(audit, subject, seed, budget, options.Parallelism, log, cancellationToken).ConfigureAwait(false))
        {
            sequence.Add(pair.Control.Outcome, pair.Treated.Outcome);
            progress?.Report(new AuditProgress(audit.Name, sequence.Count, budget, sequence.Mean, sequence.Low, sequence.High));
            if (rule.ShouldStop(sequence, aligned)) break;
        }
        return sequence;
    }

    // Pairs come out in case order however they finish. Batches begin at fixed indices, so that a resumed run keeps the same pairs in flight as an unbroken one.
    private static async IAsyncEnumerable<PairRecord> PairsAsync(Audit<TCase, TOutcome> audit, ISubject<TCase, TOutcome> subject, Seed seed, int budget, int parallelism,
        IPairLog log, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int batch = 16;
        for (int first = 0; first < budget; first += batch)
        {
            int count = Math.Min(batch, budget - first);
            var running = new Task<PairRecord>?[count];
            using var slots = new SemaphoreSlim(parallelism);
            for (int i = 0; i < count; i++)
                if (log.Find(audit.Name, first + i) is null)
                    running[i] = RunInSlotAsync(audit, subject, seed, first + i, slots, cancellationToken);
            var pairs = new PairRecord[count];
            for (int i = 0; i < count; i++)
            {
                pairs[i] = running[i] is { } task ? await task.ConfigureAwait(false) : log.Find(audit.Name, first + i)!;
                if (running[i] is not null) log.Append(pairs[i]);
            }
            foreach (PairRecord pair in pairs) yield return pair;
        }
    }

    private static async Task<PairRecord> RunInSlotAsync(Audit<TCase, TOutcome> audit, ISubject<TCase, TOutcome> subject, Seed seed, int index,
        SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => audit.PairAsync(subject, seed, index, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private List<Finding> Judge(List<PairedSequence> sequences, AuditOptions options)
    {
        Interval[] aligned = [.. Audits.Select(audit => audit.Aligned.At(options.Margin))];
        IReadOnlyList<Verdict> verdicts = BatteryVerdicts.Of([.. sequences.Zip(aligned)], options.Alpha);
        return [.. Audits.Select((audit, i) => Describe(audit, sequences[i], aligned[i], verdicts[i], options))];
    }

    private StoppingRule Rule(Audit<TCase, TOutcome> audit, AuditOptions options) =>
        new(options.Alpha, Audits.Count, Math.Min(options.Budget, audit.Cases.Count ?? int.MaxValue), options.EarlyStop);

    private Finding Describe(Audit<TCase, TOutcome> audit, PairedSequence sequence, Interval aligned, Verdict verdict, AuditOptions options)
    {
        StoppingRule rule = Rule(audit, options);
        List<string> caveats = [.. audit.Caveats];
        if (sequence.Missing > 0) caveats.Add($"{sequence.Missing} of {sequence.Count} pairs had an outcome that could not be read; the interval allows for the worst they could have been.");
        if (sequence.Contradicted) caveats.Add("The pairs contradict one another so strongly that no effect fits them all: they are not alike, or not independent.");
        if (options.EarlyStop && sequence.Count < rule.Budget && verdict != Verdict.Undecided) caveats.Add("It stopped as soon as the evidence sufficed, so the effect itself is biased outward; the interval is not.");
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
            Caveats = caveats,
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
public sealed record AuditProgress(string Audit, int Pairs, int Budget, double? Effect, double Low, double High);
