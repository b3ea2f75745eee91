using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>The t interval for the mean of independent values, such as one mean per training run.</summary>
/// <remarks>Source: Student (1908). Approximate for values that are not normal; much too short for rare events in small samples.</remarks>
public static class MeanInterval
{
    // Averages of the same numbers in another order differ by some 10⁻¹⁶; that is no variance.
    private const double RoundingError = 1e-12;

    /// <summary>The interval at level 1 - alpha, cut to <paramref name="range"/>. Null where it cannot be had: fewer than 2 values, or all equal and no range known.</summary>
    /// <remarks>
    /// Equal values have no variance, and the t interval would be a point and claim certainty. With a range they still bound the mean:
    /// the share of values unlike these is at most p = 1 - (alpha/2)^(1/n) (Clopper and Pearson 1934, none of n), and those lie anywhere in the range.
    /// </remarks>
    /// <param name="values">All finite, and in the range where one is given.</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <param name="range">The values there can be; null where they are unbounded.</param>
    public static Interval? Of(IReadOnlyList<double> values, double alpha, Interval? range = null)
    {
        SignificanceLevel.Checked(alpha);
        foreach (double value in values)
            if (!double.IsFinite(value) || range?.Contains(value) == false)
                throw new ArgumentException($"A value is finite{(range is null ? "" : $" and lies in {range}")}; got {value}.", nameof(values));
        if (values.Count < 2) return null;
        if (values.Max() - values.Min() <= RoundingError) return range is { } bounds ? OfEqual(values[0], values.Count, alpha, bounds) : null;
        double mean = values.Sum() / values.Count;
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        double half = StudentT.Quantile(1 - alpha / 2, values.Count - 1) * Math.Sqrt(variance / values.Count);
        return range is { } within
            ? new Interval(Math.Max(within.Low, mean - half), Math.Min(within.High, mean + half))
            : new Interval(mean - half, mean + half);
    }

    private static Interval OfEqual(double value, int count, double alpha, Interval range)
    {
        double unlike = 1 - PortableMath.Exp(PortableMath.Log(alpha / 2) / count);
        return new Interval(value - unlike * (value - range.Low), value + unlike * (range.High - value));
    }
}
