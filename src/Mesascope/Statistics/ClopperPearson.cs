namespace Mesascope.Statistics;

/// <summary>The exact interval of a proportion out of a number of trials that was fixed beforehand.</summary>
/// <remarks>Source: Clopper and Pearson (1934). It covers at least 1 - alpha at every true proportion.</remarks>
public static class ClopperPearson
{
    /// <summary>The interval at level 1 - alpha, in [0, 1].</summary>
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="alpha">In (0, 1).</param>
    public static Interval Of(int successes, int trials, double alpha)
    {
        SignificanceLevel.Checked(alpha);
        if (trials < 1 || successes < 0 || successes > trials) throw new ArgumentException($"A proportion is of at least 1 trial, and of at most as many successes; got {successes} of {trials}.");
        double low = successes == 0 ? 0 : Quantile(alpha / 2, successes, trials - successes + 1);
        double high = successes == trials ? 1 : Quantile(1 - alpha / 2, successes + 1, trials - successes);
        return new Interval(low, high);
    }

    // Nine decimals, as for Student's t: the library's last bits vary by machine.
    private static double Quantile(double probability, double a, double b) => Math.Round(MathNet.Numerics.Distributions.Beta.InvCDF(a, b, probability), 9);
}
