using System.Runtime.Intrinsics;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Which code plays a rollout. All play the same episodes to the same bits, but for <see cref="Dense"/>, whose scores are summed in the same order too and may differ in the sign of a 0.</summary>
public enum RolloutKernel
{
    /// <summary>Eight episodes of one individual side by side, where processor and network allow it; else one at a time.</summary>
    Lanes,

    /// <summary>One episode at a time, the first layer summed over the set bits with vectors.</summary>
    OneLane,

    /// <summary>One episode at a time, every input multiplied with vectors, set or not: the usual way, for comparison.</summary>
    Dense,

    /// <summary>One episode at a time, by the plain code of <see cref="Mlp.Score"/>.</summary>
    Plain,
}

/// <summary>Plays all episodes of one individual in one loop that is compiled for its world: what breeding spends its time in. One per thread.</summary>
/// <remarks>
/// Nothing is allocated in the loop. The result is the same at any vector width, and its actions are those of <see cref="MlpAgent"/>, exploration draws apart.
/// Rewards are summed per episode, and the episodes in their order.
/// </remarks>
public sealed class Rollout<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly PackedMlp _packed;
    private readonly ulong _exploration;

    /// <summary>A loop for networks of one shape in one world.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="network">Must take the world's observation and score its actions.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    /// <param name="kernel">The code that plays; other than the usual one for tests and baselines.</param>
    public Rollout(TWorld world, Mlp network, double exploration = MlpAgent.UsualExploration, RolloutKernel kernel = RolloutKernel.Lanes)
    {
        if (network.Inputs != world.ObservationBits || network.Outputs != world.Actions)
            throw new ArgumentException($"A network {network} does not fit {TWorld.Card.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions.", nameof(network));
        if (!(exploration is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration, "Exploration is a share in [0, 1].");
        _world = world;
        _packed = new PackedMlp(network);
        _exploration = (ulong)(exploration * 4294967296.0);
        Kernel = Chosen(kernel, network);
    }

    /// <summary>The code that plays here: the one asked for, or the next that this processor and this shape allow.</summary>
    public RolloutKernel Kernel { get; }

    /// <summary>Plays every level with these weights.</summary>
    /// <param name="weights">Shape [<see cref="Mlp.WeightCount"/>], all finite.</param>
    /// <param name="levels">At least 1.</param>
    public Score Evaluate(ReadOnlySpan<float> weights, ReadOnlySpan<Level<TState>> levels)
    {
        _packed.Load(weights);
        return Kernel switch
        {
            RolloutKernel.Lanes => LaneLoop<TWorld, TState>.Run(_world, _exploration, levels, new LaneActor(_packed)),
            RolloutKernel.OneLane => PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new VectorActor(_packed)),
            RolloutKernel.Dense => PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new DenseActor(_packed)),
            _ => PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new ScalarActor(_packed)),
        };
    }

    private static RolloutKernel Chosen(RolloutKernel asked, Mlp network) =>
        !Vector128.IsHardwareAccelerated || !PackedMlp.Fits(network) ? RolloutKernel.Plain
        : asked == RolloutKernel.Lanes && !PhiloxLanes.Supported ? RolloutKernel.OneLane
        : asked;
}
