using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Two agents that take turns: each step is decided by the first with a fixed probability, else by the second.</summary>
/// <param name="First">Who decides that share of the steps.</param>
/// <param name="Second">Who decides the others.</param>
/// <param name="Share">In [0, 1].</param>
public sealed record TurnsAgent(IAgent First, IAgent Second, double Share) : IAgent
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"{Share:0.##} {First.Name}, else {Second.Name}");

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(First.Enter<TWorld, TState>(world, start), Second.Enter<TWorld, TState>(world, start), Share);

    private sealed class Policy<TState>(IPolicy<TState> first, IPolicy<TState> second, double share) : IPolicy<TState>
    {
        public bool Remembers => first.Remembers || second.Remembers;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            Span<double> other = stackalloc double[probabilities.Length];
            first.Probabilities(state, step, probabilities);
            second.Probabilities(state, step, other);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = share * probabilities[action] + (1 - share) * other[action];
        }
    }
}
