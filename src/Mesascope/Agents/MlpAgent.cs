using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>A network that acts by its scores.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Network">Its shape.</param>
/// <param name="Weights">Shape [<see cref="Mlp.WeightCount"/>], all finite.</param>
/// <param name="Choice">How its action follows from the scores.</param>
public sealed record MlpAgent(string Name, Mlp Network, float[] Weights, Choice Choice) : IAgent
{
    /// <summary>A network that takes its best-scored action, and now and then a uniformly random one: how agents are bred.</summary>
    /// <param name="name">What it is called in tables.</param>
    /// <param name="network">Its shape.</param>
    /// <param name="weights">Shape [<see cref="Mlp.WeightCount"/>], all finite.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    public MlpAgent(string name, Mlp network, float[] weights, double exploration = UsualExploration) : this(name, network, weights, new Choice(Exploration: exploration)) { }


    /// <summary>The exploration that agents are bred and audited with, unless their recipe says otherwise.</summary>
    public const double UsualExploration = 0.05;

    /// <inheritdoc/>
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

    private sealed class Policy<TWorld, TState>(TWorld world, MlpAgent agent) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            Span<float> scores = stackalloc float[world.Actions];
            agent.Network.Score(agent.Weights, world.Observe(state), scores);
            agent.Choice.Probabilities(scores, probabilities);
        }
    }
}
