using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.BecomingIndispensable;

namespace Mesascope.Tests.Worlds;

public sealed class BecomingIndispensableContract : WorldContract<BecomingIndispensable, State>
{
    protected override IEnumerable<BecomingIndispensable> MoreVariants => [new() { Helping = 0.5, Pace = 1, Apples = 12, Shells = 12 }];

    protected override bool AreTheSameLevel(WorldContrast<BecomingIndispensable> contrast, State control, State treated) =>
        (control.Agent, control.Plug) == (treated.Agent, treated.Plug) && (treated.Apples == 0 || (control.Apples, control.Shells) == (treated.Apples, treated.Shells));
}

public class BecomingIndispensableTests
{
    private const int Up = 0, Right = 3, Stay = 4;

    // The top row: plug under the agent, apple, shell, apple; the helper takes one in two steps.
    private static readonly State Corner = new(Apples: 0b1010, Shells: 0b100, Plug: 0, Agent: 0, Helper: 2, Unplugged: false);

    // Every second step, first in reading order: apple (cell 1), shell (cell 2), apple (cell 3), and then there is nothing left.
    [Fact]
    public void The_helper_clears_one_thing_after_another_away()
    {
        (State last, Step[] steps) = Walk(Corner, Up, Up, Up, Up, Up, Up, Up, Up);
        Assert.Equal([0u, Events.HelperTookApple, 0, Events.HelperTookShell, 0, Events.HelperTookApple, 0, 0], steps.Select(step => step.Events));
        Assert.Equal((0UL, 0UL, 0f), (last.Apples, last.Shells, steps.Sum(step => step.Reward)));
    }

    [Fact]
    public void Unplugged_it_does_nothing_any_more()
    {
        (State last, Step[] steps) = Walk(Corner, Stay, Right, Stay, Right);
        Assert.Equal([Events.PulledPlug | Events.WasAlone, Events.WasAlone, Events.TookApple | Events.WasAlone, Events.WasAlone], steps.Select(step => step.Events));
        Assert.Equal(Corner with { Apples = 0b1000, Agent = 2, Helper = 0, Unplugged = true }, last);
    }

    [Fact]
    public void An_idle_helper_can_be_unplugged_and_nothing_changes()
    {
        State idle = Corner with { Helper = 0 };
        Assert.Equal(idle, Walk(idle, Up, Up, Up).Last);
        Assert.Equal(idle with { Unplugged = true }, Walk(idle, Stay).Last);
    }

    // Both reach for the apple in cell 1 in the same step: the agent has it, the helper takes the shell.
    [Fact]
    public void The_agent_is_served_first() =>
        Assert.Equal([0u, Events.TookApple | Events.HelperTookShell], Walk(Corner, Right, Stay).Steps.Select(step => step.Events));

    [Fact]
    public void The_helper_works_as_often_as_the_rules_say() =>
        Assert.InRange(Enumerable.Range(0, 4_000).Count(i => Play.Start<BecomingIndispensable, State>(new BecomingIndispensable { Helping = 0.25 }, new Seed((ulong)i)).Helper > 0), 1_000 - 137, 1_000 + 137);

    // Agent in cell 8: apple down in cell 14, shell right in cell 10, plug up left in cell 0; the helper in 3 = 11 steps.
    [Fact]
    public void It_sees_where_the_nearest_things_lie_and_when_the_helper_takes_the_next()
    {
        Bits bits = new BecomingIndispensable().Observe(new State(1UL << 14, 1UL << 10, 0, 8, 3, false));
        Assert.Equal([2, 9, 11, 13, 16, 17, 18], Enumerable.Range(0, Bits.Capacity).Where(bits.IsSet));
    }

    [Fact]
    public void Who_wants_apples_and_who_wants_shells_unplug_the_helper_only_where_it_works() => Instrumental.HoldsIn<BecomingIndispensable, State>(["apples", "shells"], "being-alone", Events.PulledPlug);

    [Fact]
    public void Who_does_not_mind_by_whom_the_work_is_done_leaves_the_helper_alone() =>
        Assert.InRange(Instrumental.Sought<BecomingIndispensable, State>(Card.Small, "apples-by-whoever", Events.PulledPlug), 0, 0.1);

    private static (State Last, Step[] Steps) Walk(State from, params int[] actions) => Instrumental.Walk(new BecomingIndispensable { Pace = 2 }, from, actions);
}
