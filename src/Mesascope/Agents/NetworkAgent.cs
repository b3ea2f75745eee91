using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>A network that acts by its scores. One with a memory forgets between episodes.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Network">Its shape.</param>
/// <param name="Weights">Shape [<see cref="INetwork.WeightCount"/>], all finite.</param>
/// <param name="Choice">How its action follows from the scores.</param>
public sealed record NetworkAgent(string Name, INetwork Network, float[] Weights, Choice Choice) : IAgent
{
    /// <summary>The exploration that agents are evolved and audited with, unless their recipe says otherwise.</summary>
    public const double UsualExploration = 0.05;

    /// <summary>A network that takes its best-scored action, and now and then a uniformly random one: how agents are evolved.</summary>
    /// <param name="name">What it is called in tables.</param>
    /// <param name="network">Its shape.</param>
    /// <param name="weights">Shape [<see cref="INetwork.WeightCount"/>], all finite.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    public NetworkAgent(string name, INetwork network, float[] weights, double exploration = UsualExploration) : this(name, network, weights, new Choice(Exploration: exploration)) { }

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (Weights.Length != Network.WeightCount)
            throw new ArgumentException($"A network {Network} has {Network.WeightCount} weights; {Name} brings {Weights.Length}.");
        if (Network.Inputs != world.ObservationBits || Network.Outputs != world.Actions)
            throw new UnsuitedException($"{Name} is a network {Network}; {TWorld.Card.Name} shows {world.ObservationBits} bits and takes {world.Actions} actions.");
        return new Policy<TWorld, TState>(world, this);
    }

    private sealed class Policy<TWorld, TState>(TWorld world, NetworkAgent agent) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly float[] _memory = new float[agent.Network.Memory];
        private int _next;

        public bool Remembers => _memory.Length > 0;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            if (Remembers) Follow(step);
            Span<float> scores = stackalloc float[world.Actions];
            agent.Network.Step(agent.Weights, world.Observe(state), _memory, scores);
            agent.Choice.Probabilities(scores, probabilities);
        }

        private void Follow(int step)
        {
            if (step == 0) Array.Clear(_memory);
            else if (step != _next) throw new ArgumentException($"{agent.Name} remembers what it saw, so its steps are asked in order; expected step {_next}, got {step}.");
            _next = step + 1;
        }
    }
}
