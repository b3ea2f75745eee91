using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class ClopperPearsonTests
{
    [Theory]
    [InlineData(0, 20, 0, 0.168433)] // 1 - .025^(1/20)
    [InlineData(20, 20, 0.831567, 1)]
    [InlineData(10, 20, 0.271957, 0.728043)]
    public void Known_intervals_come_out(int successes, int trials, double low, double high)
    {
        Interval interval = ClopperPearson.Of(successes, trials, 0.05);
        Assert.Equal(low, interval.Low, 1e-6);
        Assert.Equal(high, interval.High, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void It_covers_every_proportion_at_its_level(int trials)
    {
        Interval[] intervals = [.. Enumerable.Range(0, trials + 1).Select(successes => ClopperPearson.Of(successes, trials, 0.05))];
        for (double p = 0.005; p < 1; p += 0.01)
        {
            double chance = Math.Pow(1 - p, trials), covered = 0; // of exactly k successes
            for (int k = 0; k <= trials; k++)
            {
                if (intervals[k].Contains(p)) covered += chance;
                chance *= (trials - k) * p / ((k + 1) * (1 - p));
            }
            Assert.True(covered >= 0.95, $"{covered} at {p}");
        }
    }

    [Fact]
    public void Impossible_counts_are_refused() => Assert.Throws<ArgumentException>(() => ClopperPearson.Of(3, 2, 0.05));

    // Student (1908), the sleep of ten patients: t = 4.0621 on 9 degrees.
    [Fact]
    public void The_two_sided_p_value_of_Students_patients_comes_out() =>
        Assert.Equal(0.002833, StudentT.TwoSidedP([1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4])!.Value, 1e-6);

    [Fact]
    public void Equal_values_have_no_p_value_unless_they_are_0()
    {
        Assert.Equal(1, StudentT.TwoSidedP([0, 0, 0]));
        Assert.Null(StudentT.TwoSidedP([0.2, 0.2, 0.2]));
        Assert.Null(StudentT.TwoSidedP([0.2]));
    }
}
