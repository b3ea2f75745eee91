namespace Mesascope.Statistics;

/// <summary>The median with an interval that asks nothing of the distribution: for times to an event that some never meet.</summary>
/// <remarks>Source: Thompson (1936), "On confidence ranges for the median". The interval runs from the k-th smallest to the k-th largest value, k the largest at which a fair coin leaves less than alpha/2 on either side; its level is at least 1 - alpha.</remarks>
public static class MedianInterval
{
    /// <summary>The median; +∞ where it is never. Of an even number the mean of the two in the middle.</summary>
    /// <param name="values">At least 1; +∞ for an event that never came.</param>
    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = Sorted(values);
        int n = sorted.Length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /// <summary>The interval at level 1 - alpha; an end may be +∞. Null for so few values that none has that level: fewer than 6 at alpha .05.</summary>
    /// <param name="values">+∞ for an event that never came.</param>
    /// <param name="alpha">In (0, 1).</param>
    public static Interval? Of(IReadOnlyList<double> values, double alpha)
    {
        SignificanceLevel.Checked(alpha);
        double[] sorted = Sorted(values);
        int n = sorted.Length, k = 0;
        if (n > 1000) throw new ArgumentException($"The interval of a median is worked out for at most 1,000 values; got {n}.", nameof(values));
        double chance = 1, below = 0; // of exactly k, and of at most k, of n fair coins, each times 2ⁿ
        for (int i = 0; i < n; i++) alpha *= 2;
        while (2 * (below + chance) <= alpha && k < n / 2)
        {
            below += chance;
            chance = chance * (n - k) / (k + 1);
            k++;
        }
        return k == 0 ? null : new Interval(sorted[k - 1], sorted[n - k]);
    }

    private static double[] Sorted(IReadOnlyList<double> values)
    {
        if (values.Count == 0 || values.Any(double.IsNaN)) throw new ArgumentException("A median needs at least 1 value, each a number.", nameof(values));
        return [.. values.Order()];
    }
}
