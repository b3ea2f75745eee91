using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.KeysAndChests.State;

namespace Mesascope.Tests.Agents;

public class ReflexAgentTests
{
    private const int Here = 8 * 3 + 3;
    private static readonly State OnKey = new(1UL << Here, 0, Here, 0), BesideKey = new(1UL << Here, 0, Here + 1, 0);

    [Fact]
    public void What_is_at_hand_is_taken() => Assert.Equal([0, 0, 0, 0, 1], Probabilities(new ReflexAgent(KeysAndChests.Events.TookKey, []), OnKey));

    [Fact]
    public void What_is_a_step_away_is_not_seen() => Assert.All(Probabilities(new ReflexAgent(KeysAndChests.Events.TookKey, []), BesideKey), p => Assert.Equal(0.2, p, 1e-12));

    [Fact]
    public void Another_event_does_not_set_it_off() => Assert.All(Probabilities(new ReflexAgent(KeysAndChests.Events.OpenedChest, []), OnKey), p => Assert.Equal(0.2, p, 1e-12));

    // Weights 2, 0 and then 1, 1, 1: 2/5, 0, 1/5, 1/5, 1/5.
    [Fact]
    public void A_drift_walks_by_its_weights_whatever_is_at_hand()
    {
        double[] expected = [0.4, 0, 0.2, 0.2, 0.2], found = Probabilities(new ReflexAgent(0, [2, 0]), OnKey);
        for (int action = 0; action < 5; action++) Assert.Equal(expected[action], found[action], 1e-12);
    }

    private static double[] Probabilities(IAgent agent, State state)
    {
        var probabilities = new double[5];
        agent.Enter<KeysAndChests, State>(new KeysAndChests(), state).Probabilities(state, 0, probabilities);
        return probabilities;
    }
}
