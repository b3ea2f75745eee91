using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>How much is staked on the next pair: large while little is known, then shrinking as √(1 / (variance · pairs · log pairs)). Depends on the past only.</summary>
/// <remarks>
/// Source: Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", section 4: the predictable plug-in of the hedged capital process.
/// They write it for outcomes x in [0, 1]; here a difference is d = 2x - 1, so their stake λ is twice ours and their prior
/// (mean 1/2, variance 1/4) becomes mean 0, variance 1. In this form swapping the arms mirrors every number bit for bit.
/// </remarks>
internal struct PlugInBets(double alpha)
{
    private readonly double _scale = 2 * PortableMath.Log(2 / alpha);
    private int _count;
    private double _sum, _squares;

    /// <summary>The stake on pair <c>count + 1</c>, before truncation.</summary>
    public readonly double Next()
    {
        // Estimated variance (1 + Σ(d - mean)²) / t times t: the t cancels.
        return Math.Sqrt(_scale / ((1 + _squares) * PortableMath.Log(_count + 2)));
    }

    /// <summary>Learns the pair that was just bet on.</summary>
    public void Observe(double difference)
    {
        _count++;
        _sum += difference;
        double deviation = difference - _sum / (_count + 1); // the prior mean 0 counts as one pair
        _squares += deviation * deviation;
    }
}
