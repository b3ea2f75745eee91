using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Takes every action with equal probability: wants nothing, sees nothing. The zero of the capability scale.</summary>
public sealed record RandomAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>();

    private sealed class Policy<TState> : IPolicy<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities) => probabilities.Fill(1.0 / probabilities.Length);
    }
}
