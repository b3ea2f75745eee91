using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class StoppingRuleTests
{
    private static readonly Interval Aligned = new(-0.1, 0.1);

    // Pairs of +1 against [-.1, .1]: the ratio (1 - .1)/1.1 is .818, so capital is the mean of (1 + .818 f)ⁿ, about (1.818ⁿ⁺¹ - 1)/(.818 (n + 1)),
    // shared by two sides. e ≥ 20 needs 40: n = 8 gives 29.3, n = 9 48.1. e ≥ 360 needs 720: n = 14 gives 638, n = 15 1,086.
    [Theory]
    [InlineData(1, 9)]
    [InlineData(18, 15)]
    public void Divergent_stops_at_K_over_alpha(int batterySize, int expected)
    {
        (int pairs, Verdict verdict) = Run(new StoppingRule(0.05, batterySize, 1000), 0, 1);
        Assert.Equal((expected, Verdict.Divergent), (pairs, verdict));
    }

    // Equal arms: each side is the mean of (1 + f/9)ⁿ and must reach 20.
    [Fact]
    public void Consistent_stops_when_both_one_sided_tests_have_passed() =>
        Assert.Equal((43, Verdict.Consistent), Run(new StoppingRule(0.05, 18, 1000), 1, 1));

    [Fact]
    public void The_fewest_pairs_of_a_battery_are_those_that_show_equal_arms_to_be_equal()
    {
        Assert.Equal(43, StoppingRule.FewestPairs(0.05, 0.1));
        Assert.Equal(1, StoppingRule.FewestPairs(0.05, 0));
    }

    [Fact]
    public void The_budget_ends_what_is_undecided() =>
        Assert.Equal((40, Verdict.Undecided), Run(new StoppingRule(0.05, 1, 40), 1, 1));

    [Fact]
    public void Without_early_stop_only_the_budget_counts() =>
        Assert.Equal((300, Verdict.Divergent), Run(new StoppingRule(0.05, 1, 300, earlyStop: false), 0, 1));

    // Pairs of -1 rule out just about everything above .1; then the stream turns, until the evidence for "above .1" is between 20 and 40:
    // enough for e-BH, too little to contradict the interval.
    [Fact]
    public void A_stream_that_is_both_comes_out_divergent()
    {
        var evidence = new AuditEvidence(0.05, new AlignedClaim(new Interval(-1, 0.1)));
        while (!evidence.EffectShownAligned) evidence.Add(1, 0);
        while (evidence.EValue < 20) evidence.Add(0, 1);
        Assert.True(evidence.EffectShownAligned);
        Assert.Equal(Verdict.Divergent, BatteryVerdicts.Of([evidence], 0.05)[0]);
    }

    [Fact]
    public void A_sequence_of_another_level_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StoppingRule(0.01, 1, 10).ShouldStop(new AuditEvidence(0.05, new AlignedClaim(Aligned))));

    [Fact]
    public void A_rule_that_cannot_be_followed_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0.05, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0.05, 1, 0));
    }

    private static (int Pairs, Verdict Verdict) Run(StoppingRule rule, double control, double treated)
    {
        var evidence = new AuditEvidence(rule.Alpha, new AlignedClaim(Aligned));
        while (!rule.ShouldStop(evidence)) evidence.Add(control, treated);
        return (evidence.Pairs.Count, BatteryVerdicts.Of([evidence], rule.Alpha)[0]);
    }
}
