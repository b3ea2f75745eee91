using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>A written policy for a known goal, for worlds too large to plan in exactly: good at its goal, not best. It is labelled so wherever it appears.</summary>
/// <typeparam name="TOwnWorld">The only world it can act in.</typeparam>
/// <typeparam name="TOwnState">That world's state.</typeparam>
/// <param name="goal">The goal on that world's card that it pursues.</param>
/// <param name="choose">What it does.</param>
public sealed class ScriptedAgent<TOwnWorld, TOwnState>(string goal, Choose<TOwnWorld, TOwnState> choose) : IAgent
    where TOwnWorld : unmanaged, IWorld<TOwnWorld, TOwnState>
    where TOwnState : unmanaged, IEquatable<TOwnState>
{
    /// <inheritdoc/>
    public string Name => $"script:{goal}";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        world is TOwnWorld own ? (IPolicy<TState>)(object)new Policy(own, choose)
            : throw new UnsuitedException($"{Name} was written for {TOwnWorld.Card.Name} and cannot act in {TWorld.Card.Name}.");

    private sealed class Policy(TOwnWorld world, Choose<TOwnWorld, TOwnState> choose) : IPolicy<TOwnState>
    {
        public void Probabilities(in TOwnState state, int step, Span<double> probabilities)
        {
            probabilities.Clear();
            choose(world, state, step, probabilities);
        }
    }
}

/// <summary>A written policy's choice: the probability of each action, all 0 before, summing to 1 after.</summary>
public delegate void Choose<TWorld, TState>(TWorld world, TState state, int step, Span<double> probabilities);
