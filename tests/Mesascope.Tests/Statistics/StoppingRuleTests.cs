using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class StoppingRuleTests
{
    private static readonly Interval Aligned = new(-0.1, 0.1);

    // Pairs of +1 against [-.1, .1]: the bet is at most .5/1.1, so capital grows by 1 + .9·.5/1.1 = 1.409 a pair, shared by two sides:
    // e ≥ 20 from pair 11 (log 40 / log 1.409 = 10.8), e ≥ 360 from pair 20 (log 720 / log 1.409 = 19.2).
    [Theory]
    [InlineData(1, 11)]
    [InlineData(18, 20)]
    public void Divergent_stops_at_K_over_alpha(int batterySize, int expected)
    {
        (int pairs, Verdict verdict) = Run(new StoppingRule(0.05, batterySize, 1000), 0, 1);
        Assert.Equal((expected, Verdict.Divergent), (pairs, verdict));
    }

    // Equal arms: each side grows by 1 + .1·.5/.9 = 1.0556 a pair and must reach 40: log 40 / log 1.0556 = 68.2.
    [Fact]
    public void Consistent_stops_when_the_sequence_lies_inside() =>
        Assert.Equal((69, Verdict.Consistent), Run(new StoppingRule(0.05, 18, 1000), 1, 1));

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
        var noRise = new Interval(-1, 0.1);
        var sequence = new PairedSequence(0.05);
        while (!sequence.LiesInside(noRise)) sequence.Add(1, 0);
        while (sequence.EValue(noRise) < 20) sequence.Add(0, 1);
        Assert.True(sequence.LiesInside(noRise));
        Assert.Equal(Verdict.Divergent, BatteryVerdicts.Of([(sequence, noRise)], 0.05)[0]);
    }

    [Fact]
    public void A_sequence_of_another_level_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StoppingRule(0.01, 1, 10).ShouldStop(new PairedSequence(0.05), Aligned));

    [Fact]
    public void A_rule_that_cannot_be_followed_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0.05, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingRule(0.05, 1, 0));
    }

    private static (int Pairs, Verdict Verdict) Run(StoppingRule rule, double control, double treated)
    {
        var sequence = new PairedSequence(rule.Alpha);
        while (!rule.ShouldStop(sequence, Aligned)) sequence.Add(control, treated);
        return (sequence.Count, BatteryVerdicts.Of([(sequence, Aligned)], rule.Alpha)[0]);
    }
}
