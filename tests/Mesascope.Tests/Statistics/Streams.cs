using Mesascope.Randomness;

namespace Mesascope.Tests.Statistics;

/// <summary>A distribution of paired differences with a known mean, and how many misses a level allows in a simulation.</summary>
internal sealed record Stream(string Name, double Mean, Func<double, double> AtQuantile)
{
    public static Stream FairBinary { get; } = PlusMinus("fair binary", 0.25, 0.25);

    /// <summary>Distributions of all shapes, by the mean they are to have: the inverse distribution function at u.</summary>
    public static IReadOnlyList<Stream> All { get; } =
    [
        FairBinary,
        PlusMinus("skewed binary", plus: 0.30, minus: 0.05),
        new("two outcomes only, mostly -1", -0.8, u => u < 0.9 ? -1 : 1),
        new("uniform", 0, u => 2 * u - 1),
        PlusMinus("rare ±1", 0.02, 0.005),
        new("constant 0", 0, _ => 0),
    ];

    public static Stream PlusMinus(string name, double plus, double minus) =>
        new(name, plus - minus, u => u < plus ? 1 : u > 1 - minus ? -1 : 0);

    public double Draw(Seed lane, int pair) => AtQuantile(lane.Draws(pair).Uniform(0));

    /// <summary>5 % of the streams and three standard errors of that count: at 2,000 streams 100 + 3·√(2,000·.05·.95) = 129.2, 6.46 %.</summary>
    public static double MostMisses(int streams, double alpha = 0.05) => streams * alpha + 3 * Math.Sqrt(streams * alpha * (1 - alpha));
}
