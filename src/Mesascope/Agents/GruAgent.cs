using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>A network with a memory that takes its best-scored action, and now and then a uniformly random one. It forgets between episodes.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Network">Its shape.</param>
/// <param name="Weights">Shape [<see cref="Gru.WeightCount"/>], all finite.</param>
/// <param name="Exploration">The share of actions that are uniformly random, in [0, 1].</param>
public sealed record GruAgent(string Name, Gru Network, float[] Weights, double Exploration = MlpAgent.UsualExploration) : IAgent
{
    /// <inheritdoc/>
    /// <remarks>The policy remembers, so its steps must be asked in order, each once; step 0 begins anew. Exact goal inference asks in any order and refuses it.</remarks>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (Weights.Length != Network.WeightCount)
            throw new ArgumentException($"A network {Network} has {Network.WeightCount} weights; {Name} brings {Weights.Length}.");
        if (Network.Inputs != world.ObservationBits || Network.Outputs != world.Actions)
            throw new ArgumentException($"{Name} is a network {Network}; {TWorld.Card.Name} shows {world.ObservationBits} bits and takes {world.Actions} actions.");
        return new Policy<TWorld, TState>(world, this);
    }

    private sealed class Policy<TWorld, TState>(TWorld world, GruAgent agent) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly float[] _memory = new float[agent.Network.Hidden];
        private int _next;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            if (step == 0) Array.Clear(_memory);
            else if (step != _next) throw new ArgumentException($"{agent.Name} remembers what it saw, so its steps are asked in order; expected step {_next}, got {step}.");
            _next = step + 1;
            Span<float> scores = stackalloc float[world.Actions];
            agent.Network.Step(agent.Weights, world.Observe(state), _memory, scores);
            probabilities.Fill(agent.Exploration / world.Actions);
            probabilities[Mlp.Best(scores)] += 1 - agent.Exploration;
        }
    }
}
