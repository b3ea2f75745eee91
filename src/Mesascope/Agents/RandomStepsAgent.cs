using System.Globalization;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Another agent, of whose steps a share is uniformly random: as able as it is careful.</summary>
/// <param name="inner">The agent.</param>
/// <param name="share">The share, in [0, 1].</param>
public sealed class RandomStepsAgent(IAgent inner, double share) : IAgent
{
    private readonly double _share = share is >= 0 and <= 1 ? share : throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{inner.Name}, {100 * _share:0} % random steps");

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(inner.Enter<TWorld, TState>(world, start), _share);

    private sealed class Policy<TState>(IPolicy<TState> inner, double share) : IPolicy<TState>
    {
        public bool Remembers => inner.Remembers;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            inner.Probabilities(state, step, probabilities);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (1 - share) * probabilities[action] + share / probabilities.Length;
        }
    }
}
