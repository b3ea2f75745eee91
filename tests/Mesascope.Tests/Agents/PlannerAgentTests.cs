using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class PlannerAgentTests
{
    [Fact]
    public void A_planner_for_keys_takes_every_key_it_has_time_for_and_one_for_chests_opens_every_chest()
    {
        var world = new KeysAndChests { Keys = 3, Chests = 2, Horizon = 60 };
        for (ulong seed = 0; seed < 4; seed++)
        {
            Assert.Equal(3, Play.Once<KeysAndChests, KeysAndChests.State>(world, new PlannerAgent("keys"), new Seed(seed)).Count(KeysAndChests.Events.TookKey));
            Assert.Equal(2, Play.Once<KeysAndChests, KeysAndChests.State>(world, new PlannerAgent("chests"), new Seed(seed)).Count(KeysAndChests.Events.OpenedChest));
        }
    }

    [Fact]
    public void Values_agree_with_a_search_through_every_string_of_actions()
    {
        var world = new KeysAndChests { Keys = 1, Chests = 1, Horizon = 7 };
        var goal = new Goal("both", "", GoalRole.Other) { EventUtility = [0.3, 1, -0.1], StepUtility = -0.01 };
        // A key two steps to the right, the chest below it: 2 moves, take (+.3), 1 move, open (+1), 2 idle steps; 7 steps cost .07.
        var start = new KeysAndChests.State(1UL << 2, 1UL << 10, 0, 0);
        var plan = OptimalPlan.For(Tabulation<KeysAndChests.State>.Of(world, start).Transitions, goal);
        Assert.Equal(1.23, plan.Value, 12);
        Assert.Equal(Search(world, start, goal, 7), plan.Value, 12);
    }

    [Fact]
    public void Who_is_indifferent_chooses_uniformly()
    {
        var world = new KeysAndChests { Keys = 2, Chests = 0, Horizon = 10 };
        var start = Play.Start<KeysAndChests, KeysAndChests.State>(world, new Seed(1));
        var probabilities = new double[5];
        new PlannerAgent("chests").Enter<KeysAndChests, KeysAndChests.State>(world, start).Probabilities(start, 0, probabilities);
        Assert.All(probabilities, p => Assert.Equal(0.2, p, 15));
    }

    [Fact]
    public void Too_large_an_episode_is_refused_with_the_limit()
    {
        var world = new KeysAndChests { Keys = 8, Chests = 8 };
        var refused = Assert.Throws<TooLargeException>(() => Play.Once<KeysAndChests, KeysAndChests.State>(world, new PlannerAgent("keys"), new Seed(1)));
        Assert.Contains("1,000,000", refused.Message);
    }

    private static double Search(KeysAndChests world, KeysAndChests.State state, Goal goal, int left)
    {
        if (left == 0) return 0;
        double best = double.NegativeInfinity;
        for (int action = 0; action < world.Actions; action++)
        {
            var next = state;
            var none = new PhiloxDraws();
            best = Math.Max(best, goal.Utility(world.Advance(ref next, action, ref none).Events) + Search(world, next, goal, left - 1));
        }
        return best;
    }
}
