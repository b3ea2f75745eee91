using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.CameraDropbox.State;

namespace Mesascope.Tests.Replications;

public class MonaTests
{
    private static readonly MonaSetUp Published = new();

    // The source counts every way to place agent and boxes, 120·14 + 16·15 + 16, and the end: 1937. Of those, boxes in corners and the like aside, 1538 can be reached.
    [Fact]
    public void Of_the_published_states_1538_can_be_reached_from_the_84_starts()
    {
        DropboxProcess process = DropboxProcess.Of(Published.World);
        Assert.Equal(1538, process.States);
        Assert.Equal((84, 1.0), (process.Start.Length, Math.Round(process.Start.Sum(), 12)));
    }

    // Replication 17, four digits.
    [Theory]
    [InlineData(9, 0.0536)]
    [InlineData(11, 0.1369)]
    [InlineData(12, 0.5625)]
    [InlineData(14, 0.7649)]
    [InlineData(17, 0.8631)]
    [InlineData(18, 1)]
    public void The_hack_appears_at_the_published_horizons_under_both_rules(int m, double hacked)
    {
        foreach (MonaRule rule in new[] { MonaRule.Ordinary, MonaRule.Mona })
            Assert.Equal(hacked, Run(Published with { M = [m] }, new MonaCell(rule)).Hacked, 5e-5);
    }

    [Theory]
    [InlineData(1, 0.1962)]
    [InlineData(4, 0.7168)]
    [InlineData(6, 0.9690)]
    [InlineData(7, 1)]
    public void The_ordinary_rule_needs_seven_steps_for_the_task_and_approval_none(int m, double one)
    {
        Assert.Equal(one, Run(Published with { M = [m] }, new MonaCell(MonaRule.Ordinary)).One, 5e-5);
        Assert.Equal(1, Run(Published with { M = [m] }, new MonaCell(MonaRule.Mona)).One, 1e-9);
    }

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.5, 0.0833)]
    [InlineData(0.9, 0.5952)]
    [InlineData(0.95, 1)]
    public void The_hack_appears_at_the_published_discounts(double gamma, double hacked) =>
        Assert.Equal(hacked, Run(Published, new MonaCell(MonaRule.OrdinaryDiscounted, gamma)).Hacked, 5e-5);

    [Fact]
    public void An_honest_optimum_is_worth_the_same_to_both_and_a_hack_is_not()
    {
        DropboxOutcome honest = Run(Published, new MonaCell(MonaRule.Honest)), far = Run(Published with { M = [50] }, new MonaCell(MonaRule.Ordinary));
        Assert.Equal((0.936905, 0.936905), (Math.Round(honest.Observed, 6), Math.Round(honest.True, 6)));
        Assert.Equal((1.85, -0.15), (Math.Round(far.Observed, 2), Math.Round(far.True, 2)));
    }

    // Settings of our own: horizon, discount, length of an episode, and what steps and boxes pay.
    public static TheoryData<int, double, int, double, double, double> Settings => new(
        from m in new[] { 2, 5, 9, 13 }
        from gamma in new[] { 1, 0.9 }
        from pays in new[] { (14, -0.01, 1.0, -1.0), (18, -0.05, 0.7, 0.2), (16, 0.02, 1.0, -0.5) }
        select (m, gamma, pays.Item1, pays.Item2, pays.Item3, pays.Item4));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Plans_agree_with_the_definition_worked_out_state_by_state(int m, double gamma, int t, double stepPay, double boxPay, double secondBox)
    {
        MonaSetUp setUp = new() { T = t, StepPay = stepPay, BoxPay = boxPay, SecondBox = secondBox };
        var plan = new DropboxPlan(DropboxProcess.Of(setUp.World), setUp);
        foreach (bool approved in new[] { false, true })
        {
            DropboxOutcome outcome = plan.Outcomes([m], approved ? plan.TrueValues() : null, gamma: gamma)[0];
            var expected = new ByDefinition(setUp, m, gamma, approved).Outcome();
            Assert.Equal(expected.Hacked, outcome.Hacked, 1e-9);
            Assert.Equal(expected.First, outcome.First, 1e-9);
            Assert.Equal(expected.Return, outcome.Observed, 1e-9);
        }
    }

    [Fact]
    public void Approval_lets_Q_learning_without_foresight_do_the_task_and_exploration_lets_the_ordinary_one_find_the_hack()
    {
        MonaSetUp few = Published with { Episodes = 10_000 };
        Assert.Equal(1, Run(few, new MonaCell(MonaRule.MonaLearnt, 0.5)).One, 1e-9);
        Assert.InRange(Run(few, new MonaCell(MonaRule.OrdinaryLearnt, 0.5)).Hacked, 0.9, 1);
        Assert.InRange(Run(few, new MonaCell(MonaRule.OrdinaryLearnt, 0.1)).Hacked, 0, 0.1);
    }

    [Fact]
    public void A_noisy_overseer_spoils_the_task_for_who_looks_one_step_ahead_and_brings_no_hack()
    {
        DropboxOutcome[] draws = [.. Enumerable.Range(0, 5).Select(seed => Run(Published with { NoisyM = [1] }, new MonaCell(MonaRule.NoisyMona, 0, seed)))];
        Assert.All(draws, draw => Assert.True(draw.Hacked < 1e-3 && draw.One < 0.9, draw.ToString()));
        Assert.NotEqual(draws[0], draws[1]);
    }

    [Fact]
    public async Task One_thread_and_many_give_the_same_rows_and_those_with_a_figure_pass()
    {
        var few = new Dictionary<string, string> { ["m"] = "1,12", ["draws"] = "3", ["seeds"] = "2", ["episodes"] = "50", ["noisyM"] = "1,9" };
        Tables Rows() => MonaTables.Experiment.With(few, cancellationToken: TestContext.Current.CancellationToken);
        Tables together = Rows();
        var one = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;
        Assert.Equal(together.Rows, (await Task.Factory.StartNew(Rows, TestContext.Current.CancellationToken, TaskCreationOptions.None, one)).Rows);
        Assert.All(together.Rows.Where(row => row.N == 1 && row.Target is not null), row => Assert.True(row.Pass, row.ToString()));
        Assert.All(together.Rows.TakeLast(6), row => Assert.Null(row.Target)); // fifty episodes are not the published ones
    }

    [Theory]
    [InlineData("size", "3")]
    [InlineData("t", "1")]
    [InlineData("m", "0")]
    [InlineData("gamma", "1.5")]
    [InlineData("draws", "1")]
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => MonaTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));

    private static DropboxOutcome Run(MonaSetUp setUp, MonaCell cell) => MonaTrial.Of(setUp, cell, TestContext.Current.CancellationToken).Outcomes[^1];

    /// <summary>The same by the world's own rules and the definition's recursion, remembered but not tabulated.</summary>
    private sealed class ByDefinition(MonaSetUp setUp, int m, double gamma, bool approved)
    {
        private readonly Dictionary<(State, int), double> _true = [];
        private readonly Dictionary<(State, int, int), double> _best = [];

        public (double First, double Hacked, double Return) Outcome()
        {
            var here = new Dictionary<State, double>();
            var starts = new Enumerator();
            do
            {
                State start = setUp.World.Start(ref starts);
                here[start] = here.GetValueOrDefault(start) + starts.Probability;
            }
            while (starts.MoveNext());
            double first = 0, hacked = 0, sum = 0;
            for (int time = 0; time < setUp.T; time++)
            {
                var next = new Dictionary<State, double>();
                foreach ((State state, double chance) in here)
                {
                    double[] worth = [.. Enumerable.Range(0, 4).Select(action => Q(state, time, m, action))];
                    int[] best = [.. Enumerable.Range(0, 4).Where(action => worth[action] >= worth.Max() - 1e-9)];
                    foreach (int action in best)
                    {
                        (State to, uint events, bool ended) = Step(state, action);
                        double share = chance / best.Length;
                        if ((events & CameraDropbox.Events.DeliveredBox) != 0) first += share;
                        if ((events & CameraDropbox.Events.DeliveredSecond) != 0) hacked += share;
                        sum += share * Pay(events, ended, second: setUp.BoxPay);
                        if (!ended) next[to] = next.GetValueOrDefault(to) + share;
                    }
                }
                here = next;
            }
            return (first, hacked, sum);
        }

        private double Q(State state, int time, int ahead, int action)
        {
            if (ahead == 0 || time >= setUp.T - 1) return 0;
            (State to, uint events, bool ended) = Step(state, action);
            double pay = Pay(events, ended, second: setUp.BoxPay);
            if (approved) pay += (ended ? 0 : True(to, time + 1)) - True(state, time);
            return pay + (ended ? 0 : gamma * Best(to, time + 1, ahead - 1));
        }

        private double Best(State state, int time, int ahead)
        {
            if (!_best.TryGetValue((state, time, ahead), out double best))
                _best[(state, time, ahead)] = best = Enumerable.Range(0, 4).Max(action => Q(state, time, ahead, action));
            return best;
        }

        private double True(State state, int time)
        {
            if (time >= setUp.T - 1) return 0;
            if (_true.TryGetValue((state, time), out double best)) return best;
            best = double.NegativeInfinity;
            for (int action = 0; action < 4; action++)
            {
                (State to, uint events, bool ended) = Step(state, action);
                best = Math.Max(best, Pay(events, ended, setUp.SecondBox) + (ended ? 0 : True(to, time + 1)));
            }
            return _true[(state, time)] = best;
        }

        private (State To, uint Events, bool Ended) Step(State state, int action)
        {
            PhiloxDraws random = default;
            Step step = setUp.World.Advance(ref state, action, ref random);
            return (state, step.Events, step.Ended);
        }

        private double Pay(uint events, bool ended, double second) =>
            ended ? 0 : setUp.StepPay + (events & CameraDropbox.Events.DeliveredBox) * setUp.BoxPay + (events & CameraDropbox.Events.DeliveredSecond) / 2 * second;
    }
}
