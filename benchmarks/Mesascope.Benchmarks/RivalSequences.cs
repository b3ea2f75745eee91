using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Benchmarks;

/// <summary>One side of a sequence of the literature: the capital of bets that the mean difference lies above an edge.</summary>
internal interface IBets
{
    /// <summary>Settles one difference in [-1, 1].</summary>
    void Settle(double difference);

    /// <summary>Natural logarithm of the capital.</summary>
    double Log { get; }
}

/// <summary>The shipped mixture of 48 constant bets.</summary>
internal sealed class MixtureBets(double edge) : IBets
{
    private readonly BettingSequence _sequence = new(0.05);

    public void Settle(double difference) => _sequence.Add(difference);

    public double Log => _sequence.LogCapitalAbove(edge);
}

/// <summary>What the sequences below share: x = (d + 1)/2 in [0, 1], a running mean and variance with the prior ½ and ¼, and a bet that depends on the past.</summary>
internal abstract class PlainBets(double edge) : IBets
{
    private double _sum = 0.5, _squares = 0.25;

    protected double Edge { get; } = (edge + 1) / 2;

    protected int Count { get; private set; }

    protected double Mean => _sum / (Count + 1);

    protected double Variance => _squares / (Count + 1);

    public double Log { get; protected set; }

    public void Settle(double difference)
    {
        double x = (difference + 1) / 2;
        Take(x);
        Count++;
        _sum += x;
        _squares += (x - Mean) * (x - Mean);
    }

    protected abstract void Take(double x);

    protected void Bet(double bet, double x) => Log += Math.Log(1 + bet * (x - Edge));
}

/// <summary>The predictable plug-in of Waudby-Smith and Ramdas (2024), section 4, truncated at c = ½: what the program used before.</summary>
internal sealed class PlugInBets(double edge, double alpha) : PlainBets(edge)
{
    protected override void Take(double x) => Bet(Math.Min(Math.Sqrt(2 * Math.Log(2 / alpha) / (Variance * (Count + 1) * Math.Log(Count + 2))), 0.5 / Edge), x);
}

/// <summary>aGRAPA of Waudby-Smith and Ramdas (2024), appendix B.3: (mean − m)/(variance + (mean − m)²), truncated at c = ½.</summary>
internal sealed class AGrapaBets(double edge) : PlainBets(edge)
{
    protected override void Take(double x) => Bet(Math.Clamp((Mean - Edge) / (Variance + (Mean - Edge) * (Mean - Edge)), 0, 0.5 / Edge), x);
}

/// <summary>Online Newton steps on the logarithm of the capital: Cutkosky and Orabona (2018), as in Waudby-Smith and Ramdas (2024), appendix B.4; bets in [0, 1/(2m)].</summary>
internal sealed class OnlineNewtonBets(double edge) : PlainBets(edge)
{
    private double _bet, _curvature = 1;

    protected override void Take(double x)
    {
        Bet(_bet, x);
        double slope = (x - Edge) / (1 + _bet * (x - Edge));
        _curvature += slope * slope;
        _bet = Math.Clamp(_bet + 2 / (2 - Math.Log(3)) * slope / _curvature, 0, 0.5 / Edge);
    }
}

/// <summary>The predictable empirical Bernstein supermartingale of Waudby-Smith and Ramdas (2024), theorem 2, truncated at c = ½.</summary>
internal sealed class EmpiricalBernsteinBets(double edge, double alpha) : PlainBets(edge)
{
    protected override void Take(double x)
    {
        double rate = Math.Min(Math.Sqrt(2 * Math.Log(2 / alpha) / (Variance * (Count + 1) * Math.Log(Count + 2))), 0.5);
        double deviation = x - Mean;
        Log += rate * (x - Edge) - 4 * deviation * deviation * ((-Math.Log(1 - rate) - rate) / 4);
    }
}

/// <summary>Bets that aim at 1/alpha by a fixed number of pairs, anew after every pair: after Voráček and Orabona (2025), "STaR-Bets", with the horizon at the budget. Made for a fixed n; it stops betting where it has reached its target.</summary>
internal sealed class TargetBets(double edge, double target, int horizon) : PlainBets(edge)
{
    protected override void Take(double x)
    {
        double missing = Math.Log(target) - Log;
        double second = Variance + (Mean - Edge) * (Mean - Edge);
        Bet(missing <= 0 || Count >= horizon ? 0 : Math.Min(Math.Sqrt(2 * missing / (second * (horizon - Count))), 0.99 / Edge), x);
    }
}
