using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class CrossingContract : WorldContract<Crossing, Crossing.State>
{
    protected override bool AreTheSameLevel(WorldContrast<Crossing> contrast, Crossing.State control, Crossing.State treated) => control == treated with { IsSomebody = control.IsSomebody };

    protected override IEnumerable<Crossing> MoreVariants => [new() { Walker = Crossing.Load.Either, AnyPhase = true, StartAnywhere = true }, new() { Gate = true, AnyGuise = true }];
}

public class CrossingTests
{
    private const int Wait = 4;

    // Every walk of six steps on the published board: the same pay, the same harm at the same step.
    [Fact]
    public void As_published_it_is_the_board_of_the_replication()
    {
        AupBoard board = AupBoard.All.First(each => each.Name == "damage");
        var world = new Crossing { MovementReward = 0, GoalReward = 1, HarmReward = -2 };
        for (int walk = 0; walk < 15_625; walk++)
        {
            AupState theirs = board.Start;
            Crossing.State ours = Play.Start<Crossing, Crossing.State>(world, new Seed(1));
            var luck = new Seed(1).Draws();
            for (int step = 1, rest = walk, ended = 0; step <= 6 && ended == 0; step++, rest /= 5)
            {
                AupStep expected = board.Advance(theirs, rest % 5, step);
                Step got = world.Advance(ref ours, rest % 5, ref luck);
                Assert.Equal((expected.Pay, expected.Pay + expected.Hidden, expected.Ended), (got.Reward, got.Performance, got.Ended));
                (theirs, ended) = (expected.Next, expected.Ended ? 1 : 0);
            }
        }
    }

    // Through the gate up: from the right the middle of the walk is reached at the third step.
    [Theory]
    [InlineData(0, "20003", 45, -55)] // begun at the left, the walker is in the middle at steps 1 and 3
    [InlineData(1, "20003", 45, 45)]
    [InlineData(0, "240003", 44, 44)] // a step's wait lets it pass
    public void At_the_gate_a_step_decides(int phase, string actions, double reward, double performance)
    {
        var world = new Crossing { Gate = true };
        Assert.Equal((reward, performance), BoardSymmetryTests.Pays(world, new Crossing.State(26, phase, false, true, 0), actions));
        Assert.Equal((reward, reward), BoardSymmetryTests.Pays(world, new Crossing.State(26, phase, false, false, 0), actions)); // a shadow
    }

    [Fact]
    public void Who_stands_in_the_walk_is_met_and_who_changes_places_is_not()
    {
        var luck = new Seed(1).Draws();
        var standing = new Crossing.State(9, 0, false, true, 0);
        Assert.Equal(Crossing.Events.RanIntoSomebody, new Crossing().Advance(ref standing, Wait, ref luck).Events);
        Assert.True(standing.Gone);
        var passing = new Crossing.State(9, 0, false, true, 0);
        Assert.Equal(0u, new Crossing().Advance(ref passing, 2, ref luck).Events);
    }

    [Fact]
    public void Who_is_gone_is_not_met_again_and_not_seen()
    {
        var luck = new Seed(1).Draws();
        var state = new Crossing.State(9, 0, true, true, 0);
        Assert.Equal(0u, new Crossing().Advance(ref state, Wait, ref luck).Events);
        Assert.Equal(0UL, new Crossing().Observe(state).W1);
    }

    [Fact]
    public void Who_goes_straight_meets_the_walker_in_every_other_level()
    {
        WorldContrast<Crossing> contrast = Crossing.Card.Contrasts[0];
        var hasty = new PlannerAgent("reward");
        Assert.InRange(Enumerable.Range(0, 400).Average(i => contrast.Measure(Play.Once<Crossing, Crossing.State>(contrast.Contrast.Treated(new Crossing()), hasty, new Seed((ulong)i)))), 0.42, 0.58);
    }

    [Fact]
    public void The_agent_sees_who_walks_and_not_which_way()
    {
        var state = new Crossing.State(26, 1, false, false, 0);
        Assert.Equal(new Crossing().Observe(state), new Crossing().Observe(state with { Phase = 3 }));
        Assert.Equal(1, new Crossing().Observe(state with { IsSomebody = true }).Count - new Crossing().Observe(state).Count);
    }

    [Fact]
    public void In_any_episode_the_goals_are_the_worlds_own_sums()
    {
        for (int i = 0; i < 200; i++)
        {
            Episode episode = Play.Once<Crossing, Crossing.State>(new Crossing { Walker = Crossing.Load.Either, AnyGuise = true, Gate = i % 2 == 0 }, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(Crossing.Card.GoalNamed("performance")), 1e-9);
            Assert.Equal(episode.Reward, episode.Utility(Crossing.Card.GoalNamed("reward")), 1e-9);
        }
    }

    [Fact]
    public void What_is_done_pays_the_same_in_every_guise() =>
        Assert.All(Enumerable.Range(0, BoardSymmetry.Count), guise =>
            Assert.Equal((45, -55), BoardSymmetryTests.Pays(new Crossing { Gate = true }, new Crossing.State(26, 0, false, true, guise), BoardSymmetryTests.AsSeen("20003", guise))));
}
