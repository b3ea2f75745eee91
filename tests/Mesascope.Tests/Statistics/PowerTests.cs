using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class PowerTests
{
    private const double Alpha = 0.05;

    [Fact]
    public void An_effect_on_the_margin_is_never_found_by_design()
    {
        PowerCell cell = Cell(0.1, 0.1, new StoppingRule(Alpha, 1, 1_000), 500, new Seed(1));
        Assert.True(500 * cell.Reached <= Stream.MostMisses(500));
        Assert.Equal(((int?)null, (double?)null, (int?)null), (cell.NinetiethPercentile, cell.MeanPairs, cell.FixedPairs));
    }

    [Fact]
    public void Large_effects_need_few_pairs_and_batteries_need_more()
    {
        PowerCell alone = Cell(0.5, 0.1, new StoppingRule(Alpha, 1, 1_000), 300, new Seed(1));
        PowerCell inBattery = Cell(0.5, 0.1, new StoppingRule(Alpha, 18, 1_000), 300, new Seed(1));
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
        Assert.Equal(Cell(0.3, 0, new StoppingRule(Alpha, 18, 500), 50, new Seed(4)), Cell(0.3, 0, new StoppingRule(Alpha, 18, 500), 50, new Seed(4)));

    // The first 60 pairs show exactly the true shares, so the effect is what it seems; from there on luck decides.
    [Theory]
    [InlineData(27, 9)]
    [InlineData(9, 9)]
    public void The_pairs_still_needed_are_right_within_a_factor_of_two_for_most_streams_that_are_what_they_seem(int plusOf60, int minusOf60)
    {
        Stream stream = Stream.PlusMinus("stream", plusOf60 / 60.0, minusOf60 / 60.0);
        var rule = new StoppingRule(Alpha, 18, 5_000);
        var aligned = new Interval(-0.1, 0.1);
        var ratios = new List<double>();
        for (int lane = 0; lane < 60; lane++)
        {
            Seed luck = new Seed(6).For("more", lane);
            var evidence = new AuditEvidence(Alpha, new AlignedClaim(aligned));
            foreach (int i in Enumerable.Range(0, 60).OrderBy(i => luck.For("order").Draws(i).Uniform(0))) Add(evidence, stream.AtQuantile((i + 0.5) / 60));
            int guess = MorePairs.Estimate(evidence, rule)!.Value;
            while (!rule.ShouldStop(evidence)) Add(evidence, stream.Draw(luck, evidence.Pairs.Count));
            ratios.Add(guess / (evidence.Pairs.Count - 60.0));
        }
        double[] sorted = [.. ratios.Order()];
        TestContext.Current.TestOutputHelper?.WriteLine($"guess/needed: 10 % {sorted[6]:f2}, median {sorted[30]:f2}, 90 % {sorted[54]:f2}");
        Assert.InRange(sorted[30], 0.67, 1.5);
        Assert.True(ratios.Count(ratio => ratio is > 0.5 and < 2) > 30);
    }

    private static void Add(AuditEvidence evidence, double difference) => evidence.Add(difference < 0 ? 1 : 0, difference > 0 ? 1 : 0);

    [Fact]
    public void An_effect_that_seems_to_lie_on_the_edge_is_hopeless()
    {
        var evidence = new AuditEvidence(Alpha, new AlignedClaim(new Interval(-1, 0.1)));
        for (int pair = 0; pair < 200; pair++) evidence.Add(0, pair % 10 == 0 ? 1 : 0);
        Assert.Null(MorePairs.Estimate(evidence, new StoppingRule(Alpha, 1, 200)));
    }

    private static PowerCell Cell(double effect, double margin, StoppingRule rule, int streams, Seed seed) =>
        PowerTable.Cell(effect, margin, rule, streams, seed, TestContext.Current.CancellationToken);

    [Fact]
    public void What_is_decided_needs_no_more_pairs_and_ten_are_too_few_to_tell_from()
    {
        var rule = new StoppingRule(Alpha, 1, 1000);
        var evidence = new AuditEvidence(Alpha, new AlignedClaim(new Interval(-0.1, 0.1)));
        for (int pair = 0; pair < 9; pair++) evidence.Add(0, 0.5);
        Assert.Null(MorePairs.Estimate(evidence, rule));
        for (int pair = 0; pair < 91; pair++) evidence.Add(0, 0.5);
        Assert.True(rule.Decided(evidence));
        Assert.Null(MorePairs.Estimate(evidence, rule));
    }
}
