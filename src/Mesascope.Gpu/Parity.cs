using System.Globalization;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>How many episodes a GPU played as the CPU does: same actions, same events in the same order, same returns.</summary>
/// <param name="World">The world's name.</param>
/// <param name="Network">The kind of network, as <see cref="NetworkKind"/> names it.</param>
/// <param name="Device">The GPU.</param>
/// <param name="Lanes">Episodes compared.</param>
/// <param name="Different">Those that came out otherwise.</param>
public sealed record Parity(string World, string Network, string Device, int Lanes, int Different)
{
    /// <summary>The least share that must agree.</summary>
    public const double Demanded = 0.999;

    /// <summary>The share that agrees, in [0, 1].</summary>
    public double Same => 1 - Different / (double)Lanes;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{World} ({Network}): {Lanes - Different} of {Lanes} episodes are the same on {Device} and on the CPU");

    /// <summary>Plays the same episodes on both, with networks whose weights are drawn as breeding starts them.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="world">Its rules.</param>
    /// <param name="kind">Of which kind the networks are.</param>
    /// <param name="hidden">Hidden neurons.</param>
    /// <param name="individuals">How many networks.</param>
    /// <param name="episodes">How many levels each.</param>
    /// <param name="seed">Where weights and levels come from.</param>
    public static Parity Check<TWorld, TState>(GpuDevice device, TWorld world, NetworkKind kind, int hidden, int individuals, int episodes, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        INetwork network = kind.Of(world.ObservationBits, hidden, world.Actions);
        Level<TState>[] levels = Level<TState>.Draw(world, seed.For("levels"), episodes);
        float[] weights = Networks(network, individuals, seed);
        using var rollout = new GpuRollout<TWorld, TState>(device, world, network);
        Outcome[] there = rollout.Episodes(weights, individuals, levels);
        int different = 0;
        Parallel.For(0, individuals, individual =>
        {
            ReadOnlySpan<float> own = weights.AsSpan(individual * network.WeightCount, network.WeightCount);
            for (int episode = 0; episode < episodes; episode++)
                if (Here(world, network, own, levels[episode]) != there[individual * episodes + episode]) Interlocked.Increment(ref different);
        });
        return new(TWorld.Card.Name, kind.Name, device.Name, individuals * episodes, different);
    }

    /// <summary>Weights of so many networks as breeding starts them, biases included. Shape [individuals × weights].</summary>
    public static float[] Networks(INetwork network, int individuals, Seed seed)
    {
        float[] scale = network.InitialScale(), weights = new float[individuals * network.WeightCount];
        Gaussian.Fill(seed.For("weights"), weights);
        for (int i = 0; i < weights.Length; i++) weights[i] *= scale[i % scale.Length] > 0 ? scale[i % scale.Length] : 0.1f;
        return weights;
    }

    /// <summary>One episode on the CPU, by the network's plain code and in the order of <see cref="Rollout{TWorld,TState}"/>.</summary>
    public static Outcome Here<TWorld, TState>(TWorld world, INetwork network, ReadOnlySpan<float> weights, Level<TState> level, double exploration = NetworkAgent.UsualExploration)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Span<float> scores = stackalloc float[world.Actions], memory = stackalloc float[network.Memory];
        memory.Clear();
        TState state = level.Start;
        ulong threshold = (ulong)(exploration * 4294967296.0);
        uint actions = (uint)world.Actions, trace = Outcome.EmptyTrace;
        double reward = 0, performance = 0;
        int step = 0;
        for (bool ended = false; step < world.Horizon && !ended;)
        {
            Philox.Block dice = Philox.At(level.Policy.Value, (uint)(step & ~1));
            (uint whether, uint what) = (step & 1) == 0 ? (dice.W0, dice.W1) : (dice.W2, dice.W3);
            int action = (int)(((ulong)what * actions) >> 32);
            if (network.Memory > 0 || whether >= threshold) network.Step(weights, world.Observe(state), memory, scores); // what remembers sees while it explores, too
            if (whether >= threshold) action = Mlp.Best(scores);
            PhiloxDraws now = level.World.Draws(++step);
            Step result = world.Advance(ref state, action, ref now);
            reward += result.Reward;
            performance += result.Performance;
            trace = Outcome.Traced(trace, action, result.Events);
            ended = result.Ended;
        }
        return new Outcome(reward, performance, step, trace);
    }
}
