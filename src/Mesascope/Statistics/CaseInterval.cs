
namespace Mesascope.Statistics;

/// <summary>95 % intervals over independent cases whose number was fixed beforehand.</summary>
internal static class CaseInterval
{
    /// <summary>value ± t·s/√n, with s the standard deviation of how each case moves it.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="influence">How each case moves it, up to a constant: for a mean, the values themselves. Shape [cases], at least 2.</param>
    public static Interval Around(double value, ReadOnlySpan<double> influence)
    {
        double half = TwoSided95(influence.Length - 1) * StandardError(influence);
        return new Interval(value - half, value + half);
    }

    /// <summary>s/√n. Shape [cases], at least 2.</summary>
    public static double StandardError(ReadOnlySpan<double> influence)
    {
        int n = influence.Length;
        if (n < 2) throw new ArgumentException($"An interval needs at least 2 cases; got {n}.", nameof(influence));
        double mean = 0, squares = 0;
        foreach (double x in influence) mean += x;
        mean /= n;
        foreach (double x in influence) squares += (x - mean) * (x - mean);
        return Math.Sqrt(squares / (n - 1) / n);
    }

    // Rounded to nine digits, so that the last bits of the library's logarithm do not reach a record.
    private static double TwoSided95(int degreesOfFreedom) => Math.Round(StudentT.Quantile(0.975, degreesOfFreedom), 9);
}
