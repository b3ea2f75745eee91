using MathNet.Numerics.Distributions;

namespace Mesascope.Statistics;

/// <summary>The exact interval for a share of independent cases: covers at least 1 - alpha at every n.</summary>
/// <remarks>Source: Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the binomial". Fixed n.</remarks>
public static class ProportionInterval
{
    /// <summary>The interval at level 1 - alpha.</summary>
    /// <param name="successes">In [0, <paramref name="cases"/>].</param>
    /// <param name="cases">At least 1, fixed beforehand.</param>
    /// <param name="alpha">In (0, 1).</param>
    public static Interval Of(int successes, int cases, double alpha)
    {
        Level.Checked(alpha);
        if (cases < 1) throw new ArgumentOutOfRangeException(nameof(cases), cases, "A share needs at least 1 case.");
        if (successes < 0 || successes > cases) throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Of {cases} cases between 0 and {cases} succeed.");
        double low = successes == 0 ? 0 : Beta.InvCDF(successes, cases - successes + 1, alpha / 2);
        double high = successes == cases ? 1 : Beta.InvCDF(successes + 1, cases - successes, 1 - alpha / 2);
        // The last digits of the inverse differ by machine; outward keeps the coverage.
        return new Interval(Math.Floor(low * 1e9) / 1e9, Math.Ceiling(high * 1e9) / 1e9);
    }
}
