using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class PowerTests
{
    private const double Alpha = 0.05;

    [Fact]
    public void An_effect_on_the_margin_is_never_found_by_design()
    {
        PowerCell cell = PowerTable.Cell(0.1, 0.1, new StoppingRule(Alpha, 1, 1_000), 500, new Seed(1));
        Assert.True(500 * cell.Reached <= Stream.MostMisses(500));
        Assert.Equal(((int?)null, (double?)null, (int?)null), (cell.NinetiethPercentile, cell.MeanPairs, cell.FixedPairs));
    }

    [Fact]
    public void Large_effects_need_few_pairs_and_batteries_need_more()
    {
        PowerCell alone = PowerTable.Cell(0.5, 0.1, new StoppingRule(Alpha, 1, 1_000), 300, new Seed(1));
        PowerCell inBattery = PowerTable.Cell(0.5, 0.1, new StoppingRule(Alpha, 18, 1_000), 300, new Seed(1));
        Assert.Equal(1, alone.Reached);
        Assert.InRange(alone.MeanPairs!.Value, 15, 60);
        Assert.True(inBattery.MeanPairs > alone.MeanPairs);
        Assert.True(inBattery.FixedPairs > alone.FixedPairs);
    }

    // Normal quantiles alone give (1.95996 + 1.28155)²·.48/.2² = 126.1; the t quantiles add a few.
    [Fact]
    public void The_fixed_n_is_that_of_the_formula() => Assert.InRange(PowerTable.FixedPairs(0.48, 0.2, Alpha)!.Value, 127, 130);

    [Fact]
    public void The_table_is_the_same_again() =>
        Assert.Equal(PowerTable.Cell(0.3, 0, new StoppingRule(Alpha, 18, 500), 50, new Seed(4)), PowerTable.Cell(0.3, 0, new StoppingRule(Alpha, 18, 500), 50, new Seed(4)));

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.0)]
    public void The_pairs_still_needed_are_estimated_within_a_factor_of_two_for_the_typical_stream(double effect)
    {
        Stream stream = Stream.PlusMinus("stream", 0.15 + effect, 0.15);
        var rule = new StoppingRule(Alpha, 18, 20_000);
        var aligned = new Interval(-0.1, 0.1);
        var ratios = new List<double>();
        for (int lane = 0; lane < 60; lane++)
        {
            var sequence = new PairedSequence(Alpha);
            int? guess = null;
            int from = 60;
            while (!rule.ShouldStop(sequence, aligned))
            {
                double difference = stream.Draw(new Seed(6).For("more", lane), sequence.Count);
                sequence.Add(difference < 0 ? 1 : 0, difference > 0 ? 1 : 0);
                if (sequence.Count == from) guess = MorePairs.Estimate(sequence, aligned, rule) ?? MorePairs.Most;
            }
            if (guess is { } pairs) ratios.Add(pairs / (double)(sequence.Count - from));
        }
        double[] sorted = [.. ratios.Order()];
        TestContext.Current.TestOutputHelper?.WriteLine($"effect {effect}: {sorted.Length} streams, guess/needed: 10 % {sorted[sorted.Length / 10]:f2}, median {sorted[sorted.Length / 2]:f2}, 90 % {sorted[sorted.Length * 9 / 10]:f2}");
        Assert.InRange(sorted[sorted.Length / 2], 0.5, 2);
    }

    [Fact]
    public void An_effect_that_seems_to_lie_on_the_edge_is_hopeless()
    {
        var sequence = new PairedSequence(Alpha);
        for (int pair = 0; pair < 200; pair++) sequence.Add(0, pair % 10 == 0 ? 1 : 0);
        Assert.Null(MorePairs.Estimate(sequence, new Interval(-1, 0.1), new StoppingRule(Alpha, 1, 200)));
    }

    [Fact]
    public void What_is_decided_needs_no_more_pairs_and_ten_are_too_few_to_tell_from()
    {
        var rule = new StoppingRule(Alpha, 1, 1000);
        var sequence = new PairedSequence(Alpha);
        for (int pair = 0; pair < 9; pair++) sequence.Add(0, 0.5);
        Assert.Null(MorePairs.Estimate(sequence, new Interval(-0.1, 0.1), rule));
        for (int pair = 0; pair < 91; pair++) sequence.Add(0, 0.5);
        Assert.True(rule.Decided(sequence, new Interval(-0.1, 0.1)));
        Assert.Null(MorePairs.Estimate(sequence, new Interval(-0.1, 0.1), rule));
    }
}
