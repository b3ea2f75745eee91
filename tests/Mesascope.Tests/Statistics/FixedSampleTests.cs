using CsCheck;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class FixedSampleTests
{
    // Printed tables of Student's t: .975 at 4 degrees of freedom 2.776, at 1 12.706, at 120 1.980; .95 at 10 1.812.
    [Theory]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.975, 120, 1.980)]
    [InlineData(0.95, 10, 1.812)]
    public void Quantiles_are_those_of_the_printed_tables(double probability, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 5e-4);

    // .2 .4 -.1 .3 .2: mean .2, squared deviations 0 + .04 + .09 + .01 + 0 = .14, s = √(.14/4) = .18708, half = 2.776445·.18708/√5 = .23229.
    [Fact]
    public void The_t_interval_is_the_one_worked_by_hand()
    {
        Interval interval = StudentT.PairedInterval([0.2, 0.4, -0.1, 0.3, 0.2], 0.05)!.Value;
        Assert.Equal(0.2 - 0.2322941, interval.Low, 1e-6);
        Assert.Equal(0.2 + 0.2322941, interval.High, 1e-6);
    }

    // None of 10 unlike: p = 1 - .025^(1/10) = .30850 (Clopper and Pearson's upper limit for 0 of 10, 95 %). About 0, the mean is within ±.3085.
    [Fact]
    public void Equal_differences_are_bounded_by_the_share_that_may_be_unlike()
    {
        Interval interval = StudentT.PairedInterval(new double[10], 0.05)!.Value;
        Assert.Equal(-0.30850, interval.Low, 1e-5);
        Assert.Equal(0.30850, interval.High, 1e-5);
    }

    [Fact]
    public void What_cannot_be_had_is_absent()
    {
        Assert.Null(StudentT.PairedInterval([0.3], 0.05));
        Assert.Null(MeanInterval.Of([], 0.05));
        Assert.Null(MeanInterval.Of([7, 7, 7], 0.05));
        Assert.Throws<ArgumentException>(() => MeanInterval.Of([1, double.NaN], 0.05));
        Assert.Throws<ArgumentException>(() => StudentT.PairedInterval([0, 1.5], 0.05));
    }

    [Fact]
    public void A_t_interval_for_means_of_five_training_runs_misses_at_most_5_percent()
    {
        const int samples = 2_000;
        int missed = 0;
        for (int lane = 0; lane < samples; lane++)
        {
            // Each run's mean is over 12 uniform numbers on [0, 1], so close to normal.
            PhiloxDraws draws = new Seed(5).For("t", lane).Draws();
            double[] means = [.. Enumerable.Range(0, 5).Select(run => Enumerable.Range(0, 12).Average(i => draws.At(run).Uniform(i)))];
            if (!MeanInterval.Of(means, 0.05)!.Value.Contains(0.5)) missed++;
        }
        Assert.True(missed <= Stream.MostMisses(samples), $"{missed} of {samples} missed.");
        Assert.True(missed >= samples * 0.05 - 3 * Math.Sqrt(samples * 0.05 * 0.95), $"{missed} of {samples} missed: too wide.");
    }

    // 3 against 12: 2·(1 + 15 + 105 + 455)/2¹⁵ = 1152/32768.
    [Theory]
    [InlineData(3, 12, 0.03515625)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_is_the_one_worked_by_hand(int b, int c, double expected) => Assert.Equal(expected, McNemar.Exact(b, c), 1e-12);

    // 100,000 discordant pairs, 50,500 against 49,500: z = (1000 - 1)/√100000 = 3.159, two-sided p ≈ .00158.
    [Fact]
    public void McNemar_holds_for_very_many_pairs() => Assert.Equal(0.00158, McNemar.Exact(49_500, 50_500), 2e-5);

    [Fact]
    public void McNemar_does_not_mind_which_arm_is_which() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200]).Sample((b, c) =>
        {
            Assert.Equal(McNemar.Exact(b, c), McNemar.Exact(c, b));
            Assert.InRange(McNemar.Exact(b, c), 0, 1);
        });
}
