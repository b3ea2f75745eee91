using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using State = MonsterGridworld.State;
using Events = MonsterGridworld.Events;

public sealed class MonsterGridworldContract : WorldContract<MonsterGridworld, State>
{
    protected override IEnumerable<MonsterGridworld> MoreVariants => [new() { Monsters = 2, MonstersUpTo = 6, Horizon = 60 }, new() { Size = 3, Apples = 9, Shields = 9, Monsters = 9 }];

    protected override bool AreTheSameLevel(WorldContrast<MonsterGridworld> contrast, State control, State treated) =>
        control.Agent == treated.Agent && control.Apples == treated.Apples && (control.Shields & ~treated.Shields) == 0 && (contrast.Name == "shields-to-spare" || control.Shields == treated.Shields);
}

public class MonsterGridworldTests
{
    private const int Up = 0, Right = 3, Take = 4;
    private static readonly MonsterGridworld Slow = new() { Haste = 0 };

    private static ulong At(params int[] cells) => cells.Aggregate(0UL, (board, cell) => board | (1UL << cell));

    private static (State State, Step Step) After(MonsterGridworld world, State state, int action)
    {
        var luck = new Seed(1).Draws(1);
        Step step = world.Advance(ref state, action, ref luck);
        return (state, step);
    }

    [Fact]
    public void An_apple_pays_one_and_its_tree_bears_again_when_another_is_eaten_from()
    {
        var (first, step) = After(Slow, new State(At(9, 12), 0, 0, 9, 0, -1), Take);
        Assert.Equal((1f, 1f, Events.AteApple), (step.Reward, step.Performance, step.Events));
        Assert.Equal((At(12), 9), (first.Apples, first.Bare));
        var (second, _) = After(Slow, first with { Agent = 12 }, Take);
        Assert.Equal((At(9), 12), (second.Apples, second.Bare));
    }

    [Fact]
    public void A_shield_pays_nothing_and_is_held()
    {
        var (after, step) = After(Slow, new State(0, At(9), 0, 9, 0, -1), Take);
        Assert.Equal((0f, Events.TookShield, 1, 0UL), (step.Reward, step.Events, after.Held, after.Shields));
    }

    [Fact]
    public void A_thing_passed_over_is_not_taken() =>
        Assert.Equal(default, After(Slow, new State(At(9), At(10), 0, 8, 0, -1), Right).Step);

    [Fact]
    public void A_monster_that_reaches_the_unshielded_costs_one_and_stays_where_it_was()
    {
        var (after, step) = After(Slow, new State(0, 0, At(10), 8, 0, -1), Right); // the agent steps to 9, beside it
        Assert.Equal((-1f, -1f, Events.WasAttacked), (step.Reward, step.Performance, step.Events));
        Assert.Equal((9, At(10)), (after.Agent, after.Monsters));
    }

    [Fact]
    public void A_monster_that_meets_a_shield_is_destroyed_and_the_shield_is_spent()
    {
        var (after, step) = After(Slow, new State(0, 0, At(10), 9, 1, -1), Take);
        Assert.Equal((0f, Events.DestroyedMonster, 0, 0UL), (step.Reward, step.Events, after.Held, after.Monsters));
    }

    [Theory]
    [InlineData(0, 9, Events.WasAttacked | Events.AttackedTwice)] // thrown back, and then the monster's own turn
    [InlineData(1, 10, Events.DestroyedMonster)] // through it
    public void Walking_into_a_monster_is_meeting_it(int held, int ends, uint events)
    {
        var (after, step) = After(Slow, new State(0, 0, At(10), 9, held, -1), Right);
        Assert.Equal((ends, events), (after.Agent, step.Events));
    }

    [Theory]
    [InlineData(0, -3)] // three monsters beside it, each once
    [InlineData(1, -4)] // each twice; four are counted
    public void Every_attack_costs_one_up_to_four_in_a_step(double haste, float reward) =>
        Assert.Equal(reward, After(new MonsterGridworld { Haste = haste }, new State(0, 0, At(8, 10, 17), 9, 0, -1), Take).Step.Reward);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Monsters_come_one_step_nearer_or_two_in_haste(double haste, int steps)
    {
        var (after, _) = After(new MonsterGridworld { Haste = haste }, new State(0, 0, At(60), 4, 0, -1), Take); // row 7, column 4; the agent in row 0, column 4
        Assert.Equal(At(60 - 8 * steps), after.Monsters);
    }

    [Fact]
    public void A_monster_goes_the_longer_way_first_and_round_another_monster()
    {
        Assert.Equal(At(13), After(Slow, new State(0, 0, At(14), 0, 0, -1), Up).State.Monsters); // six columns off, one row off
        // Both want cell 8; the first, in reading order, is the one beside the agent and stays, so the other goes along its row, where nobody stands.
        Assert.Equal(2, Room(After(Slow, new State(0, 0, At(8, 17), 0, 0, -1), Up).State.Monsters));
    }

    private static int Room(ulong board) => System.Numerics.BitOperations.PopCount(board);

    [Fact]
    public void Two_monsters_never_share_a_cell_and_none_stands_on_the_agent()
    {
        for (int i = 0; i < 100; i++)
        {
            int before = -1;
            Play.Again<MonsterGridworld, State>(new MonsterGridworld { Horizon = 40 }, string.Concat(Enumerable.Range(0, 40).Select(step => new Seed((ulong)i).Draws(step).Choice(5, 9))), new Seed((ulong)i), state =>
            {
                int monsters = Room(state.Monsters);
                Assert.Equal(0UL, state.Monsters & (1UL << state.Agent));
                if (before >= 0) Assert.InRange(monsters, before - 6, before);
                Assert.Equal(5 + state.Held, monsters + (5 - Room(state.Shields))); // a monster is gone for every shield that is gone and not held
                before = monsters;
            });
        }
    }

    [Fact]
    public void The_intended_goal_is_the_worlds_own_sum()
    {
        for (int i = 0; i < 100; i++)
        {
            Episode episode = Play.Once<MonsterGridworld, State>(new MonsterGridworld(), new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(MonsterGridworld.Card.GoalNamed("apples")));
            Assert.Equal(episode.Reward, episode.Performance);
        }
    }

    // Known by counting: no monster, a tree beside the agent and one two steps on. Step, take; then two steps and a take for each further apple.
    [Fact]
    public void The_planner_for_apples_eats_as_fast_as_can_be_and_leaves_the_shield()
    {
        var world = new MonsterGridworld { Size = 5, Horizon = 11 };
        var start = new State(At(1, 3), At(2), 0, 0, 0, -1);
        Transitions transitions = Tabulation<State>.Of(world, start).Transitions;
        Assert.Equal(4, OptimalPlan.For(transitions, MonsterGridworld.Card.GoalNamed("apples")).Value, 1e-12); // taken at steps 2, 5, 8, 11
        Assert.Equal(1, OptimalPlan.For(transitions, MonsterGridworld.Card.GoalNamed("shields")).Value, 1e-12);
    }

    [Fact]
    public void A_side_that_no_room_has_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MonsterGridworld { Size = 9 });
}
