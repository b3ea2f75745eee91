using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Mesascope.Agents;
using Mesascope.Gpu.Kernels;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>The rollout kernel of one world and agent, loaded on a GPU when it is first used; the agent's type is hidden.</summary>
internal abstract class RolloutLauncher<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>How the work is laid over the GPU, by the registers that the kernel turned out to take.</summary>
    /// <param name="individuals">At least 1.</param>
    /// <param name="episodes">Per individual, at least 1.</param>
    /// <param name="stored">True for weights that lie on the GPU, false for those made there.</param>
    public abstract LaunchShape Shape(int individuals, int episodes, bool stored);

    /// <summary>Plays the episodes with weights that lie on the GPU.</summary>
    public abstract void Launch(LaunchShape shape, int individuals, ArrayView<ulong> rules, StoredWeights source, RolloutPlan plan, ArrayView<ulong> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes);

    /// <summary>Plays the episodes with weights made on the GPU.</summary>
    public abstract void Launch(LaunchShape shape, int individuals, ArrayView<ulong> rules, PerturbedWeights source, RolloutPlan plan, ArrayView<ulong> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes);

    /// <summary>The launcher for a network, or for random actions where there is none.</summary>
    public static RolloutLauncher<TWorld, TState> Of(GpuDevice device, INetwork? network) =>
        network is null ? new Typed<NoAgent>(device, _ => default, _ => default) : KernelShapes.Choose(network, new Opener(device));

    private sealed class Opener(GpuDevice device) : IShapeVisitor<RolloutLauncher<TWorld, TState>>
    {
        public RolloutLauncher<TWorld, TState> Visit<TAgent>(Func<int, TAgent> agent, Func<int, NetworkLayout> layout) where TAgent : unmanaged, IKernelAgent => new Typed<TAgent>(device, agent, layout);
    }

    private sealed class Typed<TAgent>(GpuDevice device, Func<int, TAgent> agent, Func<int, NetworkLayout> layout) : RolloutLauncher<TWorld, TState>
        where TAgent : unmanaged, IKernelAgent
    {
        private Action<AcceleratorStream, KernelConfig, ArrayView<ulong>, TAgent, StoredWeights, RolloutPlan, ArrayView<ulong>, ArrayView<Total>, ArrayView<Outcome>>? _stored;
        private Action<AcceleratorStream, KernelConfig, ArrayView<ulong>, TAgent, PerturbedWeights, RolloutPlan, ArrayView<ulong>, ArrayView<Total>, ArrayView<Outcome>>? _perturbed;

        private int _registers = LaunchShape.UsualRegisters;

        public override LaunchShape Shape(int individuals, int episodes, bool stored)
        {
            if (stored) _stored ??= Load<StoredWeights>();
            else _perturbed ??= Load<PerturbedWeights>();
            return LaunchShape.Choose(device.Limits, layout, individuals, episodes, _registers);
        }

        public override void Launch(LaunchShape shape, int individuals, ArrayView<ulong> rules, StoredWeights source, RolloutPlan plan, ArrayView<ulong> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes) =>
            (_stored ??= Load<StoredWeights>())(device.Accelerator.DefaultStream, Config(shape, individuals), rules, agent(shape.Copies), source, plan, levels, totals, outcomes);

        public override void Launch(LaunchShape shape, int individuals, ArrayView<ulong> rules, PerturbedWeights source, RolloutPlan plan, ArrayView<ulong> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes) =>
            (_perturbed ??= Load<PerturbedWeights>())(device.Accelerator.DefaultStream, Config(shape, individuals), rules, agent(shape.Copies), source, plan, levels, totals, outcomes);

        private static KernelConfig Config(LaunchShape shape, int individuals) =>
            new(new Index1D(individuals * shape.Slices), new Index1D(shape.Lanes), SharedMemoryConfig.RequestDynamic<Four>((shape.SharedBytes + 15) / 16));

        private Action<AcceleratorStream, KernelConfig, ArrayView<ulong>, TAgent, TSource, RolloutPlan, ArrayView<ulong>, ArrayView<Total>, ArrayView<Outcome>> Load<TSource>() where TSource : struct, IWeightSource
        {
            var kernel = device.Accelerator.LoadKernel<ArrayView<ulong>, TAgent, TSource, RolloutPlan, ArrayView<ulong>, ArrayView<Total>, ArrayView<Outcome>>(RolloutKernel.Run<TWorld, TState, TAgent, TSource>);
            if (kernel.GetKernel() is CudaKernel cuda)
            {
                CudaDriver.Allow(cuda, device.Limits.SharedPerBlock);
                _registers = Math.Max(_registers, CudaDriver.Registers(cuda));
            }
            return kernel;
        }
    }
}
