using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>How fast: half-times of what selection moves, and the ratio of timescales at which it keeps up.</summary>
internal static class SavannaTimes
{
    /// <summary>Generations at the end over which a level is averaged.</summary>
    public const int Settled = 20;

    private const int EitherSide = 2;

    /// <summary>The mean over the last <see cref="Settled"/> generations.</summary>
    public static double End(IReadOnlyList<double> series) => series.TakeLast(Settled).Average();

    /// <summary>The first generation in which the series, averaged over five, is half-way from its first value to its end; null where these differ by less than <paramref name="least"/>.</summary>
    public static double? HalfTime(IReadOnlyList<double> series, double least)
    {
        double start = series[0], whole = End(series) - start;
        if (Math.Abs(whole) < least) return null;
        for (int generation = 0; generation < series.Count; generation++)
        {
            int from = Math.Max(0, generation - EitherSide), to = Math.Min(series.Count - 1, generation + EitherSide);
            double sum = 0;
            for (int i = from; i <= to; i++) sum += series[i];
            if ((sum / (to - from + 1) - start) / whole >= 0.5) return generation;
        }
        return null;
    }

    /// <summary>Where a curve first reaches one half, between its points linearly in the logarithm of x; null where it never does. At its first point already: that x.</summary>
    /// <param name="x">Rising, above 0.</param>
    /// <param name="y">As many.</param>
    public static double? Crossing(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        for (int i = 0; i < x.Count; i++)
        {
            if (y[i] < 0.5) continue;
            if (i == 0) return x[0];
            double share = (0.5 - y[i - 1]) / (y[i] - y[i - 1]), low = PortableMath.Log(x[i - 1]), high = PortableMath.Log(x[i]);
            return PortableMath.Exp(low + share * (high - low));
        }
        return null;
    }

    /// <summary>The share of the attainable fitness that a lineage has at the ends of its periods: the sum of what it has over the sum of what each world allows after long adaptation.</summary>
    public static double Regained(IReadOnlyList<PeriodEnd> ends, IReadOnlyList<double> attainable) =>
        ends.Sum(end => end.Fitness) / ends.Sum(end => attainable[end.World]);

    /// <summary>What each single-substitute world allows after long adaptation: the end of the lineages that stayed in it, mean over lineages. Shape [5].</summary>
    public static double[] Attainable(IReadOnlyList<SavannaTrial> runs) =>
        [.. Enumerable.Range(0, Savanna.Drives).Select(world => runs.Average(run => End([.. run.Modern[world].Select(moment => moment.Fitness)])))];
}
