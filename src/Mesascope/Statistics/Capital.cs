using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>The capital of a gambler who started with 1 and bets that the mean difference lies above an edge: a product of positive factors that neither overflows nor reaches 0.</summary>
/// <remarks>If the mean lies at or below the edge this is a nonnegative supermartingale, so it ever reaches 1/α with probability at most α (Ville 1939).</remarks>
internal struct Capital(double edge)
{
    /// <summary>No stake risks more than this share of the capital on one pair (c of the source). Chosen among .5, .75 and .9 before any audit was run; docs/methods/statistics.md has the comparison.</summary>
    public const double LargestLoss = 0.5;

    private const double Big = 1.3407807929942597e154, Small = 1 / Big, LogBig = 354.89135644669199; // 2⁵¹²

    private readonly double _largestBet = LargestLoss / (1 + edge); // +∞ at the edge -1, where nothing can be lost
    private double _product = 1;
    private int _scale;

    /// <summary>What it bets against: that the mean difference is at most this.</summary>
    public readonly double Edge => edge;

    /// <summary>Natural logarithm of the capital; always finite.</summary>
    public readonly double Log => PortableMath.Log(_product) + _scale * LogBig;

    /// <summary>True where the capital is at least this; the limit lies in (1, 10¹⁵⁰].</summary>
    public readonly bool IsAtLeast(double limit) => _scale switch
    {
        0 => _product >= limit,
        1 => _product >= limit * Small,
        _ => _scale > 1, // the product is at least Small, so the capital is at least Big; below 0 it is at most 1
    };

    /// <summary>Settles one bet. The factor is at least 1 - <see cref="LargestLoss"/>, because the difference is at least -1.</summary>
    public void Settle(double bet, double difference)
    {
        _product *= 1 + Math.Min(bet, _largestBet) * (difference - edge);
        if (_product > Big) { _product *= Small; _scale++; }
        else if (_product < Small) { _product *= Big; _scale--; }
    }
}
