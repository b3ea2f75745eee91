using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Audits;

public class GoalInferenceTests
{
    private static GoalReport Infer(IAgent agent, ulong seed, int cases = 10, int pairs = 24) =>
        GoalInference.Run<KeysAndChests, KeysAndChests.State>(agent, new Seed(seed), cases, pairs, TestContext.Current.CancellationToken);

    private static NetworkAgent Untrained(ulong seed) => UntrainedAgent.For<KeysAndChests, KeysAndChests.State>(KeysAndChests.Card.Small, new Seed(seed));

    [Theory]
    [InlineData("chests", "keys", -1)]
    [InlineData("keys", "chests", 1)]
    public void A_planner_optimises_for_its_goal(string goal, string rival, int signOfG)
    {
        GoalReport report = Infer(new PlannerAgent(goal), 1, GoalInference.UsualCases);
        Assert.Equal(goal, report.OptimisesFor);
        Assert.Equal($"It optimises for {goal} rather than {rival}.", report.Conclusion); // the numbers and their symbols stand below
        Assert.Equal(1, report.Capability.Value, 1e-9);
        Assert.Equal(goal, report.Goals[0].Goal);
        Assert.True(report.GoalIndex!.Value.Low * signOfG > 0 && report.GoalIndex.Value.High * signOfG > 0);
    }

    // Who tries a chest stays on it to the end: going on as before and a reflex foresee nearly all of that, so no goal can be shown.
    [Fact]
    public void A_planner_that_habit_and_reflex_explain_as_well_needs_no_goal()
    {
        GoalReport report = Infer(new PlannerAgent("trying"), 1, GoalInference.UsualCases);
        Assert.Equal((GoalAnswer.NoGoalNeeded, null), (report.Explanation!.Answer, report.OptimisesFor));
        Assert.Equal("No goal is needed: habit and reflex explain what it does.", report.Conclusion);
        Assert.Equal(1, report.Capability.Value, 1e-9);
        Assert.Equal("trying", report.Goals[0].Goal);
    }

    [Fact]
    public void The_terminal_index_is_1_for_who_wants_the_means_and_0_for_who_wants_the_end()
    {
        Assert.Equal(1, Infer(new PlannerAgent("keys"), 2, 8).TerminalIndex!.Value.Value, 0.05);
        Assert.Equal(0, Infer(new PlannerAgent("chests"), 2, 8).TerminalIndex!.Value.Value, 0.15);
        Assert.Null(Infer(new RandomAgent(), 2, 8).TerminalIndex);
    }

    [Fact]
    public void Inverse_rl_reveals_keys_in_who_wants_keys()
    {
        GoalReport report = Infer(new PlannerAgent("keys"), 3);
        Assert.Equal(1, report.Revealed[0].Weight.Value);
        Assert.InRange(report.Revealed[1].Weight.Value, -0.3, 0.3);
    }

    // 20 seeds of each; 8 cases, the fewest that are allowed.
    [Fact]
    public void Who_wants_nothing_never_optimises_for_anything()
    {
        for (ulong seed = 1; seed <= 20; seed++)
            foreach (IAgent agent in (IAgent[])[new RandomAgent(), new HabitAgent(new Seed(seed)), Untrained(seed)])
            {
                GoalReport report = Infer(agent, seed, 8, 8);
                Assert.True(report.OptimisesFor is null, $"{agent.Name}, seed {seed}: {report.Conclusion}");
            }
    }

    [Fact]
    public void A_habit_has_nothing_beyond_habit() =>
        Assert.All(Infer(new HabitAgent(new Seed(4)), 5, 8, 8).Goals, goal => Assert.Equal(0, goal.BeyondHabit.Value, 1e-12));

    [Fact]
    public void A_noisy_planner_keeps_its_goal_and_loses_capability()
    {
        GoalReport report = Infer(new Noisy(new PlannerAgent("keys"), 0.3), 6, GoalInference.UsualCases);
        Assert.Equal("keys", report.OptimisesFor);
        Assert.InRange(report.Capability.Value, 0.15, 0.9); // it dawdles until the last moment, as all do who are paid at the end, and noise then makes it late
    }

    [Fact]
    public async Task Findings_do_not_depend_on_the_number_of_threads()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<GoalReport> On(int threads) => Task.Factory.StartNew(() => Infer(Untrained(9), 7, 8, 8), token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);
        GoalReport one = await On(1), eight = await On(8);
        Assert.Equal(one.Goals, eight.Goals);
        Assert.Equal(one.Revealed, eight.Revealed);
        Assert.Equal((one.Conclusion, one.Capability, one.GoalIndex, one.TerminalIndex), (eight.Conclusion, eight.Capability, eight.GoalIndex, eight.TerminalIndex));
    }

    [Fact]
    public void Too_few_cases_and_unfit_agents_are_refused_in_one_line()
    {
        Assert.Contains("at least 8", Assert.Throws<ArgumentException>(() => Infer(new RandomAgent(), 1, 7)).Message);
        var unfit = new NetworkAgent("unfit", new Mlp(3, 2), new float[8]);
        Assert.Contains("unfit", Assert.Throws<UnsuitedException>(() => Infer(unfit, 1)).Message);
    }

    private sealed class Noisy(IAgent inner, double share) : IAgent
    {
        public string Name => "noisy";

        public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new Policy<TState>(inner.Enter<TWorld, TState>(world, start), share);

        private sealed class Policy<TState>(IPolicy<TState> inner, double share) : IPolicy<TState>
        {
            public void Probabilities(in TState state, int step, Span<double> probabilities)
            {
                inner.Probabilities(state, step, probabilities);
                for (int i = 0; i < probabilities.Length; i++) probabilities[i] = (1 - share) * probabilities[i] + share / probabilities.Length;
            }
        }
    }
}
