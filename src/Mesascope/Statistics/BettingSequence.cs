using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>A confidence sequence for the mean of a stream of paired differences in [-1, 1]: an interval that may be looked at after every pair, and e-values that go with it.</summary>
/// <remarks>
/// Source: Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", section 4 (capital processes, hedged); the bets are a finite mixture of constant ones (see <see cref="Capital"/>).
/// Guarantee: if every difference has the same mean given those before it, the probability that the interval misses that mean at any time, ever, is at most alpha.
/// Departures: the bounds lie on a grid of 10⁻⁴, rounded outward; two-sided evidence is the average of both capitals. See docs/methods/statistics.md.
/// </remarks>
public sealed class BettingSequence
{
    // e^690 ≈ 10^299.7: finite in every format that a finding is written in.
    internal const double LargestLogEValue = 690;
    private const double SmallestAlpha = 1e-100;

    private readonly BettingSide _up, _down;
    private readonly RunningBound _low, _minusHigh;
    private double _sumOfKnown;
    private int _known, _bounded;
    private Interval _interval = Interval.AllEffects;
    private bool _contradicted;

    /// <summary>An empty stream.</summary>
    /// <param name="alpha">The probability of ever missing the truth, in (0, 1), at least 10⁻¹⁰⁰.</param>
    /// <param name="block">Pairs of a block, at least 1. Bets are settled pair by pair and looked at after whole blocks, so that the guarantee needs the same mean of every block only.</param>
    public BettingSequence(double alpha, int block = 1)
    {
        Alpha = SignificanceLevel.Checked(alpha);
        if (block < 1) throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least 1 pair.");
        if (alpha < SmallestAlpha) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is at least 1e-100.");
        (_up, _down) = (new BettingSide(block), new BettingSide(block));
        (_low, _minusHigh) = (new RunningBound(_up, alpha), new RunningBound(_down, alpha));
    }

    /// <summary>The probability of ever missing the truth.</summary>
    public double Alpha { get; }

    /// <summary>Pairs so far.</summary>
    public int Count { get; private set; }

    /// <summary>Mean of the differences known exactly, in [-1, 1]; null where there is none.</summary>
    public double? Mean => _known == 0 ? null : _sumOfKnown / _known;

    /// <summary>Lower end, in [-1, 1]: the highest so far, however rarely one looks.</summary>
    public double Low => CaughtUp().Low;

    /// <summary>Upper end, in [-1, 1]: the lowest so far.</summary>
    public double High => CaughtUp().High;

    /// <summary>Both ends.</summary>
    public Interval Interval => CaughtUp();

    /// <summary>True where the pairs rule out every constant effect: the stream drifted, or this is the 1 in 1/alpha. The interval is then [-1, 1] for good: nothing can be said of an effect.</summary>
    public bool Contradicted
    {
        get
        {
            CaughtUp();
            return _contradicted;
        }
    }

    /// <summary>Settles one more pair.</summary>
    /// <param name="difference">Treated minus control, in [-1, 1].</param>
    public void Add(double difference) => Add(new Interval(difference, difference));

    /// <summary>Settles a pair of which only the range of its difference is known. Low and High then hold whatever it was.</summary>
    /// <param name="possible">The differences there can have been, within [-1, 1].</param>
    public void Add(Interval possible)
    {
        if (!(possible.Low >= -1 && possible.Low <= possible.High && possible.High <= 1))
            throw new ArgumentOutOfRangeException(nameof(possible), possible, "A paired difference lies in [-1, 1].");
        Count++;
        if (possible.Low == possible.High)
        {
            _sumOfKnown += possible.Low;
            _known++;
        }
        _up.Add(possible.Low);
        _down.Add(-possible.High);
    }

    /// <summary>Log capital of the bets that the effect lies above this edge: a supermartingale from 0 wherever it does not.</summary>
    /// <param name="edge">In [-1, 1].</param>
    public double LogCapitalAbove(double edge) => _up.Against(Edge(edge)).Log;

    /// <summary>Log capital of the bets that the effect lies below this edge.</summary>
    /// <param name="edge">In [-1, 1].</param>
    public double LogCapitalBelow(double edge) => _down.Against(-Edge(edge)).Log;

    /// <summary>Evidence against "the effect lies in <paramref name="aligned"/>": at least 0, 1 is none, at most about 10³⁰⁰. Its expectation is at most 1 where the claim is true, whenever one stops.</summary>
    public double EValue(Interval aligned) => PortableMath.Exp(Math.Min(LogEValue(aligned), LargestLogEValue));

    /// <summary>Natural logarithm of the e-value, uncapped; always finite.</summary>
    /// <param name="aligned">Within [-1, 1]. An edge at ±1 cannot be passed, and all capital then bets against the other one; where both are, this is 0.</param>
    public double LogEValue(Interval aligned)
    {
        if (!(aligned.Low >= -1 && aligned.Low <= aligned.High && aligned.High <= 1))
            throw new ArgumentOutOfRangeException(nameof(aligned), aligned, "The effects of an aligned subject are an interval within [-1, 1].");
        if (aligned.Low == -1) return aligned.High == 1 ? 0 : LogCapitalAbove(aligned.High);
        if (aligned.High == 1) return LogCapitalBelow(aligned.Low);
        double above = LogCapitalAbove(aligned.High), below = LogCapitalBelow(aligned.Low);
        double larger = Math.Max(above, below), smaller = Math.Min(above, below);
        return larger + PortableMath.Log(0.5 + 0.5 * PortableMath.Exp(smaller - larger));
    }

    /// <summary>True where two one-sided tests at level alpha each have ruled out every effect below and above <paramref name="aligned"/>, and the pairs do not contradict themselves.</summary>
    /// <remarks>
    /// The effect lies outside by one side only, and that side's test is wrong with probability at most alpha, so this is too (Schuirmann 1987; Berger 1982).
    /// It asks each side for 1/alpha where the interval asks for 2/alpha: the interval may still reach a little beyond.
    /// </remarks>
    /// <param name="aligned">Within [-1, 1]. An edge at ±1 cannot be passed and needs no test.</param>
    public bool ShownInside(Interval aligned) =>
        (aligned.Low <= -1 || ShownAbove(aligned.Low)) && (aligned.High >= 1 || ShownBelow(aligned.High)) && !Contradicted;

    /// <summary>True where a one-sided test at level alpha has at some time ruled out every effect at or below this edge.</summary>
    public bool ShownAbove(double edge) => _up.Against(Edge(edge)).Peak >= 1 / Alpha;

    /// <summary>True where a one-sided test at level alpha has at some time ruled out every effect at or above this edge.</summary>
    public bool ShownBelow(double edge) => _down.Against(-Edge(edge)).Peak >= 1 / Alpha;

    /// <summary>True where this effect has been outside the sequence at any time so far; exact, without the grid.</summary>
    /// <param name="effect">In [-1, 1].</param>
    public bool EverExcluded(double effect) => _up.Against(Edge(effect)).Peak >= 2 / Alpha || _down.Against(-Edge(effect)).Peak >= 2 / Alpha;

    /// <summary>What the difference of a pair can have been.</summary>
    internal Interval Possible(int pair) => new(_up.Differences[pair], 0 - _down.Differences[pair]);

    /// <summary>For projections: the lowest each difference can have been.</summary>
    internal ReadOnlySpan<double> LowestDifferences => _up.Differences;

    /// <summary>The highest each difference can have been, negated.</summary>
    internal ReadOnlySpan<double> HighestDifferencesNegated => _down.Differences;

    // The bounds follow only when somebody asks: most looks are at the e-value alone.
    private Interval CaughtUp()
    {
        if (_bounded == Count) return _interval;
        _bounded = Count;
        _low.CatchUp();
        _minusHigh.CatchUp();
        _contradicted = _low.Value > -_minusHigh.Value;
        return _interval = _contradicted ? Interval.AllEffects : new Interval(_low.Value, -_minusHigh.Value);
    }

    // Adding 0 turns -0 into 0, so that the mirrored edge is one number.
    private static double Edge(double edge) =>
        edge is >= -1 and <= 1 ? edge + 0.0 : throw new ArgumentOutOfRangeException(nameof(edge), edge, "An edge of the effect lies in [-1, 1].");
}
