using CsCheck;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class BettingSequenceTests
{
    private static readonly Gen<double> Difference = Gen.OneOf(Gen.Double[-1, 1], Gen.Const(-1.0), Gen.Const(0.0), Gen.Const(1.0), Gen.Const(0.5));
    private static readonly Gen<double[]> Differences = Difference.Array[1, 120];

    // Stakes f = (k + ½)/48, k = 0…47, have the mean ½.
    // Pairs 1 and -1/2 against the edge 0: above, the mean of (1 + f)(1 - f/2) = 1 + f/2 - f²/2; below, of (1 - f)(1 + f/2) = 1 - f/2 - f²/2.
    // Σ (k + ½)² for k = 0…47 is 48·(4·48² - 1)/12 = 36 860, so their mean square is 36 860/48³.
    // Against the edge -½ the ratio (d + ½)/½ is 3 and 0: above, the mean of 1 + 3f = 2.5.
    [Fact]
    public void Capital_after_two_pairs_is_that_worked_by_hand()
    {
        const double squares = 36_860.0 / (48 * 48 * 48);
        BettingSequence sequence = Of(1, -0.5);
        Assert.Equal(1 + 0.25 - squares / 2, Math.Exp(sequence.LogCapitalAbove(0)), 1e-12);
        Assert.Equal(1 - 0.25 - squares / 2, Math.Exp(sequence.LogCapitalBelow(0)), 1e-12);
        Assert.Equal(2.5, Math.Exp(sequence.LogCapitalAbove(-0.5)), 1e-12);
        Assert.Equal(1 - squares / 2, sequence.EValue(new Interval(0, 0)), 1e-12);
        Assert.Equal(1.25 - squares / 2, sequence.EValue(new Interval(-1, 0)), 1e-12);
        Assert.Equal(0.75 - squares / 2, sequence.EValue(new Interval(0, 1)), 1e-12);
    }

    // n pairs of 1 against the edge 0: the mean of (1 + f)ⁿ. n = 6: about ∫(1 + f)⁶ df = (2⁷ - 1)/7 = 18.1; n = 7: (2⁸ - 1)/8 = 31.9; n = 8: (2⁹ - 1)/9 = 56.8; 2/alpha = 40.
    [Fact]
    public void Zero_is_ruled_out_by_the_eighth_pair_of_plus_one()
    {
        Assert.True(Of([.. Enumerable.Repeat(1.0, 7)]).Low < 0);
        Assert.True(Of([.. Enumerable.Repeat(1.0, 8)]).Low >= 0);
    }

    [Fact]
    public void The_order_of_pairs_changes_neither_capital_nor_evidence() =>
        Gen.Select(Differences, Aligned).Sample((differences, aligned) =>
            Assert.Equal(Of(differences).LogEValue(aligned), Of([.. differences.Reverse()]).LogEValue(aligned), 1e-9), iter: 200);

    [Fact]
    public void Before_the_first_pair_anything_is_possible()
    {
        var sequence = new BettingSequence(0.05);
        Assert.Equal(Interval.AllEffects, sequence.Interval);
        Assert.Null(sequence.Mean);
        Assert.Equal(1, sequence.EValue(new Interval(-0.1, 0.1)));
    }

    [Fact]
    public void Swapping_the_arms_mirrors_the_interval_and_the_evidence_bit_for_bit() =>
        Gen.Select(Differences, Aligned).Sample((differences, aligned) =>
        {
            BettingSequence sequence = Of(differences), swapped = Of([.. differences.Select(d => -d)]);
            Assert.Equal(sequence.High, -swapped.Low);
            Assert.Equal(sequence.Low, -swapped.High);
            Assert.Equal(sequence.LogEValue(aligned), swapped.LogEValue(new Interval(-aligned.High, -aligned.Low)));
        }, iter: 300);

    [Fact]
    public void Evidence_against_a_wider_interval_is_never_stronger() =>
        Gen.Select(Differences, Aligned, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((differences, inner, down, up) =>
        {
            // Only inside (-1, 1): at ±1 the evidence is no longer shared by two sides.
            var outer = new Interval(inner.Low - down * (inner.Low + 0.99995), inner.High + up * (0.99995 - inner.High));
            BettingSequence sequence = Of(differences);
            Assert.True(sequence.LogEValue(outer) <= sequence.LogEValue(inner) + 1e-12);
        }, iter: 300);

    [Fact]
    public void The_interval_only_narrows_and_lies_within_a_grid_step_outside_what_the_capital_rules_out() =>
        Differences.Sample(differences =>
        {
            var sequence = new BettingSequence(0.05);
            Interval before = Interval.AllEffects;
            double exactLow = -1, exactHigh = 1;
            foreach (double difference in differences)
            {
                sequence.Add(difference);
                exactLow = Math.Max(exactLow, Root(sequence.LogCapitalAbove, falling: true));
                exactHigh = Math.Min(exactHigh, Root(sequence.LogCapitalBelow, falling: false));
                if (exactLow > exactHigh) return; // contradicted: another test
                Assert.True(before.Contains(sequence.Interval));
                Assert.InRange(exactLow - sequence.Low, -1e-9, 1.0001e-4);
                Assert.InRange(sequence.High - exactHigh, -1e-9, 1.0001e-4);
                before = sequence.Interval;
            }
        }, iter: 25);

    [Fact]
    public void When_one_looks_changes_nothing() =>
        Gen.Select(Differences, Aligned).Sample((differences, aligned) =>
        {
            var watched = new BettingSequence(0.05);
            foreach (double difference in differences)
            {
                watched.Add(difference);
                Assert.True(watched.Low <= watched.High);
                Assert.True(watched.EValue(aligned) is >= 0 and <= 1e300);
                Assert.Equal(watched.ShownInside(aligned), Of(differences[..watched.Count]).ShownInside(aligned));
            }
            BettingSequence atOnce = Of(differences);
            Assert.Equal(watched.Interval, atOnce.Interval);
            Assert.Equal(watched.LogEValue(aligned), atOnce.LogEValue(aligned));
            Assert.Equal(watched.Contradicted, atOnce.Contradicted);
        }, iter: 300);

    // Equal arms against [-.1, .1]: each side has the mean of (1 + f/9)ⁿ; n = 43 is the first with at least 20, n = 52 the first with at least 40.
    [Fact]
    public void Equal_arms_are_shown_equal_by_two_one_sided_tests_before_the_interval_lies_inside()
    {
        var aligned = new Interval(-0.1, 0.1);
        Assert.False(Of([.. Enumerable.Repeat(0.0, 42)]).ShownInside(aligned));
        Assert.True(Of([.. Enumerable.Repeat(0.0, 43)]).ShownInside(aligned));
        Assert.False(aligned.Contains(Of([.. Enumerable.Repeat(0.0, 43)]).Interval));
    }

    [Fact]
    public void A_stream_whose_mean_moves_contradicts_itself_and_lies_inside_nothing()
    {
        BettingSequence sequence = Of([.. Enumerable.Repeat(1.0, 60), .. Enumerable.Repeat(-1.0, 400)]);
        Assert.True(sequence.Contradicted);
        Assert.Equal(Interval.AllEffects, sequence.Interval);
        Assert.False(sequence.ShownInside(Interval.AllEffects));
    }

    [Fact]
    public void Evidence_stays_finite_and_positive_over_100_000_pairs()
    {
        BettingSequence sequence = Of([.. Enumerable.Repeat(1.0, 100_000)]);
        Assert.InRange(sequence.EValue(new Interval(-1, 0)), 1e299, 1e300);
        // The mean of 48 powers is all but its largest, (1 + f)ⁿ/48 with f = 47.5/48; the smallest loss is (1 - f)ⁿ/48 with f = ½/48.
        Assert.Equal(100_000 * Math.Log(1 + 47.5 / 48) - Math.Log(48), sequence.LogEValue(new Interval(-1, 0)), 1e-6);
        Assert.Equal(100_000 * Math.Log(1 - 0.5 / 48) - Math.Log(48), sequence.LogEValue(new Interval(0, 1)), 1e-6);
        Assert.Equal(0, sequence.EValue(new Interval(0, 1)));
        Assert.InRange(sequence.Low, 0.999, 1);
    }

    [Theory]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_difference_outside_its_range_is_refused(double difference) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BettingSequence(0.05).Add(difference));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void An_alpha_outside_its_range_is_refused(double alpha) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BettingSequence(alpha));

    private static readonly Gen<Interval> Aligned =
        Gen.Select(Gen.Int[-9_999, 9_999], Gen.Int[-9_999, 9_999], (a, b) => new Interval(Math.Min(a, b) / 10_000.0, Math.Max(a, b) / 10_000.0));

    private static BettingSequence Of(params double[] differences)
    {
        var sequence = new BettingSequence(0.05);
        foreach (double difference in differences) sequence.Add(difference);
        return sequence;
    }

    // The edge at which the capital is 2/alpha, by plain bisection; ±1 where it is nowhere.
    private static double Root(Func<double, double> logCapital, bool falling)
    {
        double threshold = Math.Log(2 / 0.05), inside = falling ? 1 : -1, outside = -inside;
        if (logCapital(outside) < threshold) return outside;
        for (int i = 0; i < 45; i++)
        {
            double middle = (inside + outside) / 2;
            if (logCapital(middle) >= threshold) outside = middle;
            else inside = middle;
        }
        return outside;
    }
}
