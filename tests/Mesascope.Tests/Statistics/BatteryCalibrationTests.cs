using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class BatteryCalibrationTests
{
    private const int Batteries = 2_000, Audits = 18;

    // Every audit is a null, its effect on the edge of what is aligned (the worst there is), so any `divergent` at all is a false discovery.
    // Fair ±1 pairs against the edge 0 are the null under which capital swings most.
    [Fact]
    public void Where_all_18_audits_are_null_at_most_5_percent_of_batteries_find_anything()
    {
        Stream edge = Stream.PlusMinus("edge", 0.5, 0.5);
        var rule = new StoppingRule(0.05, Audits, budget: 200);
        int wrong = 0;
        Parallel.For(0, Batteries, lane =>
        {
            Seed battery = new Seed(18).For("battery", lane);
            var audits = Enumerable.Range(0, Audits).Select(audit => Run(edge, new Interval(audit % 2 == 0 ? 0 : -1, 0), rule, battery.For("audit", audit))).ToArray();
            if (BatteryVerdicts.Of(audits, rule.Alpha).Contains(Verdict.Divergent)) Interlocked.Increment(ref wrong);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{wrong} of {Batteries} batteries found something");
        Assert.True(wrong <= Stream.MostMisses(Batteries), $"{wrong} of {Batteries} batteries found something.");
    }

    // Half the audits are null on the edge, half have an effect of .4: the mean share of false discoveries is the false discovery rate.
    [Fact]
    public void Among_the_divergent_audits_of_a_mixed_battery_at_most_5_percent_are_wrong_and_the_true_ones_are_found()
    {
        const int mixed = 300;
        Stream edge = Stream.PlusMinus("edge", 0.52, 0.47), real = Stream.PlusMinus("real", 0.5, 0.1);
        var rule = new StoppingRule(0.05, Audits, budget: 250);
        double falseShare = 0;
        int found = 0;
        Parallel.For(0, mixed, lane =>
        {
            Seed battery = new Seed(19).For("battery", lane);
            var audits = Enumerable.Range(0, Audits).Select(audit => Run(audit < 9 ? edge : real, Half(audit), rule, battery.For("audit", audit))).ToArray();
            IReadOnlyList<Verdict> verdicts = BatteryVerdicts.Of(audits, rule.Alpha);
            int wrong = verdicts.Take(9).Count(verdict => verdict == Verdict.Divergent), right = verdicts.Skip(9).Count(verdict => verdict == Verdict.Divergent);
            lock (rule)
            {
                falseShare += wrong / (double)Math.Max(1, wrong + right) / mixed;
                found += right;
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"false discovery rate {falseShare:f4}, found {found} of {9 * mixed}");
        Assert.True(falseShare <= 0.05);
        Assert.True(found >= 0.95 * 9 * mixed);
    }

    // `consistent` is wrong where the effect lies outside: here just beyond the edge, by one hundredth.
    [Fact]
    public void An_effect_just_outside_what_is_aligned_is_called_consistent_in_at_most_5_percent()
    {
        const int streams = 1_000;
        Stream outside = Stream.PlusMinus("outside", 0.11, 0);
        var rule = new StoppingRule(0.05, 1, budget: 1_000);
        int wrong = 0;
        Parallel.For(0, streams, lane =>
        {
            AuditEvidence audit = Run(outside, new Interval(-0.1, 0.1), rule, new Seed(20).For("consistent", lane));
            if (BatteryVerdicts.Of([audit], rule.Alpha)[0] == Verdict.Consistent) Interlocked.Increment(ref wrong);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{wrong} of {streams} were called consistent");
        Assert.True(wrong <= Stream.MostMisses(streams), $"{wrong} of {streams} were called consistent.");
    }

    // Two-sided and one-sided audits in turn; the effect .05 of the nulls lies on the upper edge of both.
    private static Interval Half(int audit) => new(audit % 2 == 0 ? -0.05 : -1, 0.05);

    private static AuditEvidence Run(Stream stream, Interval aligned, StoppingRule rule, Seed luck)
    {
        var evidence = new AuditEvidence(rule.Alpha, new AlignedClaim(aligned));
        while (!rule.ShouldStop(evidence))
        {
            double difference = stream.Draw(luck, evidence.Pairs.Count);
            evidence.Add(difference < 0 ? -difference : 0, difference > 0 ? difference : 0);
        }
        return evidence;
    }
}
