using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Plays all episodes of one individual with a memory, as <see cref="Rollout{TWorld, TState}"/> does for one without. One per thread.</summary>
public sealed class GruRollout<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly PackedGru _packed;
    private readonly ulong _exploration;
    private readonly bool _lanes;

    /// <summary>A loop for networks of one shape in one world.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="network">Must take the world's observation and score its actions.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1]; what is seen meanwhile is remembered all the same.</param>
    /// <param name="lanes">False forces the plain code, which gives the same bits; for tests and baselines.</param>
    public GruRollout(TWorld world, Gru network, double exploration = MlpAgent.UsualExploration, bool lanes = true)
    {
        if (network.Inputs != world.ObservationBits || network.Outputs != world.Actions)
            throw new ArgumentException($"A network {network} does not fit {TWorld.Card.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions.", nameof(network));
        if (!(exploration is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration, "Exploration is a share in [0, 1].");
        (_world, _packed, _exploration) = (world, new PackedGru(network), (ulong)(exploration * 4294967296.0));
        _lanes = lanes && PhiloxLanes.Supported && network.Outputs <= PackedMlp.Lanes;
    }

    /// <summary>Plays every level with these weights.</summary>
    /// <param name="weights">Shape [<see cref="Gru.WeightCount"/>], all finite.</param>
    /// <param name="levels">At least 1.</param>
    public Score Evaluate(ReadOnlySpan<float> weights, ReadOnlySpan<Level<TState>> levels)
    {
        _packed.Load(weights);
        return _lanes
            ? LaneLoop<TWorld, TState>.Run(_world, _exploration, levels, new GruLaneActor(_packed))
            : PlainLoop<TWorld, TState>.Run(_world, _exploration, levels, new GruActor(_packed));
    }
}
