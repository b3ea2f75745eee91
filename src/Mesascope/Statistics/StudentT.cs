namespace Mesascope.Statistics;

/// <summary>Student's t, for means of a number of values that was fixed beforehand. Not valid where one looked while the data came in: use <see cref="PairedSequence"/> there.</summary>
internal static class StudentT
{
    /// <summary>The number that a t variable stays below with this probability.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double Quantile(double probability, int degreesOfFreedom)
    {
        SignificanceLevel.Checked(probability);
        if (degreesOfFreedom < 1) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "At least 1 degree of freedom.");
        // The library's last bits vary by machine (it calls the C library's log and exp); nine decimals do not.
        return Math.Round(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, probability), 9);
    }

    /// <summary>Two-sided p value of "the mean is 0" for values whose number was fixed beforehand; null where they are all equal and not 0, or fewer than 2.</summary>
    /// <param name="values">All finite.</param>
    public static double? TwoSidedP(IReadOnlyList<double> values)
    {
        int n = values.Count;
        if (n < 2) return null;
        // Equal numbers differ by rounding at most; that is no variance.
        if (values.Max() - values.Min() <= 1e-12) return Math.Abs(values[0]) <= 1e-12 ? 1 : null;
        double mean = values.Sum() / n, variance = values.Sum(value => (value - mean) * (value - mean)) / (n - 1);
        double t = Math.Abs(mean) / Math.Sqrt(variance / n);
        return Math.Min(1, 2 * MathNet.Numerics.Distributions.StudentT.CDF(0, 1, n - 1, -t));
    }

    /// <summary>The fixed-n interval for the mean difference, at level 1 - alpha, within [-1, 1]; null for fewer than 2 pairs.</summary>
    /// <param name="differences">Treated minus control for each pair. All finite, each in [-1, 1].</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <remarks>Where all differences are equal see <see cref="MeanInterval.Of"/>.</remarks>
    public static Interval? PairedInterval(IReadOnlyList<double> differences, double alpha) =>
        MeanInterval.Of(differences, alpha, Interval.AllEffects);
}
