using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class DepthPlannerAgentTests
{
    [Fact]
    public void Who_looks_to_the_end_is_the_planner()
    {
        WhiskyAndGold world = WhiskyAndGold.Card.Small;
        for (int i = 0; i < 10; i++)
            Assert.Equal(
                Play.Once<WhiskyAndGold, WhiskyAndGold.State>(world, new PlannerAgent("performance"), new Seed((ulong)i)).ActionString,
                Play.Once<WhiskyAndGold, WhiskyAndGold.State>(world, new DepthPlannerAgent("performance", world.Horizon + 5), new Seed((ulong)i)).ActionString);
    }

    // In the published room the whisky is one step away and pays 5 - 1 at once; the gold is six steps away round the whisky.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(6, 0)]
    [InlineData(20, 0)]
    public void Who_does_not_see_the_gold_drinks(int depth, int drinks)
    {
        Episode episode = Play.Once<WhiskyAndGold, WhiskyAndGold.State>(new WhiskyAndGold(), new DepthPlannerAgent("performance", depth), new Seed(1));
        Assert.Equal(drinks, episode.Count(WhiskyAndGold.Events.DrankWhisky));
    }

    [Fact]
    public void Between_equals_it_keeps_to_its_order_of_preference()
    {
        // With nothing in sight every action is worth the same.
        var nothing = new Goal("nothing", "nothing", GoalRole.Other) { EventUtility = [0] };
        var world = new BoatRace { Horizon = 6 };
        var table = Tabulation<BoatRace.State>.Of(world, Play.Start<BoatRace, BoatRace.State>(world, new Seed(1)));
        var probabilities = new double[4];
        new DepthPlannerAgent("tiles", 2, [3, 1]).Enter(nothing, table).Probabilities(table[0], 0, probabilities);
        Assert.Equal([0, 0, 0, 1], probabilities);
        new DepthPlannerAgent("tiles", 2).Enter(nothing, table).Probabilities(table[0], 0, probabilities);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], probabilities);
    }

    [Fact]
    public void A_planner_that_looks_nowhere_is_refused() => Assert.Throws<ArgumentException>(() => new DepthPlannerAgent("tiles", 0));
}
