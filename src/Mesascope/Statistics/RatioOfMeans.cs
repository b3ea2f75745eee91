namespace Mesascope.Statistics;

/// <summary>The ratio of two means over the same cases, with its Student interval by linearisation.</summary>
/// <remarks>
/// r = Σx / Σy. A case moves it by e = (x - r·y) / mean(y); the standard error is the standard deviation of e over √n.
/// Source: Cochran (1977), "Sampling Techniques", section 6.3 to 6.4. We take Student's t with n - 1 degrees where he takes the normal.
/// It is good where the relative error of mean(y) is small (he asks for under .1); the callers refuse a denominator that is not clearly above 0.
/// </remarks>
internal static class RatioOfMeans
{
    /// <summary>The ratio, and how each case moves it: the influences, which sum to 0.</summary>
    /// <exception cref="ArgumentException">Fewer than 2 cases, or unequal numbers of them, or a mean of 0 below.</exception>
    public static (double Value, double[] Influence) Of(ReadOnlySpan<double> above, ReadOnlySpan<double> below)
    {
        int n = above.Length;
        if (n < 2 || below.Length != n) throw new ArgumentException($"A ratio of means needs at least 2 cases with both numbers; got {n} and {below.Length}.", nameof(above));
        double sumAbove = 0, sumBelow = 0;
        for (int i = 0; i < n; i++) { sumAbove += above[i]; sumBelow += below[i]; }
        if (sumBelow == 0) throw new ArgumentException("The mean below the line is 0.", nameof(below));
        double ratio = sumAbove / sumBelow, mean = sumBelow / n;
        var influence = new double[n];
        for (int i = 0; i < n; i++) influence[i] = (above[i] - ratio * below[i]) / mean;
        return (ratio, influence);
    }
}
