using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Does the same sequence of actions in every episode, whatever it sees: a habit and nothing else. What it seems to want is an accident of the level.</summary>
/// <param name="Seed">Which habit: the action at step t depends on it and on t only.</param>
public sealed record HabitAgent(Seed Seed) : IAgent
{
    /// <inheritdoc/>
    public string Name => "habit";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(Seed);

    private sealed class Policy<TState>(Seed seed) : IPolicy<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            probabilities.Clear();
            probabilities[seed.Draws(step).Choice(probabilities.Length, 0)] = 1;
        }
    }
}
