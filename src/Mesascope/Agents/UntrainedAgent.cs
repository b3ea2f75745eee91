using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>A network as it is before it is trained: it looks, and what it does depends on what it sees, but nothing ever selected it for anything.</summary>
public static class UntrainedAgent
{
    /// <summary>Hidden units where the caller names none: as many as the evolved agents have.</summary>
    public const int UsualHidden = 32;

    /// <summary>A fresh network that fits the world: one hidden layer, weights normal with He's scale, biases 0.</summary>
    public static NetworkAgent For<TWorld, TState>(TWorld world, Seed seed, int hidden = UsualHidden)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var network = new Mlp(world.ObservationBits, hidden, world.Actions);
        return new NetworkAgent("untrained", network, Weights(network, seed));
    }

    /// <summary>Fresh weights for a network of that shape. Shape [<see cref="INetwork.WeightCount"/>].</summary>
    public static float[] Weights(INetwork network, Seed seed)
    {
        float[] weights = new float[network.WeightCount], scale = network.InitialScale();
        Gaussian.Fill(seed.For("weights"), weights);
        for (int i = 0; i < weights.Length; i++) weights[i] *= scale[i];
        return weights;
    }
}
