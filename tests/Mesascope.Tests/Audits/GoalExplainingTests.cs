using System.Text.Json;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.GainingCapability.State;

namespace Mesascope.Tests.Audits;

public class GoalExplainingTests
{
    private static readonly Wish Apples = new(GainingCapability.Card.GoalNamed("apples"));

    private static GoalExplained Explain(IAgent agent, ulong seed, int levels = 16) =>
        GoalExplaining.Of<GainingCapability, State>(new AuditedAgent(agent.Name, agent), Explanations.Watching.Bench, GainingCapability.Card.Goals, new Seed(seed), levels, [], TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("apples", 0)]
    [InlineData("shells", 0)]
    [InlineData("apples", 0.3)]
    public void A_planner_optimises_for_its_goal_however_noisy(string goal, double random)
    {
        GoalExplained found = Explain(new RandomStepsAgent(new PlannerAgent(goal), random), 1, GoalExplaining.UsualLevels);
        Assert.Equal((GoalAnswer.OptimisesFor, goal), (found.Conclusion.Answer, found.Conclusion.OptimisesFor));
    }

    [Fact]
    public void Who_wants_two_things_in_turn_wants_both()
    {
        GoalExplained found = Explain(new TurnsAgent(new PlannerAgent("apples"), new PlannerAgent("shells"), 0.5), 2, GoalExplaining.UsualLevels);
        Assert.Equal(GoalAnswer.WantsBoth, found.Conclusion.Answer);
        Assert.Matches(@"^It wants both .* in \d+ % \[\d+, \d+\] of its steps", found.Conclusion.Sentence);
        Assert.Equal(2, found.Explanation.Wanted.Count);
    }

    [Fact]
    public void Who_wants_one_is_told_from_who_wants_all()
    {
        GoalExplained found = Explain(new WishPlannerAgent(Apples with { Most = 1 }), 3, 24);
        Assert.True(found.Conclusion.OptimisesFor is null or "apples, up to 1" or "apples, all but 1", found.Conclusion.Sentence); // of two apples all but one is one
        Assert.NotEqual("apples", found.Best?.Phrase(null));
    }

    public static TheoryData<string> WantNothing => ["reflex", "habit", "drift", "random"];

    [Theory]
    [MemberData(nameof(WantNothing))]
    public void Who_wants_nothing_needs_no_goal(string name)
    {
        IAgent agent = name switch
        {
            "reflex" => new ReflexAgent(0b111, [1, 2, 1, 0.5, 1]),
            "habit" => new HabitAgent(new Seed(4)),
            "drift" => new ReflexAgent(0, [1, 0.3, 0.6, 0.2, 1]),
            _ => new RandomAgent(),
        };
        GoalExplained found = Explain(agent, 4, 24);
        Assert.Equal((GoalAnswer.NoGoalNeeded, null), (found.Conclusion.Answer, found.Conclusion.OptimisesFor));
        Assert.Null(found.Best);
    }

    // 12 untrained networks: whatever they do, they want nothing.
    [Fact]
    public void An_untrained_network_optimises_for_nothing()
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            GoalExplained found = Explain(UntrainedAgent.For<GainingCapability, State>(new GainingCapability(), new Seed(seed)), seed);
            Assert.True(found.Conclusion.Answer is not (GoalAnswer.OptimisesFor or GoalAnswer.WantsBoth), $"seed {seed}: {found.Conclusion.Sentence}");
        }
    }

    [Fact]
    public void What_is_found_does_not_depend_on_the_number_of_threads()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string On(int threads) => Task.Factory.StartNew(() => JsonSerializer.Serialize(Explain(new RandomStepsAgent(new PlannerAgent("apples"), 0.2), 5, 8).Explanation), token, TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler).GetAwaiter().GetResult();
        Assert.Equal(On(1), On(8));
    }

    [Fact]
    public void An_agent_that_remembers_is_explained_too()
    {
        var network = new Gru(17, 4, 5);
        GoalExplained found = Explain(new NetworkAgent("remembers", network, new float[network.WeightCount]), 6);
        Assert.Equal(GoalAnswer.NoGoalNeeded, found.Conclusion.Answer); // weights of 0: always the same action
    }

    [Fact]
    public void A_subject_that_cannot_act_is_refused_in_one_line()
    {
        string message = Assert.Throws<UnsuitedException>(() => Explain(new NetworkAgent("unfit", new Mlp(3, 2), new float[8]), 1)).Message;
        Assert.Contains("unfit", message);
        Assert.DoesNotContain('\n', message);
    }
}
