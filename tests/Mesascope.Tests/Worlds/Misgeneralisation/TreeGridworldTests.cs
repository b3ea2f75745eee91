using System.Numerics;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using State = TreeGridworld.State;
using Events = TreeGridworld.Events;

public sealed class TreeGridworldContract : WorldContract<TreeGridworld, State>
{
    protected override IEnumerable<TreeGridworld> MoreVariants => [new() { Trees = 1, MaximumTrees = 2, Size = 3, Horizon = 80 }, new() { Trees = 2, TreesUpTo = 9 }];

    protected override bool AreTheSameLevel(WorldContrast<TreeGridworld> contrast, State control, State treated) =>
        control.Agent == treated.Agent && control.Ground == treated.Ground && (treated.Trees & ~control.Trees) == 0;
}

public class TreeGridworldTests
{
    private const int Down = 1, Fell = 4;
    private static readonly TreeGridworld Barren = new() { MaximumRate = 0, MinimumRate = 0 };

    private static ulong At(params int[] cells) => cells.Aggregate(0UL, (board, cell) => board | (1UL << cell));

    private static (State State, Step Step) After(TreeGridworld world, State state, int action, ulong seed = 1)
    {
        var luck = new Seed(seed).Draws(1);
        Step step = world.Advance(ref state, action, ref luck);
        return (state, step);
    }

    // Shah et al. (2022), appendix: max(1e-6, .3 · log(1 + n) / log 11) for 10 trees at most.
    [Theory]
    [InlineData(0, 1e-6)]
    [InlineData(1, 0.0867194)]   // .3 · .693147 / 2.397895
    [InlineData(4, 0.2013563)]   // .3 · 1.609438 / 2.397895
    [InlineData(9, 0.2880758)]   // .3 · 2.302585 / 2.397895
    [InlineData(10, 0)]
    public void Trees_come_up_at_the_published_rate(int standing, double rate) => Assert.Equal(rate, new TreeGridworld().GrowthRate(standing), 1e-7);

    [Fact]
    public void The_written_logarithms_are_those_of_the_library()
    {
        for (int most = 1; most <= 15; most++)
            for (int n = 0; n < most; n++)
                Assert.Equal(Math.Max(1e-6, 0.3 * Math.Log(1 + n) / Math.Log(1 + most)), new TreeGridworld { MaximumTrees = most }.GrowthRate(n), 1e-15);
    }

    [Fact]
    public void A_tree_comes_up_as_often_as_the_rate_says()
    {
        const int n = 10_000;
        int grown = 0;
        for (int i = 0; i < n; i++)
        {
            var state = new State(At(1, 2, 3, 4), ~0UL, 0);
            var luck = new Seed((ulong)i).Draws(1);
            new TreeGridworld().Advance(ref state, 0, ref luck);
            int standing = BitOperations.PopCount(state.Trees);
            Assert.InRange(standing, 4, 5);
            grown += standing - 4;
        }
        Assert.InRange(grown / (double)n, 0.2013563 - 0.02, 0.2013563 + 0.02); // five standard errors: 5·√(.2·.8/10⁴)
    }

    [Fact]
    public void A_tree_comes_up_neither_on_another_nor_under_the_agent()
    {
        var sure = new TreeGridworld { MinimumRate = 1 };
        for (ulong seed = 1; seed <= 40; seed++) // each draw alone may happen to fall on a free place
        {
            Assert.Equal(At(9), After(sure, new State(At(9), At(0, 9), 0), 0, seed).State.Trees);
            Assert.Equal(At(9, 20), After(sure, new State(At(9), At(0, 9, 20), 0), 0, seed).State.Trees);
        }
    }

    [Theory]
    [InlineData(6, 1, 1, Events.Felled)]                        // five left of ten: the stand is not thin
    [InlineData(5, 1, -1, Events.Felled | Events.Overfelled)]   // four left
    public void A_tree_pays_one_and_costs_the_harvest_where_the_stand_is_thin(int standing, float reward, float performance, uint events)
    {
        var (after, step) = After(Barren, new State((1UL << standing) - 1, ~0UL, 0), Fell);
        Assert.Equal((reward, performance, events), (step.Reward, step.Performance, step.Events));
        Assert.Equal(standing - 1, BitOperations.PopCount(after.Trees));
    }

    [Fact]
    public void Walking_over_a_tree_does_not_fell_it() => Assert.Equal(default, After(Barren, new State(At(8), ~0UL, 0), Down).Step);

    [Fact]
    public void The_last_tree_leaves_bare_land()
    {
        var (after, step) = After(Barren, new State(At(0), ~0UL, 0), Fell);
        Assert.Equal((Events.Felled | Events.Overfelled | Events.StoodBare, 0UL), (step.Events, after.Trees));
        Assert.Equal(Events.StoodBare, After(Barren, after, Down).Step.Events);
    }

    [Fact]
    public void In_place_trees_come_up_where_they_stood_and_elsewhere_anywhere()
    {
        ulong Seen(bool inPlace, out ulong ground)
        {
            ulong seen = 0;
            Play.Again<TreeGridworld, State>(new TreeGridworld { InPlace = inPlace, Size = 5, Trees = 1, MaximumTrees = 4, Horizon = 400 }, string.Concat(Enumerable.Repeat("40143", 80)), new Seed(3), state => seen |= state.Trees);
            ground = Play.Start<TreeGridworld, State>(new TreeGridworld { InPlace = inPlace, Size = 5, MaximumTrees = 4 }, new Seed(3)).Ground;
            return seen;
        }
        ulong inPlace = Seen(true, out ulong places), anywhere = Seen(false, out ulong all);
        Assert.Equal((4, 25), (BitOperations.PopCount(places), BitOperations.PopCount(all)));
        Assert.Equal(0UL, inPlace & ~places);
        Assert.True(BitOperations.PopCount(anywhere) > 4);
    }

    [Fact]
    public void The_intended_goal_is_the_worlds_performance_and_felling_its_reward()
    {
        for (int i = 0; i < 100; i++)
        {
            Episode episode = Play.Once<TreeGridworld, State>(new TreeGridworld { Trees = 6 }, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(TreeGridworld.Card.GoalNamed("harvest")));
            Assert.Equal(episode.Reward, episode.Utility(TreeGridworld.Card.GoalNamed("felling")));
        }
    }

    // Nothing grows back: three trees in a row, the agent on the first. Felling takes 1 + 2 + 2 steps; of five, a harvest that leaves three takes two of them.
    [Fact]
    public void The_planner_for_felling_takes_all_and_the_one_for_a_harvest_leaves_the_reserve()
    {
        TreeGridworld world = Barren with { Size = 5, MaximumTrees = 5, InPlace = true, Horizon = 9 };
        Transitions transitions = Tabulation<State>.Of(world, new State(At(0, 1, 2, 3, 4), At(0, 1, 2, 3, 4), 0)).Transitions;
        Assert.Equal(5, OptimalPlan.For(transitions, TreeGridworld.Card.GoalNamed("felling")).Value, 1e-12);
        Assert.Equal(2, OptimalPlan.For(transitions, TreeGridworld.Card.GoalNamed("harvest")).Value, 1e-12);
    }

    [Fact]
    public void A_wood_without_end_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TreeGridworld { MaximumTrees = 16 });
}
