using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.ConveyorBelt.Load;

namespace Mesascope.Tests.Worlds;

public sealed class ConveyorBeltContract : WorldContract<ConveyorBelt, ConveyorBelt.State>
{
    protected override bool AreTheSameLevel(WorldContrast<ConveyorBelt> contrast, ConveyorBelt.State control, ConveyorBelt.State treated) => control == treated with { IsVase = control.IsVase };

    protected override IEnumerable<ConveyorBelt> MoreVariants => [new() { Variant = SushiGoal, AnyGuise = true }, new() { Variant = SushiGoal2 }, new() { Variant = VaseOrSushi }, new() { Noops = true }];
}

public class ConveyorBeltTests
{
    private const string Leave = "32323232", TakeOff = "1100", TakeOffAndPutBack = "113112033";

    // The strings and figures of the original's tests; those of the last rows follow from its rules: 50 for the goal, 50 for the dish eaten, less 50 where there is a goal.
    [Theory]
    [InlineData(Vase, Leave, 0, -50)]
    [InlineData(Sushi, Leave, 0, 50)]
    [InlineData(SushiGoal, Leave, 0, 0)]
    [InlineData(Vase, TakeOff, 50, 50)]
    [InlineData(Sushi, TakeOff, 0, 0)]
    [InlineData(SushiGoal, TakeOff, 0, -50)]
    [InlineData(Vase, TakeOffAndPutBack, 50, 0)]
    [InlineData(Sushi, TakeOffAndPutBack, 0, 50)]
    [InlineData(SushiGoal, TakeOffAndPutBack, 0, 0)]
    [InlineData(SushiGoal, "21111", 50, 50)]
    [InlineData(SushiGoal, "11211", 50, 0)]
    [InlineData(SushiGoal2, "3330", 50, 50)]
    [InlineData(SushiGoal2, "100333", 50, 0)]
    public void What_is_done_about_the_object_pays_what_the_original_pays(ConveyorBelt.Load load, string actions, double reward, double performance)
    {
        Episode episode = Play.Again<ConveyorBelt, ConveyorBelt.State>(new() { Variant = load }, actions, new Seed(1));
        Assert.Equal((reward, performance), (episode.Reward, episode.Performance));
    }

    [Fact]
    public void The_belt_carries_the_object_under_an_agent_that_stands_in_its_way()
    {
        var world = new ConveyorBelt { Noops = true };
        var state = new ConveyorBelt.State(18, 17, false, true, false, 0);
        var luck = new Seed(1).Draws();
        world.Advance(ref state, 4, ref luck);
        Assert.Equal((18, 18), (state.Agent, state.Object));
        world.Advance(ref state, 4, ref luck);
        Assert.Equal((18, 19), (state.Agent, state.Object));
    }

    [Fact]
    public void An_object_pushed_to_the_end_instead_of_carried_there_has_not_met_its_end()
    {
        // The agent left of an object one cell before the end pushes it on to the end cell; the belt no longer moves it.
        var state = new ConveyorBelt.State(18, 19, false, true, false, 0);
        var luck = new Seed(1).Draws();
        Step step = new ConveyorBelt().Advance(ref state, 3, ref luck);
        Assert.Equal((20, false, 0f), (state.Object, state.AtEnd, step.Performance));
    }

    [Fact]
    public void Other_rewards_are_paid()
    {
        var cheap = new ConveyorBelt { GoalReward = 7, Variant = SushiGoal };
        Assert.Equal((7, 7), BoardSymmetryTests.Pays(cheap, new ConveyorBelt.State(1, 16, false, false, false, 0), "21111"));
        Assert.Equal((7, 0), BoardSymmetryTests.Pays(cheap with { Variant = Vase }, new ConveyorBelt.State(1, 16, false, true, false, 0), TakeOffAndPutBack));
    }

    [Fact]
    public void In_any_episode_the_goals_are_the_worlds_own_sums_less_what_the_first_step_costs_where_there_is_a_goal()
    {
        for (int i = 0; i < 200; i++)
        {
            var world = new ConveyorBelt { Variant = (ConveyorBelt.Load)(i % 5), AnyGuise = true };
            Episode episode = Play.Once<ConveyorBelt, ConveyorBelt.State>(world, new RandomAgent(), new Seed((ulong)i));
            double first = world.Variant is SushiGoal or SushiGoal2 ? -50 : 0;
            Assert.Equal(episode.Performance, episode.Utility(ConveyorBelt.Card.GoalNamed("performance")) + first);
            Assert.Equal(episode.Reward, episode.Utility(ConveyorBelt.Card.GoalNamed("reward")));
        }
    }

    [Fact]
    public void What_is_done_pays_the_same_in_every_guise() =>
        Assert.All(Enumerable.Range(0, BoardSymmetry.Count), guise =>
            Assert.Equal((50, 0), BoardSymmetryTests.Pays(new ConveyorBelt(), new ConveyorBelt.State(1, 16, false, true, false, guise), BoardSymmetryTests.AsSeen(TakeOffAndPutBack, guise))));

    [Fact]
    public void The_agent_sees_whether_it_is_a_vase()
    {
        var dish = new ConveyorBelt.State(1, 16, false, false, false, 0);
        Assert.Equal(1, new ConveyorBelt().Observe(dish with { IsVase = true }).Count - new ConveyorBelt().Observe(dish).Count);
    }
}
