using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class MedianIntervalTests
{
    // Conover (1999), table A3 halves the binomial tail: of 10 the 2nd and 9th (level .979), of 20 the 6th and 15th (.959), of 6 the 1st and 6th (.969).
    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(10, 2, 9)]
    [InlineData(20, 6, 15)]
    public void The_ends_are_the_order_statistics_of_the_table(int n, int low, int high) =>
        Assert.Equal(new Interval(low, high), MedianInterval.Of([.. Enumerable.Range(1, n).Select(i => (double)i)], 0.05));

    [Fact]
    public void Too_few_values_have_no_interval() => Assert.Null(MedianInterval.Of([1, 2, 3, 4, 5], 0.05));

    [Fact]
    public void What_never_came_is_later_than_all_that_did()
    {
        double[] times = [3, 1, double.PositiveInfinity, 2, 4, double.PositiveInfinity, 5];
        Assert.Equal(4, MedianInterval.Median(times));
        Assert.Equal(new Interval(1, double.PositiveInfinity), MedianInterval.Of(times, 0.05));
        Assert.Equal(2.5, MedianInterval.Median([1, 2, 3, 4]));
    }

    [Fact]
    public void It_covers_the_median_of_a_skewed_distribution_as_often_as_it_says()
    {
        // Exponential times with median ln 2. Exact level at n = 10: 1 - 2·11/1024 = .979; four standard errors of 4,000 studies: .009.
        const int studies = 4000;
        int covered = 0;
        for (int study = 0; study < studies; study++)
        {
            PhiloxDraws draws = new Seed(12).Draws(study);
            double[] times = [.. Enumerable.Range(0, 10).Select(i => -Math.Log(1 - draws.Uniform(i)))];
            if (MedianInterval.Of(times, 0.05)!.Value.Contains(Math.Log(2))) covered++;
        }
        Assert.InRange(covered / (double)studies, 0.97, 0.988);
    }
}
