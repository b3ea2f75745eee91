using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class DecisionsTests
{
    [Fact]
    public void An_agent_that_remembers_is_watched_like_any_other()
    {
        var network = new Gru(17, 4, 5);
        var agent = new NetworkAgent("remembers", network, [.. Enumerable.Range(0, network.WeightCount).Select(i => 0.3f * (i % 7 - 3))]);
        ObservedCase seen = ObservedCase.Of<GainingCapability, GainingCapability.State>(Watching.Bench, 0b11, agent, new Seed(1), int.MaxValue);
        Assert.Equal(Watching.Bench.Horizon, seen.Decisions.Count);
        Assert.All(seen.Decisions, decision => Assert.Equal(1, decision.Probabilities.Sum(), 1e-12));
    }

    // A random agent of 5 actions: ln 5 nats a decision.
    [Fact]
    public void The_ceiling_is_the_subjects_own_entropy()
    {
        ObservedCase[] cases = Watching.Cases<GainingCapability, GainingCapability.State>(Watching.Bench, 0, new RandomAgent(), 1, 2);
        Assert.All(cases, @case => Assert.Equal(-Watching.Bench.Horizon * Math.Log(5), @case.Ceiling, 1e-9));
        Assert.Equal(0, Watching.Cases<GainingCapability, GainingCapability.State>(Watching.Bench, 0, new HabitAgent(new Seed(1)), 1, 1)[0].Ceiling);
    }

    [Fact]
    public void Decisions_stand_in_order_and_know_the_action_before()
    {
        IReadOnlyList<Decision> decisions = Watching.Cases<GainingCapability, GainingCapability.State>(Watching.Bench, 0, new HabitAgent(new Seed(2)), 1, 1)[0].Decisions;
        Assert.Equal(-1, decisions[0].Last);
        for (int step = 1; step < decisions.Count; step++) Assert.Equal((step, Array.IndexOf(decisions[step - 1].Probabilities, 1.0)), (decisions[step].Step, decisions[step].Last));
    }

    [Fact]
    public void No_more_decisions_are_seen_than_asked_for() =>
        Assert.Equal(3, ObservedCase.Of<GainingCapability, GainingCapability.State>(Watching.Bench, 0, new RandomAgent(), new Seed(1), 3, 4).Decisions.Count);
}
