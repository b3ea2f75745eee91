namespace Mesascope.Statistics;

/// <summary>Which of several findings to believe, so that the expected share of false ones among them is at most alpha, however they depend on each other.</summary>
/// <remarks>Source: Wang and Ramdas (2022), "False discovery rate control with e-values", section 4 (the base e-BH procedure).</remarks>
internal static class EBenjaminiHochberg
{
    /// <summary>True for each rejected hypothesis: those with e ≥ K/(k·alpha) for the largest k that has k such e-values.</summary>
    /// <param name="eValues">One per hypothesis, each at least 0. Shape [K]; an empty list rejects nothing.</param>
    /// <param name="alpha">The false discovery rate, in (0, 1).</param>
    public static bool[] Reject(IReadOnlyList<double> eValues, double alpha)
    {
        SignificanceLevel.Checked(alpha);
        foreach (double e in eValues)
            if (!(e >= 0)) throw new ArgumentException($"An e-value is at least 0; got {e}.", nameof(eValues));
        double[] falling = [.. eValues.OrderDescending()];
        double threshold = double.PositiveInfinity;
        for (int k = 1; k <= falling.Length; k++)
        {
            double needed = falling.Length / (k * alpha);
            if (falling[k - 1] >= needed) threshold = needed;
        }
        return [.. eValues.Select(e => e >= threshold)];
    }
}
