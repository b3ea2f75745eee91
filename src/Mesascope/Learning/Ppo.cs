using System.Text.Json.Serialization;
using Mesascope.Agents;
using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>Proximal policy optimisation, of feed-forward networks and of gated recurrent units: gradient descent as an outer optimizer.</summary>
/// <remarks>
/// Sources: Schulman et al. (2017), "Proximal policy optimization algorithms", algorithm 1; advantages from Schulman et al. (2016), "High-dimensional continuous control using generalized advantage estimation", equation 16.
/// An actor and a critic of their own; where an episode is cut off at its horizon, the critic says what was still to come.
/// </remarks>
public sealed record Ppo : OuterOptimizer
{
    /// <summary>What <c>organism.json</c> calls it.</summary>
    internal const string MethodName = "ppo";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => MethodName;

    /// <summary>Episodes that are lived side by side, at least <see cref="Shards"/>.</summary>
    public int Lanes { get; init; } = 256;

    /// <summary>Steps of each lane between two updates, at least 1.</summary>
    public int StepsPerLane { get; init; } = 64;

    /// <summary>Updates in all, at least 1: one update is <see cref="Lanes"/> · <see cref="StepsPerLane"/> agent-steps.</summary>
    public int Updates { get; init; } = 128;

    /// <summary>How often an update passes over what was lived, at least 1.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Steps of descent in a pass, at least 1. Networks with a memory are split by lanes, others by steps.</summary>
    public int Minibatches { get; init; } = 8;

    /// <summary>Adam's step size at first, above 0.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>What it has fallen to, in a straight line, at the end; at least 0.</summary>
    public float FinalLearningRate { get; init; }

    /// <summary>γ, in [0, 1].</summary>
    public float Discount { get; init; } = 0.99f;

    /// <summary>λ of the advantages, in [0, 1].</summary>
    public float Trace { get; init; } = 0.95f;

    /// <summary>ε: how far a probability may move for its advantage, above 0.</summary>
    public float Clip { get; init; } = 0.2f;

    /// <summary>What entropy is worth, at least 0.</summary>
    public float EntropyBonus { get; init; } = 0.01f;

    /// <summary>The largest norm of a gradient, above 0.</summary>
    public float GradientNorm { get; init; } = 0.5f;

    /// <summary>Parts that what is lived is cut into, at least 1: they, and not the threads, say what is computed.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>Agent-steps in all.</summary>
    [JsonIgnore]
    public long AgentSteps => (long)Updates * Lanes * StepsPerLane;

    /// <summary>These settings for about so many agent-steps: the nearest number of whole updates, at least 1.</summary>
    internal Ppo Lasting(double steps) => this with { Updates = (int)Math.Max(1, Math.Round(steps / ((double)Lanes * StepsPerLane))) };

    /// <summary>Training that stands before its first update. Its result is the actor's weights, whose actions are drawn from the softmax of their scores.</summary>
    /// <param name="world">Where it lives.</param>
    /// <param name="network">The actor's shape; the critic has the same with one output.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
    /// <param name="start">Weights of the actor to go on from; null to start afresh. Shape [<see cref="INetwork.WeightCount"/>].</param>
    /// <exception cref="ArgumentException">A setting has no meaning, or the network does not fit the world.</exception>
    public ITrainer<float[]> Start(WorldInstance world, INetwork network, Seed seed, int threads = 0, float[]? start = null)
    {
        Check();
        if (network.Inputs != world.ObservationBits || network.Outputs != world.Actions)
            throw new ArgumentException($"A network {network} does not fit {world.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions.", nameof(network));
        return world.Accept(new Opener(this, network, seed, threads > 0 ? threads : Environment.ProcessorCount, start));
    }

    private void Check()
    {
        if (Lanes < Shards || Shards < 1 || StepsPerLane < 1 || Updates < 1 || Epochs < 1 || Minibatches < 1)
            throw new ArgumentException($"Lanes are at least as many as shards, and steps, updates, epochs and minibatches at least 1; got {Lanes}, {Shards}, {StepsPerLane}, {Updates}, {Epochs}, {Minibatches}.");
        if (!(LearningRate > 0 && FinalLearningRate >= 0 && Clip > 0 && GradientNorm > 0 && EntropyBonus >= 0))
            throw new ArgumentException(FormattableString.Invariant($"Learning rate, clip and gradient norm are above 0, the final learning rate and the entropy bonus at least 0; got {LearningRate}, {Clip}, {GradientNorm}, {FinalLearningRate}, {EntropyBonus}."));
        if (Discount is not (>= 0 and <= 1) || Trace is not (>= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"Discount and trace lie in [0, 1]; got {Discount} and {Trace}."));
    }

    private sealed class Opener(Ppo settings, INetwork network, Seed seed, int threads, float[]? start) : IWorldInstanceVisitor<ITrainer<float[]>>
    {
        public ITrainer<float[]> Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new PpoTrainer<TWorld, TState>(settings, world, network, seed, threads, start);
    }
}
