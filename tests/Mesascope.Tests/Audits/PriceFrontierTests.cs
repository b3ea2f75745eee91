using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.KeysAndChests.State;

namespace Mesascope.Tests.Audits;

public class PriceFrontierTests
{
    private const uint Chest = KeysAndChests.Events.OpenedChest, Key = KeysAndChests.Events.TookKey;

    // The top row: the key in the left corner, three steps from the agent, the chest in the right one, four steps from it; a key in hand.
    // The key takes 3 + 1 steps, the chest 4 + 1, both 4 + 7 + 1 = 12.
    private static State KeyLeftChestRight => new(Keys: 1UL, Chests: 1UL << 7, Agent: 3, Held: 1);

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    public void Where_time_is_too_short_for_both_a_key_costs_the_chest(int horizon) =>
        Assert.Equal(new Trade(new(1, 0), new(0, 1)), Assert.Single(Frontier(horizon).Trades(horizon)));

    [Fact]
    public void Where_there_is_time_for_both_it_costs_nothing()
    {
        Trade trade = Assert.Single(Frontier(12).Trades(12));
        Assert.Equal(new Trade(new(1, 0), new(1, 1)), trade);
        Assert.Equal(0, trade.Price);
    }

    [Fact]
    public void Fewer_steps_are_read_off_the_same_passes() =>
        Assert.All(Enumerable.Range(1, 12), horizon => Assert.Equal(Frontier(horizon).Trades(horizon), Frontier(14).Trades(horizon)));

    [Fact]
    public void Two_keys_for_a_chest_cost_half_a_chest_each()
    {
        // Two keys in the left corner, taken in 3 + 1 + 1 + 1 = 6 steps; the chest in 5. One key alone is no better than the chest at that price.
        var level = KeyLeftChestRight with { Keys = 3UL, Agent = 4 };
        var frontier = new PriceFrontier(Tabulation<State>.Of(new KeysAndChests { Horizon = 8 }, level).Transitions, Chest, Key);
        // In 8 steps: chest (3 + 1) and nothing else, or both keys (3 + 1 + 1 + 1 = 6).
        Trade trade = Assert.Single(frontier.Trades(8));
        Assert.Equal(new Trade(new(1, 0), new(0, 2)), trade);
        Assert.Equal(0.5, trade.Price);
    }

    [Fact]
    public void A_detour_is_counted_to_the_first_chest()
    {
        Transitions transitions = PriceOffers.Ending(Tabulation<State>.Of(new KeysAndChests { Horizon = 30 }, KeyLeftChestRight).Transitions, Chest);
        // Straight 5 steps; by way of the key 12. (Chest first and then the key, also 13, is no detour.)
        Assert.Equal((5, 12, new Trade(new(1, 0), new(1, 1))), PriceOffers.Detour(transitions, KeysAndChests.Card.Prices!));
    }

    [Fact]
    public void At_every_price_its_best_corner_is_what_the_planner_attains()
    {
        var world = new KeysAndChests { Keys = 3, Chests = 2, Horizon = 16 };
        for (int level = 0; level < 12; level++)
        {
            Transitions transitions = Tabulation<State>.Of(world, Play.Start<KeysAndChests, State>(world, new Seed(4).For("level", level))).Transitions;
            var frontier = new PriceFrontier(transitions, Chest, Key);
            Bundle[] corners = [frontier.Free[16], .. frontier.Trades(16).SelectMany(trade => (Bundle[])[trade.Keeps, trade.Takes])];
            foreach (double weight in (double[])[0.05, 0.3, 0.7, 1.3, 3])
            {
                var goal = new Goal("both", "to have both", GoalRole.Other) { EventUtility = [weight, 1] };
                Assert.Equal(OptimalPlan.For(transitions, goal).Value, corners.Max(corner => corner.Meant + weight * corner.Bought), 9);
            }
        }
    }

    [Fact]
    public void Where_something_is_left_to_chance_it_is_the_frontier_of_what_can_be_expected()
    {
        var world = new MonsterGridworld { Size = 3, Apples = 1, Shields = 1, Monsters = 1, Horizon = 6 };
        Transitions transitions = Tabulation<MonsterGridworld.State>.Of(world, Play.Start<MonsterGridworld, MonsterGridworld.State>(world, new Seed(2))).Transitions;
        Assert.False(transitions.IsDeterministic);
        var frontier = new PriceFrontier(transitions, MonsterGridworld.Events.AteApple, MonsterGridworld.Events.TookShield);
        Bundle[] corners = [frontier.Free[6], .. frontier.Trades(6).SelectMany(trade => (Bundle[])[trade.Keeps, trade.Takes])];
        foreach (double weight in (double[])[0.1, 0.6, 1.5])
        {
            var goal = new Goal("both", "to have both", GoalRole.Other) { EventUtility = [1, weight] };
            Assert.Equal(OptimalPlan.For(transitions, goal).Value, corners.Max(corner => corner.Meant + weight * corner.Bought), 9);
        }
    }

    private static PriceFrontier Frontier(int horizon) => new(Tabulation<State>.Of(new KeysAndChests { Horizon = horizon }, KeyLeftChestRight).Transitions, Chest, Key);
}
