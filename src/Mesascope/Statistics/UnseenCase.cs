using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>Intervals over cases that stay open where all cases agree: next to those seen stands one that was not, and it is as bad as a case can be.</summary>
/// <remarks>
/// Every case and the unseen one get a random weight, uniform over all weights that sum to 1 (Dirichlet with parameters 1). The lower end is the alpha/2 quantile of the weighted figure
/// with the worst unseen case, the upper end that with the best. For a share of 0s and 1s this is the interval of Clopper and Pearson (1934); for many cases that vary it is nearly Student's.
/// Source: Gaffke (2005), "Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable". For the mean of numbers in a known range no distribution is known
/// at which it covers less than it says, but this is proved for special cases only. Ours: ratios, by the same weights above and below the line (the test of mean(above − r·below) = 0 for each r), and the range taken from the cases seen.
/// </remarks>
internal sealed class UnseenCase
{
    private const int Draws = 4_000;

    private readonly int _cases, _rank;
    private readonly double[] _weights; // shape [draws, cases + 1]; the last of a row is the unseen case's

    /// <summary>Draws the weights: always the same for as many cases.</summary>
    /// <param name="cases">At least 2, independent, their number fixed beforehand.</param>
    /// <param name="alpha">In [0.02, 1): the level of both ends together.</param>
    public UnseenCase(int cases, double alpha = 0.05)
    {
        if (cases < 2) throw new ArgumentException($"An interval needs at least 2 cases; got {cases}.", nameof(cases));
        if (!(SignificanceLevel.Checked(alpha) >= 0.02)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is at least 0.02: the weights are drawn 4,000 times.");
        _cases = cases;
        // One standard error further out, so that the drawing errs towards too wide.
        double tail = alpha / 2 * Draws;
        _rank = (int)(tail - Math.Sqrt(tail));
        _weights = new double[Draws * (cases + 1)];
        PhiloxDraws draws = new Seed(0).For("unseen case").Draws();
        for (int draw = 0; draw < Draws; draw++) Draw(draws.At(draw), _weights.AsSpan(draw * (cases + 1), cases + 1));
    }

    /// <summary>The interval of one ratio; infinite where its denominator may be 0.</summary>
    public Interval Of(CaseRatio ratio)
    {
        Check(ratio);
        ratio = ratio with { Unseen = [.. ratio.Unseen.Distinct()] };
        return Of(weights =>
        {
            var sums = new Sums(ratio, weights);
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int i = 0; i < ratio.Unseen.Length; i++)
            {
                Interval ends = sums.With(i);
                (low, high) = (Math.Min(low, ends.Low), Math.Max(high, ends.High));
            }
            return new Interval(low, high);
        });
    }

    /// <summary>The interval of one ratio minus another over the same cases; unseen case i of one is unseen case i of the other.</summary>
    public Interval OfDifference(CaseRatio ratio, CaseRatio other)
    {
        Check(ratio);
        Check(other);
        if (ratio.Unseen.Length != other.Unseen.Length) throw new ArgumentException($"Both ratios are over the same unseen cases; got {ratio.Unseen.Length} and {other.Unseen.Length}.", nameof(other));
        (UnseenRatio One, UnseenRatio Other)[] unseen = [.. ratio.Unseen.Zip(other.Unseen).Distinct()];
        (ratio, other) = (ratio with { Unseen = [.. unseen.Select(each => each.One)] }, other with { Unseen = [.. unseen.Select(each => each.Other)] });
        return Of(weights =>
        {
            Sums first = new(ratio, weights), second = new(other, weights);
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int i = 0; i < ratio.Unseen.Length; i++)
            {
                Interval ends = first.With(i), less = second.With(i);
                (low, high) = (Math.Min(low, ends.Low - less.High), Math.Max(high, ends.High - less.Low));
            }
            return new Interval(low, high);
        });
    }

    /// <summary>The interval of any figure: its lowest and highest value for each drawing of the weights, the unseen case's last.</summary>
    internal Interval Of(Func<ReadOnlyMemory<double>, Interval> ends)
    {
        var (lows, highs) = (new double[Draws], new double[Draws]);
        for (int draw = 0; draw < Draws; draw++)
        {
            Interval drawn = ends(_weights.AsMemory(draw * (_cases + 1), _cases + 1));
            (lows[draw], highs[draw]) = (drawn.Low, drawn.High);
        }
        Array.Sort(lows);
        Array.Sort(highs);
        return new Interval(lows[_rank - 1], highs[^_rank]);
    }

    private void Check(CaseRatio ratio)
    {
        if (ratio.Above.Length != _cases || ratio.Below.Length != _cases || ratio.Unseen.Length == 0) throw new ArgumentException($"A ratio over {_cases} cases has as many numbers above and below, and at least 1 unseen case; got {ratio.Above.Length}, {ratio.Below.Length} and {ratio.Unseen.Length}.", nameof(ratio));
    }

    // Exponential numbers over their sum.
    private static void Draw(PhiloxDraws draws, Span<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) sum += weights[i] = -PortableMath.Log(1 - draws.Uniform(i));
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
    }

    // The weighted sums of a ratio over the cases seen, and the ends of the ratio with an unseen one.
    private readonly struct Sums
    {
        private readonly CaseRatio _ratio;
        private readonly double _above, _below, _unseen;

        public Sums(CaseRatio ratio, ReadOnlyMemory<double> weights)
        {
            ReadOnlySpan<double> each = weights.Span;
            (_ratio, _unseen) = (ratio, each[^1]);
            for (int i = 0; i < ratio.Above.Length; i++)
            {
                _above += each[i] * ratio.Above[i];
                _below += each[i] * ratio.Below[i];
            }
        }

        public Interval With(int index)
        {
            UnseenRatio unseen = _ratio.Unseen[index];
            double below = _below + _unseen * unseen.Below;
            return below > 0 ? new Interval((_above + _unseen * unseen.Least) / below, (_above + _unseen * unseen.Most) / below) : new Interval(double.NegativeInfinity, double.PositiveInfinity);
        }
    }
}
