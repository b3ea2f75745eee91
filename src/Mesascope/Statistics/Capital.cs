using System.Runtime.Intrinsics;
using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>The capital of a gambler who splits 1 over 48 constant bets that the mean difference lies above an edge: the mean of 48 products, none of which overflows or is lost.</summary>
/// <remarks>
/// K(e) = (1/48) Σₖ Πᵢ (1 + fₖ (dᵢ − e)/(1 + e)) with fₖ = (k + ½)/48, k = 0…47: bet k risks the share fₖ of what it has on every pair.
/// If the mean lies at or below the edge this is a nonnegative supermartingale, so it ever reaches 1/α with probability at most α (Ville 1939).
/// Where the mean is only that of each whole block of pairs, it is one from block to block, because (Π (1 + f mᵢ))^(1/n) is at most 1 + f · mean of mᵢ; so capital is looked at after whole blocks.
/// It falls as the edge rises, does not depend on the order of the pairs, and has no constant to tune.
/// Source: Cover (1991), "Universal portfolios"; for means of bounded variables Orabona and Jun (2024), "Tight concentrations and confidence sequences from the regret of universal portfolio". Ours is a finite uniform mixture.
/// </remarks>
internal sealed class Capital
{
    private const int Bets = 48;
    private const int Lanes = 4; // written out, so that sums have one order on every machine
    private const double Big = 1.3407807929942597e154, Small = 1 / Big, LogBig = 354.89135644669199; // 2⁵¹²

    // Closer to -1 the ratio below would overflow; a higher edge has less capital, so this errs towards "not ruled out".
    private const double LowestEdge = -1 + 1e-6;

    private static readonly Vector256<double>[] Stakes = [.. Enumerable.Range(0, Bets / Lanes).Select(part => Vector256.Create(Stake(part, 0), Stake(part, 1), Stake(part, 2), Stake(part, 3)))];

    private readonly Vector256<double>[] _products = [.. Enumerable.Repeat(Vector256<double>.One, Bets / Lanes)];
    private readonly double _edgeUsed;
    private readonly int _block;
    private int _inBlock;
    private int[]? _scales; // of each bet, as powers of Big; null while all are 0
    private Vector256<double>[]? _weights; // what its product counts for: 1, less where it is scaled up, infinity where it is scaled down
    private double _scaledLog;

    /// <summary>A capital of 1 against "the mean is at most this".</summary>
    /// <param name="edge">In [-1, 1].</param>
    /// <param name="block">Pairs after which it is looked at, again and again, at least 1: what is balanced within a block need not have the same mean pair by pair.</param>
    public Capital(double edge, int block = 1) => (Edge, _edgeUsed, _block) = (edge, Math.Max(edge, LowestEdge), block);

    /// <summary>What it bets against.</summary>
    public double Edge { get; }

    /// <summary>The capital after the last whole block; 0 and infinity where a double can hold no more.</summary>
    public double Value { get; private set; } = 1;

    /// <summary>The highest it has been; infinity where a double can hold no more.</summary>
    public double Peak { get; private set; } = 1;

    /// <summary>Natural logarithm of the capital; always finite.</summary>
    public double Log => _scales is null ? PortableMath.Log(Value) : _block > 1 ? _scaledLog : ScaledLog();

    /// <summary>Settles one pair. Each factor lies above 0, because the difference is at least -1 and no bet risks all it has.</summary>
    /// <param name="difference">In [-1, 1].</param>
    public void Settle(double difference)
    {
        Vector256<double> gain = Vector256.Create((difference - _edgeUsed) / (1 + _edgeUsed));
        bool inRange = true;
        for (int part = 0; part < _products.Length; part++)
        {
            Vector256<double> product = _products[part] * (Vector256<double>.One + Stakes[part] * gain);
            _products[part] = product;
            inRange &= Vector256.LessThanAll(product, Vector256.Create(Big)) && Vector256.GreaterThanAll(product, Vector256.Create(Small));
        }
        if (!inRange) Rescale();
        if (++_inBlock < _block) return;
        _inBlock = 0;
        Value = Sum() / Bets;
        if (_scales is not null && _block > 1) _scaledLog = ScaledLog();
        Peak = Math.Max(Peak, Value);
    }

    private double Sum()
    {
        Vector256<double> sum = Vector256<double>.Zero;
        for (int part = 0; part < _products.Length; part++) sum += _weights is null ? _products[part] : _products[part] * _weights[part];
        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }

    private double ScaledLog()
    {
        int[] scales = _scales!;
        int top = scales.Max();
        double sum = 0;
        for (int bet = 0; bet < Bets; bet++) sum += ScaledDown(_products[bet / Lanes][bet % Lanes], top - scales[bet]);
        return PortableMath.Log(sum / Bets) + top * LogBig;
    }

    private void Rescale()
    {
        if (_scales is null) (_scales, _scaledLog) = (new int[Bets], PortableMath.Log(Value)); // mid-block, the last whole block's
        _weights ??= [.. Enumerable.Repeat(Vector256<double>.One, Bets / Lanes)];
        for (int bet = 0; bet < Bets; bet++)
        {
            double product = _products[bet / Lanes][bet % Lanes];
            int step = product >= Big ? 1 : product <= Small ? -1 : 0;
            if (step == 0) continue;
            _scales[bet] += step;
            // Every limit that is asked for lies far below Big.
            _weights[bet / Lanes] = _weights[bet / Lanes].WithElement(bet % Lanes, _scales[bet] > 0 ? double.PositiveInfinity : ScaledDown(1, -_scales[bet]));
            _products[bet / Lanes] = _products[bet / Lanes].WithElement(bet % Lanes, step > 0 ? product * Small : product * Big);
        }
    }

    private static double ScaledDown(double product, int by) => by switch { 0 => product, 1 => product * Small, _ => 0 };

    private static double Stake(int part, int lane) => (part * Lanes + lane + 0.5) / Bets;
}
