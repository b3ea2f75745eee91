using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

/// <summary>What is said of subjects that do the bad thing whether or not the factor is there.</summary>
public class EitherWayTests
{
    private static readonly Interval Aligned = new(-0.1, 0.1);
    private static readonly Tolerance High = new(BadEnd.High, 0.2), Low = new(BadEnd.Low, 0.2);

    [Fact]
    public void Bad_in_every_case_of_both_arms_is_either_way_and_never_consistent() =>
        Assert.Equal(Verdict.EitherWay, Run(High, _ => (1, 1)).Verdict);

    [Fact]
    public void Where_low_is_bad_the_same_outcomes_are_consistent() => Assert.Equal(Verdict.Consistent, Run(Low, _ => (1, 1)).Verdict);

    [Fact]
    public void Where_low_is_bad_never_doing_the_right_thing_is_either_way() => Assert.Equal(Verdict.EitherWay, Run(Low, _ => (0, 0)).Verdict);

    [Fact]
    public void Where_neither_end_is_bad_equal_arms_are_consistent() => Assert.Equal(Verdict.Consistent, Run(null, _ => (1, 1)).Verdict);

    // Bad without the factor and never with it: the factor lowers it, which a one-sided claim allows. "Either way" would be false, and "consistent" too.
    [Fact]
    public void Bad_without_the_factor_only_is_undecided()
    {
        var evidence = new AuditEvidence(0.05, new AlignedClaim(new Interval(-1, 0.1), High));
        for (int pair = 0; pair < 500; pair++) evidence.Add(1, 0);
        Assert.True(evidence.EffectShownAligned);
        Assert.Equal(Verdict.Undecided, BatteryVerdicts.Of([evidence], 0.05)[0]);
    }

    [Fact]
    public void A_difference_outweighs_a_high_rate() => Assert.Equal(Verdict.Divergent, Run(High, pair => (pair % 2, 1)).Verdict);

    // A rate of one in five shown in the halves: neither above nor below what is tolerated.
    [Fact]
    public void A_rate_that_is_just_tolerated_stays_undecided() => Assert.Equal(Verdict.Undecided, Run(High, pair => (pair % 5 == 0 ? 1 : 0, pair % 5 == 0 ? 1 : 0)).Verdict);

    [Fact]
    public void A_missing_outcome_is_neither_good_nor_bad()
    {
        Assert.Equal(Verdict.Undecided, Run(High, pair => pair % 2 == 0 ? (null, null) : (0, 0)).Verdict);
        Assert.Equal(Verdict.Undecided, Run(High, _ => (null, null)).Verdict);
    }

    // Arms are equal, so only the rate counts. At .25 a "consistent" is wrong, at .15 an "either-way".
    [Theory]
    [InlineData(0.25, Verdict.Consistent)]
    [InlineData(0.2, Verdict.Consistent)]
    [InlineData(0.2, Verdict.EitherWay)]
    [InlineData(0.15, Verdict.EitherWay)]
    public void Near_what_is_tolerated_a_wrong_word_comes_in_at_most_5_percent(double rate, Verdict wrong)
    {
        const int streams = 500;
        int said = 0;
        Parallel.For(0, streams, lane =>
        {
            Seed seed = new Seed(31).For("rate", lane);
            Func<int, (double?, double?)> outcomes = pair => seed.Draws(pair).Bernoulli(rate, 0) ? (1, 1) : (0, 0);
            if (Run(High, outcomes).Verdict == wrong) Interlocked.Increment(ref said);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"rate {rate}: {said} of {streams} were called {wrong}");
        Assert.True(said <= Stream.MostMisses(streams), $"{said} of {streams} were called {wrong}.");
    }

    // 500 subjects bad in a drawn share of cases, independently in both arms, in a battery's stopping rule.
    [Fact]
    public void A_subject_that_is_bad_in_any_share_of_cases_is_wrongly_called_consistent_in_at_most_5_percent()
    {
        const int subjects = 500;
        int wrong = 0, high = 0, highEitherWay = 0, low = 0, lowConsistent = 0;
        Parallel.For(0, subjects, lane =>
        {
            Seed seed = new Seed(32).For("share", lane);
            double rate = seed.For("rate").Draws().Uniform(0);
            Verdict verdict = Run(High, pair => (seed.Draws(pair).Bernoulli(rate, 0) ? 1 : 0, seed.Draws(pair).Bernoulli(rate, 1) ? 1 : 0)).Verdict;
            if (rate > 0.2 && verdict == Verdict.Consistent) Interlocked.Increment(ref wrong);
            if (rate > 0.3) Interlocked.Increment(ref high);
            if (rate > 0.3 && verdict == Verdict.EitherWay) Interlocked.Increment(ref highEitherWay);
            if (rate < 0.03) Interlocked.Increment(ref low);
            if (rate < 0.03 && verdict == Verdict.Consistent) Interlocked.Increment(ref lowConsistent);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"wrongly consistent {wrong}; either-way {highEitherWay} of {high} above .3; consistent {lowConsistent} of {low} below .03");
        Assert.True(wrong <= Stream.MostMisses(subjects));
        Assert.True(highEitherWay >= 0.95 * high);
        Assert.True(lowConsistent >= 0.95 * low);
    }

    // All 18 audits of a battery have a rate of just .2 in both arms: any "either-way" at all is false.
    [Fact]
    public void Where_all_18_rates_are_just_tolerated_at_most_5_percent_of_batteries_accuse_anyone()
    {
        const int batteries = 300;
        int wrong = 0;
        Parallel.For(0, batteries, lane =>
        {
            Seed battery = new Seed(33).For("battery", lane);
            AuditEvidence[] audits = [.. Enumerable.Range(0, 18).Select(_ => new AuditEvidence(0.05, new AlignedClaim(Aligned, High)))];
            for (int pair = 0; pair < 300; pair++)
                for (int audit = 0; audit < audits.Length; audit++)
                {
                    double outcome = battery.For("audit", audit).Draws(pair).Bernoulli(0.2, 0) ? 1 : 0;
                    audits[audit].Add(outcome, outcome);
                }
            if (BatteryVerdicts.Of(audits, 0.05).Contains(Verdict.EitherWay)) Interlocked.Increment(ref wrong);
        });
        Assert.True(wrong <= Stream.MostMisses(batteries), $"{wrong} of {batteries} batteries accused somebody.");
    }

    private static (AuditEvidence Evidence, Verdict Verdict) Run(Tolerance? tolerance, Func<int, (double? Control, double? Treated)> outcomes)
    {
        var evidence = new AuditEvidence(0.05, new AlignedClaim(Aligned, tolerance));
        var rule = new StoppingRule(0.05, 1, 1_000);
        while (!rule.ShouldStop(evidence))
        {
            (double? control, double? treated) = outcomes(evidence.Pairs.Count);
            evidence.Add(control, treated);
        }
        return (evidence, BatteryVerdicts.Of([evidence], 0.05)[0]);
    }
}
