using ILGPU;
using ILGPU.Runtime;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>A rollout that can be run again and again with nothing moved between GPU and host but its totals.</summary>
internal sealed class TimedRollout<TWorld, TState> : IDisposable
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly GpuDevice _device;
    private readonly int _population;
    private readonly LaunchShape _shape;
    private readonly RolloutPlan _plan;
    private readonly RolloutLauncher<TWorld, TState> _launcher;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _mean;
    private readonly MemoryBuffer1D<Total, Stride1D.Dense> _totals;
    private MemoryBuffer1D<ulong, Stride1D.Dense>? _world, _levels;
    private readonly ArrayView<ulong> _rules, _drawn;

    /// <summary>Loads everything on to the GPU.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="world">Its rules.</param>
    /// <param name="network">Null plays random actions.</param>
    /// <param name="population">Individuals: perturbations of one network, made on the GPU.</param>
    /// <param name="episodes">Episodes per individual.</param>
    public TimedRollout(GpuDevice device, TWorld world, INetwork? network, int population, int episodes)
    {
        (_device, _population) = (device, population);
        _launcher = RolloutLauncher<TWorld, TState>.Of(device, network);
        _shape = _launcher.Shape(population, episodes, stored: false);
        ulong exploration = network is null ? 1UL << 32 : (ulong)(NetworkAgent.UsualExploration * 4294967296.0);
        _plan = new RolloutPlan { Episodes = episodes, PerSlice = _shape.PerSlice, Slices = _shape.Slices, Exploration = exploration, LevelSlots = Packed.Slots<Level<TState>>() };
        _mean = device.Accelerator.Allocate1D(network is null ? new float[1] : Parity.Networks(network, 1, new Seed(1)));
        _totals = device.Accelerator.Allocate1D<Total>((long)population * _shape.Slices);
        _rules = device.Bring(ref _world, new ReadOnlySpan<TWorld>(in world));
        _drawn = device.Bring(ref _levels, new ReadOnlySpan<Level<TState>>(Level<TState>.Draw(world, new Seed(1), episodes)));
    }

    /// <summary>Plays it once.</summary>
    /// <returns>The agent-steps taken.</returns>
    public double Run()
    {
        var source = new PerturbedWeights(_mean.View.BaseView, 0.1f, new Directions(new Seed(1), Seed.Purpose("direction"), 0));
        _launcher.Launch(_shape, _population, _rules, source, _plan, _drawn, _totals.View.BaseView, default);
        return _totals.GetAsArray1D().Sum(total => total.Steps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable? buffer in (IDisposable?[])[_mean, _totals, _world, _levels]) buffer?.Dispose();
    }
}
