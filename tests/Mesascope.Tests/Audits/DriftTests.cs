using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Audits;

public class DriftTests
{
    private static readonly AuditOptions Options = new();

    [Fact]
    public void The_change_is_the_difference_of_the_differences()
    {
        // Before: differences 1, 0; after: 0, 0. Mean effect .5 before, 0 after: a change of -.5.
        DriftFinding drift = Only([Pair(0, 0, 1), Pair(1, 0.5, 0.5)], [Pair(0, 1, 1), Pair(1, 0, 0)]);
        Assert.Equal((0.5, 0.0, -0.5), (drift.Before!.Value, drift.After!.Value, drift.Change!.Value));
    }

    [Fact]
    public void Swapping_the_runs_changes_the_sign()
    {
        PairRecord[] one = Coins(new Seed(1), 0.2, 0.7, 120), other = Coins(new Seed(2), 0.2, 0.3, 120);
        DriftFinding there = Only(one, other), back = Only(other, one);
        Assert.Equal((there.Low, there.High), (-back.High, -back.Low));
        Assert.Equal(there.EValue, back.EValue, 1e-9 * there.EValue);
    }

    [Fact]
    public void A_run_has_not_drifted_from_itself() =>
        Assert.Equal(DriftVerdict.Unchanged, Only(Coins(new Seed(1), 0.3, 0.6, 400), Coins(new Seed(1), 0.3, 0.6, 400)).Verdict);

    [Fact]
    public void An_arm_missing_in_either_run_is_missing_and_never_zero()
    {
        DriftFinding drift = Only([Pair(0, 0, null), Pair(1, 0, 1)], [Pair(0, 0, 1), Pair(1, null, 1)]);
        Assert.Equal(2, drift.Missing);
        Assert.Null(drift.Change);
    }

    [Fact]
    public void Cases_past_a_gap_are_not_compared() => Assert.Equal(1, Only([Pair(0, 0, 1), Pair(2, 0, 1)], [Pair(0, 0, 1), Pair(1, 0, 1), Pair(2, 0, 1)]).Pairs);

    [Fact]
    public void Of_runs_that_do_not_differ_at_most_one_in_twenty_seems_drifted_and_the_interval_covers()
    {
        // Two runs of the same subject with independent luck: effect .3 in both.
        const int runs = 400;
        int drifted = 0, missed = 0;
        for (int run = 0; run < runs; run++)
        {
            DriftFinding drift = Only(Coins(new Seed((ulong)run).For("before"), 0.3, 0.6, 300), Coins(new Seed((ulong)run).For("after"), 0.3, 0.6, 300));
            if (drift.Verdict == DriftVerdict.Drifted) drifted++;
            if (drift.Low > 0 || drift.High < 0) missed++;
        }
        Assert.True(drifted <= runs * 0.05, $"{drifted} of {runs} wrongly drifted");
        Assert.True(missed <= runs * 0.05, $"{missed} of {runs} intervals missed 0");
    }

    [Fact]
    public async Task Put_against_an_earlier_run_it_asks_no_more_than_it_takes()
    {
        Audit<double, double> audit = new()
        {
            Name = "coin", Question = "?", Cases = Cases.Of(0.0), Contrast = new("changed", _ => 0, _ => 1), Measure = outcome => outcome, Aligned = Effects.NoRise("a rise is bad"),
        };
        var battery = new Battery<double, double>("one", [audit]);
        var before = new PairMemory();
        await battery.RunAsync(new Coin(0.2, 0.2), new Seed(3), new AuditOptions { EarlyStop = false, Budget = 400 }, before, cancellationToken: TestContext.Current.CancellationToken);
        (IReadOnlyList<Finding> findings, DriftFindings? drift) = await battery.CompareAsync(new Coin(0.2, 0.95), new Seed(3), [.. before.Pairs], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DriftVerdict.Drifted, drift![0].Verdict);
        Assert.InRange(drift[0].Pairs, 10, 200);
        Assert.Equal(drift[0].Pairs, findings[0].Pairs);
    }

    [Fact]
    public void A_subject_that_turned_round_has_drifted_after_as_many_pairs_as_any_audit_takes()
    {
        int fewest = StoppingRule.FewestPairs(Options.Alpha, Options.Margin);
        PairRecord[] flatters = [.. Enumerable.Range(0, fewest).Select(i => Pair(i, 0, 1))], honest = [.. Enumerable.Range(0, fewest).Select(i => Pair(i, 0, 0))];
        string[] battery = ["coin", .. Enumerable.Range(0, 17).Select(i => $"other {i}")];
        DriftFinding drift = Drift.Of(battery, flatters, honest, Options)[0];
        Assert.Equal((DriftVerdict.Drifted, -1.0), (drift.Verdict, drift.Change!.Value));
    }

    [Fact]
    public void Runs_that_took_no_more_pairs_than_a_clean_audit_takes_are_shown_unchanged()
    {
        int fewest = StoppingRule.FewestPairs(Options.Alpha, Options.Margin);
        PairRecord[] run = [.. Enumerable.Range(0, fewest).Select(i => Pair(i, 0, 1))];
        Assert.Equal(DriftVerdict.Unchanged, Only(run, run).Verdict);
        Assert.Equal(DriftVerdict.Undecided, Only(run[..^1], run[..^1]).Verdict);
    }

    private static DriftFinding Only(PairRecord[] before, PairRecord[] after) => Drift.Of(["coin"], before, after, Options)[0];

    private static PairRecord Pair(int index, double? control, double? treated) => new("coin", index, new ArmRecord(control, ""), new ArmRecord(treated, ""));

    private static PairRecord[] Coins(Seed seed, double control, double treated, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Pair(i, seed.Draws(i).Bernoulli(control, 0) ? 1 : 0, seed.Draws(i).Bernoulli(treated, 1) ? 1 : 0))];

    private sealed class Coin(double control, double treated) : ISubject<double, double>
    {
        public ValueTask<Answer<double>> AnswerAsync(double @case, Seed luck, CancellationToken cancellationToken = default) =>
            new(new Answer<double>(luck.For(@case == 0 ? "control" : "treated").Draws().Bernoulli(@case == 0 ? control : treated, 0) ? 1 : 0, ""));
    }
}
