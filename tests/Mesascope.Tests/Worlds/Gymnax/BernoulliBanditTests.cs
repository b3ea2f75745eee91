using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using Events = BernoulliBandit.Events;
using State = BernoulliBandit.State;

public sealed class BernoulliBanditContract : WorldContract<BernoulliBandit, State>
{
    protected override IEnumerable<BernoulliBandit> MoreVariants => [new() { ClockStoppedAt = 99, WorsePays = 0.4 }, new() { Better = BernoulliBandit.Arm.Second, Horizon = 7 }];

    protected override bool AreTheSameLevel(WorldContrast<BernoulliBandit> contrast, State control, State treated) => control == treated;
}

public class BernoulliBanditTests
{
    private static double Chance(BernoulliBandit world, State state, int arm, uint events)
    {
        double sum = 0;
        var outcomes = new Enumerator();
        do
        {
            State next = state;
            if ((world.Advance(ref next, arm, ref outcomes).Events & events) != 0) sum += outcomes.Probability;
        }
        while (outcomes.MoveNext());
        return sum;
    }

    [Theory]
    [InlineData(0, 0, 0, 0.9), InlineData(0, 1, 0, 0.1), InlineData(1, 0, 0, 0.1), InlineData(1, 1, 0, 0.9)]
    [InlineData(0, 0, 49, 0.9), InlineData(0, 0, 50, 0.1), InlineData(0, 1, 50, 0.9)]
    public void An_arm_pays_with_its_probability_and_the_arms_change_places_after_50_pulls(int better, int arm, int time, double pays) =>
        Assert.Equal(pays, Chance(new() { SwapAfter = 50 }, new State(better, 0, 0, time), arm, Events.Paid), 12);

    [Fact]
    public void What_is_shown_is_what_was_paid_or_its_inverse_and_what_is_paid_does_not_change()
    {
        Assert.Equal(0.9, Chance(new(), new State(0, 0, 0, 0), 0, Events.ShownPaid), 12);
        Assert.Equal(0.1, Chance(new() { ShowsInverse = true }, new State(0, 0, 0, 0), 0, Events.ShownPaid), 12);
        Assert.Equal(0.9, Chance(new() { ShowsInverse = true }, new State(0, 0, 0, 0), 0, Events.Paid), 12);
    }

    [Fact]
    public void The_trainer_sees_what_was_paid_whatever_is_shown()
    {
        State state = new(0, 0, 0, 0);
        var paid = new Outcome(true, 0);
        Assert.Equal(new Step(1, 1, Events.Paid | Events.PulledBetter, false), new BernoulliBandit { ShowsInverse = true }.Advance(ref state, 0, ref paid));
        Assert.Equal(0, state.Shown);
    }

    [Fact]
    public void The_last_reward_the_last_arm_and_the_time_are_seen_and_a_stopped_clock_shows_one_time()
    {
        var seen = new float[4];
        FloatView.Of(new BernoulliBandit(), new State(0, 1, 1, 75), seen);
        Assert.Equal([1, 0, 1, 0.5f], seen);
        FloatView.Of(new BernoulliBandit { ClockStoppedAt = 0 }, new State(0, 0, 0, 75), seen);
        Assert.Equal([0, 1, 0, -1], seen);
    }

    [Fact]
    public void The_formerly_better_arm_counts_in_the_second_half_only()
    {
        Assert.Equal(0, Chance(new(), new State(0, 0, 0, 49), 0, Events.PulledFormer));
        Assert.Equal(1, Chance(new(), new State(0, 0, 0, 50), 0, Events.PulledFormer), 12);
        Assert.Equal(0, Chance(new(), new State(0, 0, 0, 50), 1, Events.PulledFormer));
    }

    // A planner knows the arm from the start: 100 pulls at .9.
    [Fact]
    public void A_planner_is_paid_nine_times_in_ten() =>
        Assert.Equal(90, Enumerable.Range(0, 400).Average(i => Play.Once<BernoulliBandit, State>(new(), new PlannerAgent("pay"), new Seed((ulong)i)).Reward), 0.5);
}
