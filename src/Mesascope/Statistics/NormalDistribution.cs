using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>The standard normal distribution, bit for bit alike on every x64 machine.</summary>
/// <remarks>Source: Marsaglia (2004), "Evaluating the normal distribution", Journal of Statistical Software 11(4). Absolute error of the probability below 10⁻¹⁵.</remarks>
internal static class NormalDistribution
{
    private const double Normalisation = 0.3989422804014327, Beyond = 8.3;

    /// <summary>φ(x).</summary>
    public static double Density(double x) => Normalisation * PortableMath.Exp(-x * x / 2);

    /// <summary>Φ(x): the probability of a value below x.</summary>
    public static double Below(double x)
    {
        if (x < -Beyond) return 0;
        if (x > Beyond) return 1;
        double sum = x, term = x;
        for (double before = double.NaN, odd = 3; sum != before; odd += 2)
        {
            before = sum;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + sum * Density(x);
    }
}
