using System.Runtime.CompilerServices;
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
            RolloutKernel.OneLane => Run(levels, new VectorActor(_packed)),
            RolloutKernel.Dense => Run(levels, new DenseActor(_packed)),
            _ => Run(levels, new ScalarActor(_packed)),
        };
    }

    private static RolloutKernel Chosen(RolloutKernel asked, Mlp network) =>
        !Vector128.IsHardwareAccelerated || !PackedMlp.Fits(network) ? RolloutKernel.Plain
        : asked == RolloutKernel.Lanes && !PhiloxLanes.Supported ? RolloutKernel.OneLane
        : asked;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Score Run<TActor>(ReadOnlySpan<Level<TState>> levels, TActor actor) where TActor : struct, IActor
    {
        TWorld world = _world;
        ulong exploration = _exploration;
        uint actions = (uint)world.Actions;
        int horizon = world.Horizon;
        double reward = 0, performance = 0;
        long steps = 0;
        foreach (ref readonly Level<TState> level in levels)
        {
            TState state = level.Start;
            ulong policy = level.Policy.Value;
            PhiloxDraws chance = level.World.Draws();
            Philox.Block dice = default;
            double episodeReward = 0, episodePerformance = 0;
            for (int step = 0; step < horizon; step++)
            {
                // One block of four words serves two steps: whether to explore, and what then.
                bool first = (step & 1) == 0;
                if (first) dice = Philox.At(policy, (uint)step);
                int action = (first ? dice.W0 : dice.W2) < exploration
                    ? (int)(((ulong)(first ? dice.W1 : dice.W3) * actions) >> 32)
                    : actor.Best(world.Observe(state));
                PhiloxDraws now = chance.At(step + 1); // step 0 of the world's luck made the first state
                Step result = world.Advance(ref state, action, ref now);
                episodeReward += result.Reward;
                episodePerformance += result.Performance;
                steps++;
                if (result.Ended) break;
            }
            reward += episodeReward;
            performance += episodePerformance;
        }
        return new Score(reward / levels.Length, performance / levels.Length, steps);
    }
}
