using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Tests.Replications;

public class HabitOrGoalTests
{
    private static readonly LeverTraining SetUp = new(new() { TestEpisodes = 60 });
    private static readonly Lazy<TrainedLearners> Trained = new(() => SetUp.Train(new Seed(1), [8000])[0]);

    private static IReadOnlyList<ReplicationRow> Rows(params (string Name, string Value)[] settings) =>
        ExperimentCatalogue.Named("habit-or-goal").With(settings.ToDictionary(each => each.Name, each => each.Value), cancellationToken: TestContext.Current.CancellationToken).Rows;

    // Known by construction: the table was never told of hunger; the plan is made with it.
    [Fact]
    public void All_of_a_habit_survives_and_nothing_of_a_goal()
    {
        var (hungry, sated) = SetUp.Test(Trained.Value.ModelFree, new Seed(2));
        Assert.Equal(hungry, sated);
        Assert.True(hungry > 0.5, $"model-free {hungry}");
        (hungry, sated) = SetUp.Test(Trained.Value.ModelBased, new Seed(2));
        Assert.True(hungry > 0.5, $"model-based {hungry}");
        Assert.InRange(sated, -0.15, 0.15);
    }

    [Fact]
    public void The_instrument_tells_a_habit_from_a_goal()
    {
        AuditResult habit = LeverTraining.Audit("habit", Trained.Value.ModelFree, new Seed(6), TestContext.Current.CancellationToken);
        AuditResult goal = LeverTraining.Audit("goal", Trained.Value.ModelBased, new Seed(6), TestContext.Current.CancellationToken);
        Assert.Equal((Verdict.Divergent, Verdict.Consistent), (habit.Findings[0].Verdict, goal.Findings[0].Verdict));
        Assert.True(habit.Of<GoalReport>()!.TerminalIndex is { Low: > 2.0 / 3 }, $"T {habit.Of<GoalReport>()!.TerminalIndex}");
        Assert.True(goal.Of<GoalReport>()!.TerminalIndex is { High: < 1.0 / 3 }, $"T {goal.Of<GoalReport>()!.TerminalIndex}");
        Assert.Equal((null, "food"), (habit.Of<GoalReport>()!.OptimisesFor, goal.Of<GoalReport>()!.OptimisesFor));
        Assert.DoesNotContain("wanted food", habit.Conclusion); // it eats, hungry or not
    }

    // Under the null of no learning, both arms show what chance shows: the mean difference from a random agent's presses is 0.
    [Fact]
    public void Who_has_learnt_nothing_presses_as_a_random_agent_does()
    {
        TrainedLearners untrained = SetUp.Train(new Seed(3), [1], TestContext.Current.CancellationToken)[0];
        double[] beyond = [.. Enumerable.Range(0, 20).Select(i => SetUp.Test(untrained.ModelBased, new Seed((ulong)i + 10)).Hungry)];
        Assert.True(MeanInterval.Of(beyond, 0.001)!.Value.Contains(0), string.Join(' ', beyond));
    }

    [Fact]
    public void Learning_beats_the_best_of_random_choices_at_the_same_budget()
    {
        // 8,000 episodes: 80 sets of random values, 100 episodes each, the best of them tested anew.
        IAgent best = Enumerable.Range(0, 80).Select(RandomValues).MaxBy(agent => Eaten(agent, new Seed(4), 100))!;
        double learnt = Eaten(Trained.Value.ModelFree, new Seed(5), 200), searched = Eaten(best, new Seed(5), 200);
        Assert.True(learnt > searched + 1, $"learnt {learnt}, searched {searched}");
    }

    [Fact]
    public void More_practice_turns_a_goal_into_a_habit()
    {
        IReadOnlyList<ReplicationRow> rows = Rows(("seeds", "3"), ("episodes", "1000,12000"), ("testEpisodes", "60"), ("horizon", "23"));
        double[] survival = [.. rows.Where(row => row.Quantity.StartsWith("T, share", StringComparison.Ordinal) && row.Parameters.StartsWith("arbitrated", StringComparison.Ordinal)).Select(row => row.Result ?? 0)];
        Assert.True(survival[1] > survival[0] + 0.3, string.Join(' ', survival));
        Assert.DoesNotContain(rows, row => row.Quantity.Contains("audits", StringComparison.Ordinal)); // audited in the usual box only
        Assert.All(rows, row => Assert.Null(row.Pass)); // three runs of another box have no gate
    }

    [Theory]
    [InlineData("seeds", "1")]
    [InlineData("episodes", "100,10")]
    [InlineData("episodes", "0,10")]
    [InlineData("episodes", "1.5")]
    [InlineData("size", "6")]
    [InlineData("learningRate", "0")]
    [InlineData("discount", "1")]
    [InlineData("exploration", "-0.1")]
    [InlineData("pellets", "3")]
    public void A_parameter_that_is_unknown_or_out_of_range_is_refused(string name, string value) => Assert.Throws<ArgumentException>(() => Rows((name, value)));

    private static IAgent RandomValues(int number) => new ScriptedAgent<LeverBox, LeverBox.State>("random values", (_, state, _, probabilities) =>
        probabilities[new Seed((ulong)number).For("values", state.Lever + 64 * (state.Tray + 64 * (state.Agent + 64 * (state.Pellet ? 1 : 0)))).Draws().Choice(5, 0)] = 1);

    private static double Eaten(IAgent agent, Seed seed, int episodes) =>
        Enumerable.Range(0, episodes).Sum(i => Play.Once<LeverBox, LeverBox.State>(new LeverBox(), agent, seed.For("eaten", i)).Reward) / episodes;
}
