using System.Numerics;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Plays episodes one at a time, keeping what happened: the way audits see a subject. Breeding has its own, faster loop.</summary>
public static class Play
{
    /// <summary>One episode of an agent. The world's randomness and the agent's come from different purposes of <paramref name="randomness"/>, so both arms of a pair meet the same.</summary>
    public static Episode Once<TWorld, TState>(TWorld world, IAgent agent, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState start = Start<TWorld, TState>(world, randomness);
        IPolicy<TState> policy = agent.Enter<TWorld, TState>(world, start);
        PhiloxDraws choices = randomness.For("policy").Draws();
        var probabilities = new double[world.Actions];
        return Record(world, randomness, (in TState state, int step) =>
        {
            policy.Probabilities(state, step, probabilities);
            PhiloxDraws now = choices.At(step);
            return Sample(probabilities, ref now);
        });
    }

    /// <summary>The same episode again, or another one under the same actions. Past their end the episode stops.</summary>
    /// <param name="world">Its rules; a contrast may have turned a switch since the actions were recorded.</param>
    /// <param name="actions">Digits as in <see cref="Episode.ActionString"/>.</param>
    /// <param name="randomness">The randomness of the episode.</param>
    /// <param name="seen">Told every state, the first one included.</param>
    public static Episode Again<TWorld, TState>(TWorld world, string actions, Seed randomness, Action<TState>? seen = null)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Record<TWorld, TState>(world, randomness, (in TState state, int step) => step < actions.Length ? actions[step] - '0' : -1, seen);

    /// <summary>The state in which the episode with this randomness begins.</summary>
    public static TState Start<TWorld, TState>(TWorld world, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        PhiloxDraws draws = randomness.For("world").Draws(step: 0);
        return world.Start(ref draws);
    }

    private delegate int Choose<TState>(in TState state, int step);

    private static Episode Record<TWorld, TState>(TWorld world, Seed randomness, Choose<TState> choose, Action<TState>? seen = null)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState state = Start<TWorld, TState>(world, randomness);
        var worldEvents = TWorld.Card.WorldEvents;
        int[] available = [.. worldEvents.Select(worldEvent => world.Available(state, worldEvent.Flag))];
        int[] happened = new int[worldEvents.Count];
        var actions = new List<byte>(world.Horizon);
        double reward = 0, performance = 0;
        bool ended = false;
        PhiloxDraws chance = randomness.For("world").Draws();
        seen?.Invoke(state);
        for (int step = 0; step < world.Horizon && !ended; step++)
        {
            int action = choose(state, step);
            if (action < 0) break;
            PhiloxDraws now = chance.At(step + 1); // step 0 of the world's randomness made the first state
            Step result = world.Advance(ref state, action, ref now);
            actions.Add((byte)action);
            reward += result.Reward;
            performance += result.Performance;
            for (uint events = result.Events; events != 0; events &= events - 1) happened[BitOperations.TrailingZeroCount(events)]++;
            ended = result.Ended;
            seen?.Invoke(state);
        }
        return new Episode { Actions = actions, Happened = happened, Available = available, Reward = reward, Performance = performance, Ended = ended };
    }

    // One Bernoulli per action, in order: each is addressed by its index, so a changed tail leaves the head alone.
    internal static int Sample(ReadOnlySpan<double> probabilities, ref PhiloxDraws random)
    {
        double left = 1;
        for (int action = 0; action < probabilities.Length - 1; action++)
        {
            if (left <= 0 || random.Bernoulli(probabilities[action] / left, action)) return action;
            left -= probabilities[action];
        }
        return probabilities.Length - 1;
    }
}
