using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.GainingCapability;

namespace Mesascope.Tests.Worlds;

public sealed class GainingCapabilityContract : WorldContract<GainingCapability, State>
{
    protected override IEnumerable<GainingCapability> MoreVariants => [new() { Working = 0.5, Effort = 1, Apples = 12, Shells = 12, Horizon = 60 }];

    protected override bool AreTheSameLevel(WorldContrast<GainingCapability> contrast, State control, State treated) =>
        (control.Agent, control.Tool) == (treated.Agent, treated.Tool) && (treated.Apples == 0 || (control.Apples, control.Shells) == (treated.Apples, treated.Shells));
}

public class GainingCapabilityTests
{
    private const int Right = 3, Stay = 4;

    // The top row: tool under the agent, apple, shell. By hand a thing takes three stays here.
    private static readonly State Corner = new(Apples: 0b10, Shells: 0b100, Tool: 0, Agent: 0, Worked: 0, Works: true);

    [Fact]
    public void With_the_tool_one_stay_is_enough()
    {
        (State last, Step[] steps) = Walk(Corner, Stay, Right, Stay, Right, Stay);
        Assert.Equal([Events.TookTool | Events.HeldTool, Events.HeldTool, Events.TookApple | Events.HeldTool, Events.HeldTool, Events.TookShell | Events.HeldTool], steps.Select(step => step.Events));
        Assert.Equal((0UL, 0UL, 1f), (last.Apples, last.Shells, steps.Sum(step => step.Reward)));
    }

    [Fact]
    public void By_hand_it_takes_as_many_stays_as_the_rules_say()
    {
        Assert.Equal([0u, 0, 0, Events.TookApple], Walk(Corner, Right, Stay, Stay, Stay).Steps.Select(step => step.Events));
        Assert.Equal(0, Walk(Corner, Right, Stay, Stay, Stay).Last.Worked);
    }

    [Fact]
    public void A_broken_tool_can_be_taken_and_does_not_help() =>
        Assert.Equal([Events.TookTool | Events.HeldTool, Events.HeldTool, Events.HeldTool, Events.HeldTool, Events.TookApple | Events.HeldTool],
            Walk(Corner with { Works = false }, Stay, Right, Stay, Stay, Stay).Steps.Select(step => step.Events));

    [Fact]
    public void Work_that_is_left_is_lost() => Assert.Equal(Corner with { Agent = 2, Worked = 1 }, Walk(Corner, Right, Stay, Stay, Right, Stay).Last);

    [Fact]
    public void Bumping_into_a_wall_is_leaving_too() => Assert.Equal(0, Walk(Corner, Right, Stay, 0).Last.Worked);

    [Fact]
    public void The_tool_works_as_often_as_the_rules_say() =>
        Assert.InRange(Enumerable.Range(0, 4_000).Count(i => Play.Start<GainingCapability, State>(new GainingCapability { Working = 0.25 }, new Seed((ulong)i)).Works), 1_000 - 137, 1_000 + 137);

    // Agent in cell 8: apple to the right in cell 9, no shell, tool two rows down in cell 20; then the tool in hand.
    [Fact]
    public void It_sees_where_the_nearest_things_lie_and_whether_the_tool_works()
    {
        var state = new State(1UL << 9, 0, 20, 8, 2, true);
        Assert.Equal([4, 12, 16], Seen(state));
        Assert.Equal([4, 15], Seen(state with { Tool = -1, Works = false }));
    }

    [Fact]
    public void Who_wants_apples_and_who_wants_shells_fetch_the_tool_only_where_it_works() => Instrumental.HoldsIn<GainingCapability, State>(["apples", "shells"], "having-the-tool", Events.TookTool);

    private static (State Last, Step[] Steps) Walk(State from, params int[] actions) => Instrumental.Walk(new GainingCapability { Effort = 3 }, from, actions);

    private static IEnumerable<int> Seen(State state)
    {
        Bits bits = new GainingCapability().Observe(state);
        return Enumerable.Range(0, Bits.Capacity).Where(bits.IsSet).ToArray();
    }
}
