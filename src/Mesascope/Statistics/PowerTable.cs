using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>How many pairs the verdict <c>divergent</c> takes: one cell of the table in docs/methods/statistics.md.</summary>
/// <param name="Effect">The true effect.</param>
/// <param name="Margin">The effects in [-margin, margin] are aligned.</param>
/// <param name="BatterySize">K: the verdict comes at e ≥ K/alpha.</param>
/// <param name="Reached">The share of simulated streams that reached it within the budget, in [0, 1].</param>
/// <param name="MeanPairs">Mean pairs to reach it; null where fewer than all streams did.</param>
/// <param name="NinetiethPercentile">Pairs by which 90 % of the streams had reached it; null where fewer did.</param>
/// <param name="FixedPairs">Pairs with which a t test at level alpha/K, of a fixed n, has 90 % power to show more than the margin; null where none has (the effect is not beyond the margin).</param>
public sealed record PowerCell(double Effect, double Margin, int BatterySize, double Reached, double? MeanPairs, int? NinetiethPercentile, int? FixedPairs);

/// <summary>The pairs an audit needs, by simulation, beside a test whose n is fixed beforehand.</summary>
/// <remarks>
/// Outcomes are yes or no. The control arm succeeds with probability (1 - effect)/2 and the treated arm with (1 + effect)/2, independently:
/// a difference is 1 with probability (1 + effect)²/4, -1 with (1 - effect)²/4, else 0, and its variance is (1 - effect²)/2.
/// Arms that share their randomness have less variance and need fewer pairs.
/// </remarks>
public static class PowerTable
{
    /// <summary>The effects that the table shows.</summary>
    public static IReadOnlyList<double> Effects { get; } = [0.1, 0.2, 0.3, 0.5];

    /// <summary>The margins that the table shows.</summary>
    public static IReadOnlyList<double> Margins { get; } = [0, 0.1];

    /// <summary>The battery sizes that the table shows.</summary>
    public static IReadOnlyList<int> BatterySizes { get; } = [1, 18];

    /// <summary>Every cell: margin by margin, battery size by battery size, effect by effect.</summary>
    public static IReadOnlyList<PowerCell> Of(Seed seed, double alpha, int streams, int budget, CancellationToken cancellationToken = default) =>
    [
        .. from margin in Margins
           from batterySize in BatterySizes
           from effect in Effects
           select Cell(effect, margin, new StoppingRule(alpha, batterySize, budget), streams, seed, cancellationToken),
    ];

    /// <summary>One cell. The streams depend on the seed and the effect only, so cells of one row share their randomness.</summary>
    public static PowerCell Cell(double effect, double margin, StoppingRule rule, int streams, Seed seed, CancellationToken cancellationToken = default)
    {
        if (streams < 1) throw new ArgumentOutOfRangeException(nameof(streams), streams, "At least 1 stream.");
        var needed = new int[streams];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, streams, options, lane => needed[lane] = PairsNeeded(effect, new Interval(-margin, margin), rule, seed.For("power table", lane)));
        int reached = needed.Count(pairs => pairs <= rule.Budget);
        int ninetieth = needed.Order().ElementAt((int)Math.Ceiling(0.9 * streams) - 1);
        return new PowerCell(effect, margin, rule.BatterySize, (double)reached / streams,
            reached == streams ? needed.Average() : null,
            ninetieth <= rule.Budget ? ninetieth : null,
            FixedPairs((1 - effect * effect) / 2, effect - margin, rule.Alpha / rule.BatterySize));
    }

    /// <summary>Mean pairs until arms that differ by chance alone are shown equal by both one-sided tests; null where a stream did not get there.</summary>
    /// <param name="noise">The share of pairs that are +1, and that are -1; the others are 0. In [0, ½].</param>
    /// <param name="margin">The effects in [-margin, margin] are aligned.</param>
    /// <param name="alpha">The level of each test.</param>
    /// <param name="streams">At least 1.</param>
    /// <param name="budget">Most pairs.</param>
    /// <param name="seed">Of the streams.</param>
    /// <param name="cancellationToken">Looked at between streams.</param>
    public static double? CleanPairs(double noise, double margin, double alpha, int streams, int budget, Seed seed, CancellationToken cancellationToken = default)
    {
        var needed = new int[streams];
        Parallel.For(0, streams, new ParallelOptions { CancellationToken = cancellationToken }, lane =>
        {
            var sequence = new BettingSequence(alpha);
            PhiloxDraws draws = seed.For("clean", lane).Draws();
            while (sequence.Count < budget && !sequence.ShownInside(new Interval(-margin, margin)))
                sequence.Add(draws.At(sequence.Count).Uniform(0) is var u && u < noise ? 1 : u >= 1 - noise ? -1 : 0);
            needed[lane] = sequence.ShownInside(new Interval(-margin, margin)) ? sequence.Count : budget + 1;
        });
        return needed.Max() > budget ? null : needed.Average();
    }

    /// <summary>Pairs with which a t test has 90 % power: the smallest n ≥ (t₁ + t₂)²·variance/excess², with the quantiles t₁ at 1 - alpha/2 and t₂ at .9 for n - 1 degrees of freedom; null where the excess is not positive.</summary>
    /// <param name="variance">Of one difference.</param>
    /// <param name="excess">How far the effect lies beyond the margin.</param>
    /// <param name="alpha">The level of one test.</param>
    public static int? FixedPairs(double variance, double excess, double alpha)
    {
        if (!(excess > 0)) return null;
        double Needed(int n) => Square(StudentT.Quantile(1 - alpha / 2, n - 1) + StudentT.Quantile(0.9, n - 1)) * variance / Square(excess);
        int pairs = 2;
        while (pairs < Needed(pairs)) pairs = Math.Max(pairs + 1, (int)Math.Min(Needed(pairs), 2.0 * pairs));
        while (pairs > 2 && pairs - 1 >= Needed(pairs - 1)) pairs--;
        return pairs;
    }

    // Budget + 1 where it was not reached.
    private static int PairsNeeded(double effect, Interval aligned, StoppingRule rule, Seed randomness)
    {
        var sequence = new PairedSequence(rule.Alpha);
        double needed = PortableMath.Log(rule.StoppingEValue);
        PhiloxDraws draws = randomness.Draws();
        while (sequence.Count < rule.Budget)
        {
            PhiloxDraws now = draws.At(sequence.Count);
            sequence.Add(now.Bernoulli((1 - effect) / 2, 0) ? 1 : 0, now.Bernoulli((1 + effect) / 2, 1) ? 1 : 0);
            if (sequence.LogEValue(aligned) >= needed) return sequence.Count;
        }
        return rule.Budget + 1;
    }

    private static double Square(double x) => x * x;
}
