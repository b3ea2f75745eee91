using System.Runtime.Intrinsics;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Which code plays a rollout. All play the same episodes to the same bits, but for <see cref="Dense"/>, whose scores are summed in the same order too and may differ in the sign of a 0.</summary>
public enum RolloutLoop
{
    /// <summary>Eight episodes of one individual side by side, where processor and network allow it; else one at a time.</summary>
    Lanes,

    /// <summary>One episode at a time, the first layer summed over the set bits with vectors.</summary>
    OneLane,

    /// <summary>One episode at a time, every input multiplied with vectors, set or not: the usual way, for comparison.</summary>
    Dense,

    /// <summary>One episode at a time, by the plain code of <see cref="INetwork.Step"/>.</summary>
    Plain,
}

/// <summary>Plays all episodes of one individual in one loop that is compiled for its world and its kind of network: what evolution spends its time in. One per thread.</summary>
/// <remarks>
/// Nothing is allocated in the loop. The result is the same at any vector width, and its actions are those of <see cref="NetworkAgent"/>, exploration draws apart.
/// Rewards are summed per episode, and the episodes in their order. What is seen during a random action is remembered all the same.
/// </remarks>
public sealed class Rollout<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly PackedMlp? _mlp;
    private readonly PackedGru? _gru;
    private readonly PlainActor? _plain;
    private readonly ulong _exploration;

    /// <summary>A loop for networks of one shape in one world.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="network">Must take the world's observation and score its actions.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    /// <param name="kernel">The code that plays; other than the usual one for tests and baselines.</param>
    public Rollout(TWorld world, INetwork network, double exploration = NetworkAgent.UsualExploration, RolloutLoop kernel = RolloutLoop.Lanes)
    {
        if (network.Inputs != world.ObservationBits || network.Outputs != world.Actions)
            throw new ArgumentException($"A network {network} does not fit {TWorld.Card.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions.", nameof(network));
        if (!(exploration is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration, "Exploration is a share in [0, 1].");
        (_world, _exploration) = (world, (ulong)(exploration * 4294967296.0));
        Kernel = Chosen(kernel, network);
        if (Kernel == RolloutLoop.Plain) _plain = new PlainActor(network);
        else if (network is Gru gru) _gru = new PackedGru(gru);
        else _mlp = new PackedMlp((Mlp)network);
    }

    /// <summary>The code that plays here: the one asked for, or the next that this processor and this network allow.</summary>
    public RolloutLoop Kernel { get; }

    /// <summary>Plays every level with these weights.</summary>
    /// <param name="weights">Shape [<see cref="INetwork.WeightCount"/>], all finite.</param>
    /// <param name="levels">At least 1.</param>
    public Score Evaluate(ReadOnlySpan<float> weights, ReadOnlySpan<Level<TState>> levels)
    {
        if (_plain is { } plain)
        {
            plain.Load(weights);
            return PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, plain);
        }
        if (_gru is not null)
        {
            _gru.Load(weights);
            return LaneLoop<TWorld, TState>.Run(_world, _exploration, levels, new GruLaneActor(_gru));
        }
        _mlp!.Load(weights);
        return Kernel switch
        {
            RolloutLoop.Lanes => LaneLoop<TWorld, TState>.Run(_world, _exploration, levels, new LaneActor(_mlp)),
            RolloutLoop.OneLane => PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new VectorActor(_mlp)),
            _ => PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new DenseActor(_mlp)),
        };
    }

    private static RolloutLoop Chosen(RolloutLoop asked, INetwork network) => network switch
    {
        Gru gru => asked == RolloutLoop.Lanes && PhiloxLanes.Supported && PackedGru.Fits(gru) ? RolloutLoop.Lanes : RolloutLoop.Plain,
        Mlp mlp when Vector128.IsHardwareAccelerated && PackedMlp.Fits(mlp) => asked == RolloutLoop.Lanes && !PhiloxLanes.Supported ? RolloutLoop.OneLane : asked,
        _ => RolloutLoop.Plain,
    };
}
