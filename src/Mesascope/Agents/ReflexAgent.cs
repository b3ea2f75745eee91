using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Walks at random until some action brings one of its events at once, and then takes it: a reflex, without search or preference.</summary>
/// <param name="Events">The events that set it off, one bit each.</param>
/// <param name="Biases">How it walks: the weight of each action, at least 0; actions past the end have weight 1.</param>
public sealed record ReflexAgent(uint Events, IReadOnlyList<double> Biases) : IAgent
{
    /// <inheritdoc/>
    public string Name => Events == 0 ? "drift" : "reflex";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TWorld, TState>(world, this);

    private sealed class Policy<TWorld, TState>(TWorld world, ReflexAgent agent) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            double sum = 0;
            for (int action = 0; action < probabilities.Length; action++)
            {
                probabilities[action] = SetsOff(state, action) ? 1 : 0;
                sum += probabilities[action];
            }
            if (sum == 0)
                for (int action = 0; action < probabilities.Length; action++) sum += probabilities[action] = action < agent.Biases.Count ? agent.Biases[action] : 1;
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] /= sum;
        }

        private bool SetsOff(TState state, int action)
        {
            if (agent.Events == 0) return false;
            var random = new Enumerator();
            return (world.Advance(ref state, action, ref random).Events & agent.Events) != 0;
        }
    }
}
