using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class LookaheadTests
{
    private const double Random = 0.5;
    private static readonly Sight Whole = Sight.All[0];
    private static readonly KeysAndChests Room = new() { Keys = 2, Chests = 2, Horizon = 14 };
    private static readonly GainingCapability Bench = new() { Apples = 2, Shells = 2, Horizon = 14 };

    [Theory]
    [InlineData("chests")]
    [InlineData("keys")]
    [InlineData("trying")]
    public void To_the_end_of_keys_and_chests_the_best_actions_are_the_planners(string goal) =>
        AreTheBest<KeysAndChests, KeysAndChests.State>(Room, goal, new PlannerAgent(goal), Whole);

    [Theory]
    [InlineData("apples")]
    [InlineData("having-the-tool")]
    [InlineData("shells")]
    public void To_the_end_of_gaining_capability_the_best_actions_are_the_planners(string goal) =>
        AreTheBest<GainingCapability, GainingCapability.State>(Bench, goal, new PlannerAgent(goal), Whole);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void So_many_steps_ahead_the_best_actions_are_those_of_who_looks_as_far(int depth)
    {
        AreTheBest<KeysAndChests, KeysAndChests.State>(new() { Keys = 5, Chests = 1, Horizon = 12 }, "keys", new DepthPlannerAgent("keys", depth), new Sight(depth, 1));
        AreTheBest<GainingCapability, GainingCapability.State>(new() { Apples = 5, Shells = 1, Effort = 1, Horizon = 12 }, "apples", new DepthPlannerAgent("apples", depth), new Sight(depth, 1));
    }

    // What lies further off than is looked cannot matter, so tabulating only so far is no loss.
    [Fact]
    public void Looking_a_few_steps_ahead_needs_no_more_than_those_steps()
    {
        var wish = new Wish(KeysAndChests.Card.GoalNamed("keys")) { Most = 1 };
        int preferring = 0;
        for (ulong seed = 1; seed <= 8; seed++)
        {
            ObservedCase whole = Observe<KeysAndChests, KeysAndChests.State>(Room, new RandomAgent(), seed, null), near = Observe<KeysAndChests, KeysAndChests.State>(Room, new RandomAgent(), seed, 4);
            double[] expected = new Lookahead(whole, wish).Advantages(new Sight(4, 1)), found = new Lookahead(near, wish).Advantages(Whole);
            Assert.Equal(expected.Length, found.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12);
            preferring += expected.Count(advantage => advantage < 0);
        }
        Assert.NotEqual(0, preferring);
    }

    private static void AreTheBest<TWorld, TState>(TWorld world, string goal, IAgent planner, Sight sight)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        int preferring = 0;
        for (ulong seed = 1; seed <= 8; seed++)
        {
            // Random steps lead off the planner's way; an action is one of its best where it has more than its random share.
            ObservedCase seen = Observe<TWorld, TState>(world, new RandomStepsAgent(planner, Random), seed, null);
            double[] advantages = new Lookahead(seen, new Wish(TWorld.Card.GoalNamed(goal))).Advantages(sight);
            double[] probabilities = [.. seen.Decisions.SelectMany(decision => decision.Probabilities)];
            Assert.Equal(probabilities.Select(p => p > Random / world.Actions + 1e-6), advantages.Select(advantage => advantage == 0));
            preferring += advantages.Count(advantage => advantage < 0);
        }
        Assert.NotEqual(0, preferring);
    }

    private static ObservedCase Observe<TWorld, TState>(TWorld world, IAgent agent, ulong seed, int? sight)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => ObservedCase.Of<TWorld, TState>(world, 0b11, agent, new Seed(seed), int.MaxValue, sight);
}
