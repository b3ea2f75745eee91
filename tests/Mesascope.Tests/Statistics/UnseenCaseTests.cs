using CsCheck;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class UnseenCaseTests
{
    // None of 10, and 9 of 10: the limits of Clopper and Pearson, as nearly as 4,000 drawings tell a quantile.
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_share_has_the_interval_of_Clopper_and_Pearson(int ones)
    {
        Interval exact = ClopperPearson.Of(ones, 10, 0.05), drawn = new UnseenCase(10).Of(CaseRatio.Mean([.. Enumerable.Range(0, 10).Select(i => i < ones ? 1.0 : 0)], new Interval(0, 1)));
        Assert.Equal(exact.Low, drawn.Low, 0.03);
        Assert.Equal(exact.High, drawn.High, 0.03);
    }

    [Fact]
    public void Equal_ratios_leave_the_interval_open()
    {
        UnseenRatio[] levels = [new(2, 0, 2), new(4, 0, 4), new(6, 0, 6)];
        Interval interval = new UnseenCase(3).Of(new CaseRatio([2, 4, 6], [2, 4, 6], levels));
        Assert.Equal(1, interval.High, 12);
        Assert.InRange(interval.Low, 0, 0.3); // Clopper and Pearson, 3 of 3: .29; levels weigh unequally here
    }

    [Fact]
    public void A_difference_of_a_ratio_from_itself_is_open_and_about_0()
    {
        var ratio = new CaseRatio([1, 0, 1, 1], [1, 1, 1, 1], [new(1, 0, 1)]);
        Interval interval = new UnseenCase(4).OfDifference(ratio, ratio);
        Assert.True(interval.Low < -0.3 && interval.High > 0.3, interval.ToString());
    }

    [Fact]
    public void Turning_the_sign_mirrors_the_interval() => Gen.Double[-1, 1].Array[2, 12].Sample(values =>
    {
        var unseen = new UnseenCase(values.Length);
        Interval one = unseen.Of(CaseRatio.Mean(values, Interval.AllEffects)), other = unseen.Of(CaseRatio.Mean([.. values.Select(value => -value)], Interval.AllEffects));
        Assert.Equal(one.Low, -other.High, 12);
        Assert.Equal(one.High, -other.Low, 12);
    }, iter: 30);

    [Fact]
    public void A_denominator_that_may_be_0_has_no_ends() =>
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity), new UnseenCase(2).Of(new CaseRatio([0, 1], [0.1, 0.1], [new(-1, -1, 1)])));

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new UnseenCase(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnseenCase(5, 0.001));
        Assert.Throws<ArgumentException>(() => new UnseenCase(3).Of(CaseRatio.Mean([1, 2], new Interval(0, 3))));
    }
}
