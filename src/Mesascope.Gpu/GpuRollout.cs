using ILGPU;
using ILGPU.Runtime;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>Plays all episodes of many individuals on a GPU; the episodes are those of <see cref="Rollout{TWorld,TState}"/>.</summary>
internal sealed class GpuRollout<TWorld, TState> : IDisposable
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly GpuDevice _device;
    private readonly TWorld _world;
    private readonly RolloutLauncher<TWorld, TState> _launcher;
    private readonly Buffers _buffers;
    private readonly int _weightCount;
    private readonly ulong _exploration;

    /// <summary>A kernel for networks of one shape in one world.</summary>
    /// <param name="device">Where it runs.</param>
    /// <param name="world">Its rules.</param>
    /// <param name="network">Must take the world's observation and score its actions; null plays random actions, to time the rules alone.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    public GpuRollout(GpuDevice device, TWorld world, INetwork? network, double exploration = NetworkAgent.UsualExploration)
    {
        if (network is not null && (network.Inputs != world.ObservationBits || network.Outputs != world.Actions))
            throw new ArgumentException($"A network {network} does not fit {TWorld.Card.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions.", nameof(network));
        if (!(exploration is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration, "Exploration is a share in [0, 1].");
        (_device, _world, _weightCount) = (device, world, network?.WeightCount ?? 0);
        _exploration = network is null ? 1UL << 32 : (ulong)(exploration * 4294967296.0);
        _launcher = RolloutLauncher<TWorld, TState>.Of(device, network);
        _buffers = new Buffers(device);
    }

    /// <summary>What each individual comes to over the levels.</summary>
    /// <param name="weights">Shape [individuals × weights of the network], all finite.</param>
    /// <param name="individuals">At least 1.</param>
    /// <param name="levels">At least 1.</param>
    public Score[] Evaluate(ReadOnlySpan<float> weights, int individuals, ReadOnlySpan<Level<TState>> levels)
    {
        LaunchShape shape = Play(weights, individuals, levels, single: false);
        Total[] totals = _buffers.Totals(individuals * shape.Slices).GetAsArray();
        var scores = new Score[individuals];
        for (int i = 0; i < individuals; i++)
        {
            Total sum = default;
            for (int slice = 0; slice < shape.Slices; slice++) sum = sum.Plus(totals[i * shape.Slices + slice]);
            scores[i] = new(sum.Reward / levels.Length, sum.Performance / levels.Length, (long)sum.Steps);
        }
        return scores;
    }

    /// <summary>What happened in each episode. Shape [individuals × levels], individual after individual.</summary>
    public Outcome[] Episodes(ReadOnlySpan<float> weights, int individuals, ReadOnlySpan<Level<TState>> levels)
    {
        Play(weights, individuals, levels, single: true);
        return _buffers.Outcomes(individuals * levels.Length).GetAsArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _buffers.Dispose();

    private LaunchShape Play(ReadOnlySpan<float> weights, int individuals, ReadOnlySpan<Level<TState>> levels, bool single)
    {
        if (individuals < 1 || levels.Length < 1) throw new ArgumentException($"At least 1 individual and 1 episode are needed; got {individuals} and {levels.Length}.", nameof(individuals));
        if (weights.Length != (long)individuals * _weightCount) throw new ArgumentException($"{individuals} individuals have {(long)individuals * _weightCount} weights; got {weights.Length}.", nameof(weights));
        LaunchShape shape = _launcher.Shape(individuals, levels.Length, stored: true);
        ArrayView<float> stored = _buffers.Weights(Math.Max(1, weights.Length));
        stored.SubView(0, weights.Length).CopyFromCPU(weights.ToArray());
        var plan = new RolloutPlan { Episodes = levels.Length, PerSlice = shape.PerSlice, Slices = shape.Slices, Exploration = _exploration, LevelSlots = Packed.Slots<Level<TState>>() };
        _launcher.Launch(shape, individuals, _buffers.World(_world), new StoredWeights(stored, _weightCount), plan, _buffers.Levels(levels),
            _buffers.Totals(individuals * shape.Slices), single ? _buffers.Outcomes(individuals * levels.Length) : default);
        _device.Accelerator.Synchronize();
        return shape;
    }

    // The GPU's memory, kept from call to call and enlarged when it must be.
    private sealed class Buffers(GpuDevice device) : IDisposable
    {
        private MemoryBuffer1D<float, Stride1D.Dense>? _weights;
        private MemoryBuffer1D<ulong, Stride1D.Dense>? _world, _levels;
        private MemoryBuffer1D<Total, Stride1D.Dense>? _totals;
        private MemoryBuffer1D<Outcome, Stride1D.Dense>? _outcomes;

        public ArrayView<float> Weights(int length) => device.Room(ref _weights, length);
        public ArrayView<ulong> World(TWorld world) => device.Bring(ref _world, new ReadOnlySpan<TWorld>(in world));
        public ArrayView<ulong> Levels(ReadOnlySpan<Level<TState>> levels) => device.Bring(ref _levels, levels);
        public ArrayView<Total> Totals(int length) => device.Room(ref _totals, length);
        public ArrayView<Outcome> Outcomes(int length) => device.Room(ref _outcomes, length);

        public void Dispose()
        {
            _weights?.Dispose();
            _world?.Dispose();
            _levels?.Dispose();
            _totals?.Dispose();
            _outcomes?.Dispose();
        }
    }
}
