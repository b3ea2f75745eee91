using CsCheck;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class RocTests
{
    // Guilty {3, 2} against innocent {1, 2}: 3 beats both; 2 beats 1 and ties with 2: (1 + 1 + 1 + ½) / 4.
    // 1/n summed n times may round to a little more than 1, and the interval must still hold the area.
    [Fact]
    public void Scores_that_part_completely_have_an_area_of_one_at_any_number_of_pairs()
    {
        for (int pairs = 2; pairs <= 60; pairs++)
        {
            Roc parted = Roc.Of([.. Enumerable.Repeat(1.0, pairs)], [.. Enumerable.Repeat(0.0, pairs)]);
            Assert.Equal(1, parted.Area, 1e-12);
            Assert.True(parted.Area <= 1 && parted.AreaInterval.Contains(parted.Area));
        }
    }

    [Fact]
    public void A_curve_worked_by_hand()
    {
        var roc = Roc.Of([3, 2], [1, 2]);
        Assert.Equal(0.875, roc.Area);
        Assert.Equal([new(0, 0), new(0, 0.5), new(0.5, 1), new(1, 1)], roc.Points);
    }

    // A pair that was not seen may have both of its scores on the wrong side: with weight w the area is (1 - w)², and w, of 1 pair among 5, is at most 1 - .025^(1/4) with probability .975.
    [Fact]
    public void Scores_that_part_completely_are_perfect_as_far_as_so_few_can_show()
    {
        var roc = Roc.Of([5, 6, 7, 8], [1, 2, 3, 4]);
        Assert.Equal((1, 1), (roc.Area, roc.AreaInterval.High));
        Assert.Equal(Math.Sqrt(0.025), roc.AreaInterval.Low, 0.02);
    }

    [Fact]
    public void Swapping_the_groups_turns_the_area_round() =>
        Pairs.Sample(pairs =>
        {
            (double[] guilty, double[] innocent) = Parted(pairs);
            Assert.Equal(1 - Roc.Of(innocent, guilty).Area, Roc.Of(guilty, innocent).Area, 12);
        }, iter: 30);

    [Fact]
    public void The_area_is_that_under_the_points() =>
        Pairs.Sample(pairs =>
        {
            (double[] guilty, double[] innocent) = Parted(pairs);
            var roc = Roc.Of(guilty, innocent);
            double under = roc.Points.Zip(roc.Points.Skip(1), (a, b) => (b.FalseAlarms - a.FalseAlarms) * (a.Hits + b.Hits) / 2).Sum();
            Assert.Equal(under, roc.Area, 12);
        }, iter: 30);

    [Fact]
    public void Too_few_scores_or_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Roc.Of([1], [0]));
        Assert.Throws<ArgumentException>(() => Roc.Of([1, 2], [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => Roc.Of([1, double.NaN], [0, 0]));
    }

    private static readonly Gen<(int Guilty, int Innocent)[]> Pairs = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[2, 12];

    private static (double[] Guilty, double[] Innocent) Parted((int Guilty, int Innocent)[] pairs) => ([.. pairs.Select(pair => (double)pair.Guilty)], [.. pairs.Select(pair => (double)pair.Innocent)]);
}
