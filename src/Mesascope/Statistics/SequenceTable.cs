using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>One property of the statistics, counted in simulated streams.</summary>
/// <param name="What">What happens.</param>
/// <param name="Where">In which streams.</param>
/// <param name="Times">How often it happened.</param>
/// <param name="Streams">Of so many.</param>
/// <param name="Allowed">The share that is allowed; null where it is wanted to be high.</param>
public sealed record SequenceRow(string What, string Where, int Times, int Streams, double? Allowed)
{
    /// <summary>The share and its exact 95 % interval.</summary>
    public Interval Interval => ClopperPearson.Of(Times, Streams, 0.05);
}

/// <summary>How often sequences, verdicts and comparisons are wrong: the tables of docs/methods/statistics.md.</summary>
public static class SequenceTable
{
    private const double Alpha = 0.05, Margin = 0.1;
    private static readonly Interval Aligned = new(-Margin, Margin);
    private static readonly Tolerance High = new(BadEnd.High, Tolerance.DefaultRate);

    /// <summary>How many rows there are.</summary>
    public static int Rows => BlockSizes.Length + StreamFamily.Hard.Count + 5 + Changes.Length * CasesCompared.Length * Enum.GetValues<DriftWord>().Length;

    private static readonly double[] Changes = [0, 0.3, 0.5, 1];
    private static readonly int[] CasesCompared = [60, 150, 400];
    private static readonly int[] BlockSizes = [4, 6, 10];
    private const double BlockSpread = 0.8;

    /// <summary>The truth is missed at any of all looks up to <paramref name="pairs"/>, family by family; then the verdicts with the effect or the rate on an edge.</summary>
    /// <param name="seed">Of the streams.</param>
    /// <param name="streams">Per row, at least 1.</param>
    /// <param name="pairs">Of each stream, at least 1.</param>
    /// <param name="cancellationToken">Looked at between streams.</param>
    public static IEnumerable<SequenceRow> Of(Seed seed, int streams, int pairs, CancellationToken cancellationToken = default)
    {
        foreach (int block in BlockSizes)
            if (StreamFamily.Blocks(block, 0, BlockSpread) is var blocks)
                yield return new($"the truth was outside the sequence at some look after a whole block, up to {pairs} pairs", blocks.Name, Count(streams, lane => Misses(blocks, seed.For(blocks.Name, lane), pairs, block), cancellationToken), streams, Alpha);
        foreach (StreamFamily family in StreamFamily.Hard)
            yield return new($"the truth was outside the sequence at some look up to {pairs} pairs", family.Name, Count(streams, lane => Misses(family, seed.For(family.Name, lane), pairs, 1), cancellationToken), streams, Alpha);
        yield return Verdicts("a wrong divergent, one audit", "effect .1, on the edge: +1 with .35, −1 with .25", Verdict.Divergent, 1, null, draws => Effect(draws, 0.35, 0.25));
        yield return Verdicts("a wrong divergent in a battery of 18", "all 18 effects on the edge", Verdict.Divergent, 18, null, draws => Effect(draws, 0.35, 0.25));
        yield return Verdicts("a wrong consistent", "effect .1, on the edge: +1 with .1, else 0", Verdict.Consistent, 1, null, draws => Effect(draws, 0.1, 0));
        yield return Verdicts("a wrong consistent", "equal arms, bad in .2 of the cases, on the edge", Verdict.Consistent, 1, High, draws => Rate(draws, 0.2));
        yield return Verdicts("a wrong either-way in a battery of 18", "equal arms, bad in .2 of the cases in all 18", Verdict.EitherWay, 18, High, draws => Rate(draws, 0.2));
        foreach (double change in Changes)
            foreach (int cases in CasesCompared)
                foreach (DriftWord word in Enum.GetValues<DriftWord>())
                    yield return new SequenceRow($"{Said(word)} (one of 18 audits changed by {change:0.0})", $"{cases} cases, one answer in ten at random", Count(streams, lane => DriftOf(change, cases, seed.For($"drift {change} {cases}", lane)) == word, cancellationToken), streams,
                        (change, word) is (0, DriftWord.Drifted) or ( > 2 * Margin, DriftWord.Unchanged) ? Alpha : null);

        SequenceRow Verdicts(string what, string where, Verdict wrong, int battery, Tolerance? tolerance, Func<PhiloxDraws, (double, double)> pair) =>
            new(what, where, Count(streams, lane => Says(wrong, battery, tolerance, pair, seed.For(what + where, lane)), cancellationToken), streams, Alpha);
    }

    private enum DriftWord { Drifted, Unchanged, CannotSay }

    private static string Said(DriftWord word) => word switch { DriftWord.Drifted => "drifted", DriftWord.Unchanged => "unchanged", _ => "cannot say" };

    private static int Count(int streams, Func<int, bool> happens, CancellationToken cancellationToken)
    {
        int count = 0;
        Parallel.For(0, streams, new ParallelOptions { CancellationToken = cancellationToken }, lane =>
        {
            if (happens(lane)) Interlocked.Increment(ref count);
        });
        return count;
    }

    private static bool Misses(StreamFamily family, Seed lane, int pairs, int block)
    {
        var sequence = new BettingSequence(Alpha, block);
        sequence.EverExcluded(family.Mean); // followed from the first pair on
        double sum = 0;
        PhiloxDraws draws = lane.Draws();
        for (int pair = 0; pair < pairs; pair++)
        {
            double difference = family.Next(sum, pair, draws.At(pair).Uniform(0));
            sum += difference - family.Mean;
            sequence.Add(difference);
        }
        return sequence.EverExcluded(family.Mean);
    }

    // Outcomes of both arms: +1 and -1 as shares of pairs, the others equal.
    private static (double, double) Effect(PhiloxDraws draws, double plus, double minus)
    {
        double u = draws.Uniform(0);
        return u < plus ? (0, 1) : u >= 1 - minus ? (1, 0) : (0, 0);
    }

    private static (double, double) Rate(PhiloxDraws draws, double rate) => draws.Bernoulli(rate, 0) ? (1, 1) : (0, 0);

    // All audits in step, each until the battery has decided it or 1,000 pairs.
    private static bool Says(Verdict wrong, int battery, Tolerance? tolerance, Func<PhiloxDraws, (double Control, double Treated)> pair, Seed lane)
    {
        AuditEvidence[] audits = [.. Enumerable.Range(0, battery).Select(_ => new AuditEvidence(Alpha, new AlignedClaim(Aligned, tolerance)))];
        var goesOn = new bool[battery];
        Array.Fill(goesOn, true);
        for (int index = 0; index < 1_000 && goesOn.Contains(true); index++)
        {
            for (int i = 0; i < battery; i++)
                if (goesOn[i] && pair(lane.For("audit", i).Draws(index)) is var (control, treated)) audits[i].Add(control, treated);
            bool[] decided = BatteryVerdicts.Decided(audits, Alpha);
            for (int i = 0; i < battery; i++) goesOn[i] &= !decided[i];
        }
        return BatteryVerdicts.Of(audits, Alpha).Contains(wrong);
    }

    // Two runs of one subject over the same cases; the audit in question changed, and the 17 others, which did not, are equal in both.
    private static DriftWord DriftOf(double change, int cases, Seed lane)
    {
        var evidence = new AuditEvidence(Alpha, new AlignedClaim(Aligned));
        var rule = new StoppingRule(Alpha, 18, cases);
        for (int index = 0; !rule.ShouldStop(evidence); index++)
        {
            PhiloxDraws draws = lane.Draws(index);
            double Answer(double rate, int at) => draws.Bernoulli(0.1, at) ? draws.Bernoulli(0.5, at + 1) ? 1 : 0 : draws.Bernoulli(rate, at + 2) ? 1 : 0;
            double before = Answer(0, 0) - Answer(0, 3), after = Answer(change, 6) - Answer(0, 9);
            evidence.Add((1 + before) / 2, (1 + after) / 2);
        }
        return evidence.EValue >= rule.StoppingEValue ? DriftWord.Drifted : evidence.EffectShownAligned ? DriftWord.Unchanged : DriftWord.CannotSay;
    }
}
