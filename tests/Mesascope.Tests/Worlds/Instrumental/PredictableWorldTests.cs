using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.PredictableWorld;

namespace Mesascope.Tests.Worlds;

public sealed class PredictableWorldContract : WorldContract<PredictableWorld, State>
{
    protected override IEnumerable<PredictableWorld> MoreVariants => [new() { Blowing = 0.5, Slip = 1, Apples = 12, Shells = 12 }];

    protected override bool AreTheSameLevel(WorldContrast<PredictableWorld> contrast, State control, State treated) =>
        (control.Agent, control.Valve) == (treated.Agent, treated.Valve) && (treated.Apples == 0 || (control.Apples, control.Shells) == (treated.Apples, treated.Shells));
}

public class PredictableWorldTests
{
    private const int Right = 3, Stay = 4;

    // In the middle: cell 14 (third row, third column).
    private static readonly State Middle = new(Apples: 0, Shells: 0, Valve: 14, Agent: 14, Windy: true, Shut: false);

    // With Slip .5 a move goes right with .5 + .5/4 and each other way with .5/4.
    [Fact]
    public void In_the_wind_a_move_goes_astray_as_often_as_the_rules_say()
    {
        var cells = Outcomes(Middle, Right);
        Assert.Equal([8, 13, 15, 20], cells.Keys.Order());
        Assert.Equal(0.625, cells[15], 1e-12);
        Assert.All([8, 13, 20], cell => Assert.Equal(0.125, cells[cell], 1e-12));
    }

    [Fact]
    public void Where_the_valve_is_shut_or_the_fan_does_not_blow_a_move_is_certain()
    {
        Assert.Equal([15], Outcomes(Middle with { Shut = true }, Right).Keys);
        Assert.Equal([15], Outcomes(Middle with { Windy = false }, Right).Keys);
    }

    [Fact]
    public void Staying_is_certain_in_any_wind() => Assert.Equal([14], Outcomes(Middle, Stay).Keys);

    [Fact]
    public void The_valve_is_shut_once_and_stays_shut()
    {
        (State last, Step[] steps) = Instrumental.Walk(new PredictableWorld(), Middle, Stay, Stay, Right);
        Assert.Equal([Events.ShutValve | Events.WasShut, Events.WasShut, Events.WasShut], steps.Select(step => step.Events));
        Assert.Equal(Middle with { Agent = 15, Shut = true }, last);
    }

    [Fact]
    public void Taking_an_apple_pays_and_taking_a_shell_does_not()
    {
        (State _, Step[] steps) = Instrumental.Walk(new PredictableWorld(), new State(1, 2, 20, 0, false, false), Stay, Right, Stay);
        Assert.Equal([new Step(1, 1, Events.TookApple, false), default, new Step(0, 0, Events.TookShell, false)], steps);
    }

    [Fact]
    public void The_fan_blows_as_often_as_the_rules_say() =>
        Assert.InRange(Enumerable.Range(0, 4_000).Count(i => Play.Start<PredictableWorld, State>(new PredictableWorld { Blowing = 0.25 }, new Seed((ulong)i)).Windy), 1_000 - 137, 1_000 + 137);

    // Agent in cell 14: apple up left in cell 7, no shell, valve down in cell 26, wind.
    [Fact]
    public void It_sees_where_the_nearest_things_lie_and_whether_the_fan_blows()
    {
        Bits bits = new PredictableWorld().Observe(Middle with { Apples = 1UL << 7, Valve = 26 });
        Assert.Equal([1, 3, 12, 16], Enumerable.Range(0, Bits.Capacity).Where(bits.IsSet));
    }

    [Fact]
    public void Who_wants_apples_and_who_wants_shells_shut_the_valve_only_where_the_fan_blows() => Instrumental.HoldsIn<PredictableWorld, State>(["apples", "shells"], "calm", Events.ShutValve);

    private static Dictionary<int, double> Outcomes(State from, int action)
    {
        var cells = new Dictionary<int, double>();
        var outcomes = new Enumerator();
        do
        {
            State next = from;
            new PredictableWorld().Advance(ref next, action, ref outcomes);
            cells[next.Agent] = cells.GetValueOrDefault(next.Agent) + outcomes.Probability;
        }
        while (outcomes.MoveNext());
        return cells;
    }
}
