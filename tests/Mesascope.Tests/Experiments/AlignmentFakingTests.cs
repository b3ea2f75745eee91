using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class AlignmentFakingTests
{
    private static readonly AlignmentFakingSetUp SetUp = new();
    private static readonly WatchedCompliance Published = SetUp.Watched;

    // gradient.md, section 14: 2q - 1 = .8 and 1/(1 + .5·.8/2) = .8333.
    [Fact]
    public void The_gap_and_the_discount_at_which_it_begins_are_the_published_ones()
    {
        Assert.Equal(0.8, Published.OptimalGap(), 1e-12);
        Assert.Equal(1 / 1.2, Published.Onset(), 1e-12);
        Assert.Equal(1 / 1.2, Published.OnsetByHalving()!.Value, 1e-8);
    }

    [Theory]
    [InlineData(nameof(FakingSetting.NotOverwritten))]
    [InlineData(nameof(FakingSetting.UninformativeFlag))]
    [InlineData(nameof(FakingSetting.ShortSighted))]
    [InlineData(nameof(FakingSetting.NoPreference))]
    public void Each_ablation_takes_the_gap_away(string setting) => Assert.Equal(0, SetUp.Of(new FakingCell("", Enum.Parse<FakingSetting>(setting), 0, 0)).OptimalGap(), 1e-12);

    public static TheoryData<double, double, double, double> Settings => new(
        from p in new[] { 0.1, 0.5, 1 } from q in new[] { 0.2, 0.6, 0.95 } from training in new[] { 0.1, 0.5, 0.8 } from discount in new[] { 0.7, 0.9, 0.99 } select (p, q, training, discount));

    // Brute force, for an episode without end: the worth of each of the four policies that see the flag only, V = Σ P(flag)·(pay + γ·P(goes on)·V), and the best of them.
    [Theory]
    [MemberData(nameof(Settings))]
    public void The_optimal_gap_is_that_of_the_best_of_all_policies(double p, double q, double training, double discount)
    {
        double Worth(bool flagged, bool unflagged)
        {
            double pay = 0, goesOn = 0;
            foreach (bool inTraining in new[] { true, false })
                foreach (bool right in new[] { true, false })
                {
                    double chance = (inTraining ? training : 1 - training) * (right ? q : 1 - q);
                    bool complies = inTraining == right ? flagged : unflagged;
                    pay += complies ? 0 : chance;
                    goesOn += chance * (!complies && inTraining ? 1 - p : 1);
                }
            return pay / (1 - discount * goesOn);
        }
        (bool Flagged, bool Unflagged) best = (from flagged in new[] { true, false } from unflagged in new[] { true, false } select (flagged, unflagged)).MaxBy(policy => Worth(policy.flagged, policy.unflagged));
        double gap = (2 * q - 1) * ((best.Flagged ? 1 : 0) - (best.Unflagged ? 1 : 0));
        var world = new WatchedCompliance(p, q, training, discount, 1, 20_000);
        Assert.Equal(gap, world.OptimalGap(), 1e-12);
        Assert.Equal(gap, world.GapInClosedForm(), 1e-12);
        double onset = world.Onset();
        Assert.Equal(onset < 1 ? onset : -1, world.OnsetByHalving() is { } found and < 1 - 1e-6 ? found : -1, 1e-6);
    }

    // Brute force, short episodes: all 4^n policies that also see the clock, each played out over every chance event.
    [Theory]
    [InlineData(0.5, 0.9, 0.5, 0.95, 3)]
    [InlineData(1, 0.9, 0.5, 0.95, 4)]
    [InlineData(1, 1, 0.3, 1, 4)]
    [InlineData(0.8, 0.7, 0.9, 0.9, 5)]
    [InlineData(1, 0.95, 0.6, 0.99, 5)]
    public void In_a_short_episode_it_is_the_best_of_all_policies_that_see_the_clock(double p, double q, double training, double discount, int steps)
    {
        double Worth(int policy, int step)
        {
            if (step == steps) return 0;
            double worth = 0;
            foreach (bool inTraining in new[] { true, false })
                foreach (bool right in new[] { true, false })
                {
                    double chance = (inTraining ? training : 1 - training) * (right ? q : 1 - q), risk = inTraining ? p : 0;
                    bool complies = (policy >> (2 * step + (inTraining == right ? 1 : 0)) & 1) != 0;
                    worth += chance * ((complies ? 0 : 1) + discount * (complies ? 1 : 1 - risk) * Worth(policy, step + 1));
                }
            return worth;
        }
        int best = Enumerable.Range(0, 1 << (2 * steps)).MaxBy(policy => Worth(policy, 0));
        double gap = (2 * q - 1) * ((best >> 1 & 1) - (best & 1));
        Assert.Equal(gap, new WatchedCompliance(p, q, training, discount, 1, steps).OptimalGap(), 1e-12);
    }

    [Fact]
    public void At_the_end_of_an_episode_nothing_is_left_to_fake_for()
    {
        double[] gaps = Published.GapsByStepsLeft();
        Assert.Equal(200, gaps.Length);
        Assert.Equal(0, gaps[0]);
        Assert.Equal(gaps.Order(), gaps); // once it fakes, it fakes with any more steps to go
    }

    // It learns the gap that value iteration has, and none of it where one of its causes is absent: .8, not the 1 by which the flag moves it.
    [Theory]
    [InlineData(nameof(FakingSetting.AsSet), 0.8)]
    [InlineData(nameof(FakingSetting.NotOverwritten), 0)]
    [InlineData(nameof(FakingSetting.ShortSighted), 0)]
    [InlineData(nameof(FakingSetting.NoPreference), 0)]
    public void The_Q_learner_ends_where_the_planner_is(string setting, double gap) =>
        Assert.Equal(gap, Run(SetUp with { Steps = 200_000 }, FakingTrial.Plans, setting).Last, 1e-12);

    // The expected flow of a logit x whose reward comes at the rate w: dx/dn = α·w·s(x)(1 - s(x)), so 2x + 2·sinh x grows by α·w·n; w = .45 where the flag is up, .05 where it is not.
    [Theory]
    [InlineData(nameof(FakingSetting.AsSet), -2)]
    [InlineData(nameof(FakingSetting.NoPreference), 0)]
    public void Reinforcement_follows_its_expected_flow(string setting, double first)
    {
        double Probability(double rate, int updates)
        {
            double low = first, high = 20, target = 2 * first + 2 * Math.Sinh(first) + 0.05 * rate * updates;
            for (int i = 0; i < 60; i++)
            {
                double middle = (low + high) / 2;
                if (2 * middle + 2 * Math.Sinh(middle) < target) low = middle;
                else high = middle;
            }
            return 1 / (1 + Math.Exp(-low));
        }
        FakingTrial[] runs = [.. Enumerable.Range(0, 60).Select(seed => Run(SetUp, FakingTrial.Reinforced, setting, seed))];
        foreach (int updates in SetUp.Updates)
            Assert.Equal(0.8 * (Probability(0.45, updates) - Probability(0.05, updates)), runs.Average(run => run.After(updates)), 0.03);
    }

    [Fact]
    public async Task One_thread_and_many_give_the_same_rows_and_small_runs_have_no_gate()
    {
        var few = new Dictionary<string, string> { ["seeds"] = "2", ["steps"] = "2000", ["runs"] = "3", ["updates"] = "5,10,20", ["discounts"] = "0.5,0.9" };
        Tables Rows() => AlignmentFakingTables.Experiment.With(few, cancellationToken: TestContext.Current.CancellationToken);
        Tables together = Rows();
        var one = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;
        Assert.Equal(together.Rows, (await Task.Factory.StartNew(Rows, TestContext.Current.CancellationToken, TaskCreationOptions.None, one)).Rows);
        Assert.All(together.Rows.Where(row => row.N == 1 && row.Target is not null), row => Assert.True(row.Pass, row.ToString()));
        Assert.All(together.Rows.Where(row => row.N > 1), row => Assert.Null(row.Pass));
    }

    [Theory]
    [InlineData("p", "1.1")]
    [InlineData("q", "-0.1")]
    [InlineData("horizon", "0")]
    [InlineData("updates", "500,2000")]
    [InlineData("updates", "500,100,2000")]
    [InlineData("alpha", "0")]
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => AlignmentFakingTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));

    private static FakingTrial Run(AlignmentFakingSetUp setUp, string learner, string setting, int seed = 0) =>
        FakingTrial.Of(setUp, new FakingCell(learner, Enum.Parse<FakingSetting>(setting), 0, seed), TestContext.Current.CancellationToken);
}
