using CsCheck;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class RocTests
{
    // Guilty {3, 2} against innocent {1, 2}: 3 beats both; 2 beats 1 and ties with 2: (1 + 1 + 1 + ½) / 4.
    [Fact]
    public void A_curve_worked_by_hand()
    {
        var roc = Roc.Of([3, 2], [1, 2]);
        Assert.Equal(0.875, roc.Area);
        Assert.Equal([new(0, 0), new(0, 0.5), new(0.5, 1), new(1, 1)], roc.Points);
    }

    [Fact]
    public void Scores_that_part_completely_are_perfect_as_far_as_so_few_can_show()
    {
        var roc = Roc.Of([5, 6, 7, 8], [1, 2, 3]);
        Assert.Equal(1, roc.Area);
        Assert.Equal(Math.Pow(0.025, 1 / 3.0), roc.AreaInterval.Low, 9); // none of 3 confused: Clopper and Pearson
    }

    [Fact]
    public void Swapping_the_groups_turns_the_area_round() =>
        Gen.Select(Gen.Int[0, 5].Select(x => (double)x).Array[2, 12], Gen.Int[0, 5].Select(x => (double)x).Array[2, 12])
            .Sample((guilty, innocent) => Assert.Equal(1 - Roc.Of(innocent, guilty).Area, Roc.Of(guilty, innocent).Area, 12), iter: 200);

    [Fact]
    public void The_area_is_that_under_the_points() =>
        Gen.Select(Gen.Int[0, 5].Select(x => (double)x).Array[2, 12], Gen.Int[0, 5].Select(x => (double)x).Array[2, 12]).Sample((guilty, innocent) =>
        {
            var roc = Roc.Of(guilty, innocent);
            double under = roc.Points.Zip(roc.Points.Skip(1), (a, b) => (b.FalseAlarms - a.FalseAlarms) * (a.Hits + b.Hits) / 2).Sum();
            Assert.Equal(under, roc.Area, 12);
        }, iter: 200);

    // Two normals one standard deviation apart: area Φ(1/√2) = .7602.
    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void The_interval_covers_the_true_area_about_as_often_as_it_says(int each)
    {
        const int repeats = 600;
        int covered = Enumerable.Range(0, repeats).Count(i =>
        {
            PhiloxDraws draws = new Seed(11).For("roc", i).Draws();
            double[] Normals(double mean, int from) => [.. Enumerable.Range(from, each).Select(index => mean + Normal(draws, index))];
            return Roc.Of(Normals(1, 0), Normals(0, each)).AreaInterval.Contains(0.7602);
        });
        Assert.InRange(covered / (double)repeats, 0.92, 1); // 95 % less three binomial standard errors of 600, and DeLong's small-sample error
    }

    [Fact]
    public void Too_few_scores_or_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Roc.Of([1], [0, 0]));
        Assert.Throws<ArgumentException>(() => Roc.Of([1, double.NaN], [0, 0]));
    }

    // The sum of twelve uniforms, less six.
    private static double Normal(PhiloxDraws draws, int index) => Enumerable.Range(0, 12).Sum(i => draws.Uniform(index * 12 + i)) - 6;
}
