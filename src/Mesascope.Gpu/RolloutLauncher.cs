using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Mesascope.Agents;
using Mesascope.Gpu.Kernels;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>The rollout kernel of one world and agent, loaded on a card when it is first used; the agent's type is hidden.</summary>
internal abstract class RolloutLauncher<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Bytes of shared memory that the weights take with so many copies of the first layer.</summary>
    public abstract int Bytes(int copies);

    /// <summary>Plays the episodes with weights that lie on the card.</summary>
    public abstract void Launch(LaunchShape shape, int individuals, ArrayView<byte> rules, StoredWeights source, RolloutPlan plan, ArrayView<byte> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes);

    /// <summary>Plays the episodes with weights made on the card.</summary>
    public abstract void Launch(LaunchShape shape, int individuals, ArrayView<byte> rules, PerturbedWeights source, RolloutPlan plan, ArrayView<byte> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes);

    /// <summary>The launcher for a network, or for random actions where there is none.</summary>
    public static RolloutLauncher<TWorld, TState> Of(GpuDevice device, Mlp? network) =>
        network is null ? new Typed<NoAgent>(device, _ => default, _ => 16) : KernelShapes.Choose(network, new Opener(device, network));

    private sealed class Opener(GpuDevice device, Mlp network) : IShapeVisitor<RolloutLauncher<TWorld, TState>>
    {
        public RolloutLauncher<TWorld, TState> Visit<TUnits, TScores>()
            where TUnits : unmanaged, IUnits<TUnits>
            where TScores : unmanaged, IUnits<TScores>
        {
            MlpLayout Layout(int copies) => MlpLayout.Of(network, default(TUnits).Width, 4 * default(TScores).Fours, copies);
            return new Typed<SetBitMlp<TUnits, TScores>>(device, copies => new SetBitMlp<TUnits, TScores>(Layout(copies)), copies => Layout(copies).Bytes);
        }
    }

    private sealed class Typed<TAgent>(GpuDevice device, Func<int, TAgent> agent, Func<int, int> bytes) : RolloutLauncher<TWorld, TState>
        where TAgent : unmanaged, IKernelAgent
    {
        private Action<AcceleratorStream, KernelConfig, ArrayView<byte>, TAgent, StoredWeights, RolloutPlan, ArrayView<byte>, ArrayView<Total>, ArrayView<Outcome>>? _stored;
        private Action<AcceleratorStream, KernelConfig, ArrayView<byte>, TAgent, PerturbedWeights, RolloutPlan, ArrayView<byte>, ArrayView<Total>, ArrayView<Outcome>>? _perturbed;

        public override int Bytes(int copies) => bytes(copies);

        public override void Launch(LaunchShape shape, int individuals, ArrayView<byte> rules, StoredWeights source, RolloutPlan plan, ArrayView<byte> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes) =>
            (_stored ??= Load<StoredWeights>())(device.Accelerator.DefaultStream, Config(shape, individuals), rules, agent(shape.Copies), source, plan, levels, totals, outcomes);

        public override void Launch(LaunchShape shape, int individuals, ArrayView<byte> rules, PerturbedWeights source, RolloutPlan plan, ArrayView<byte> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes) =>
            (_perturbed ??= Load<PerturbedWeights>())(device.Accelerator.DefaultStream, Config(shape, individuals), rules, agent(shape.Copies), source, plan, levels, totals, outcomes);

        private static KernelConfig Config(LaunchShape shape, int individuals) =>
            new(new Index1D(individuals * shape.Slices), new Index1D(shape.Lanes), SharedMemoryConfig.RequestDynamic<Four>((shape.SharedBytes + 15) / 16));

        private Action<AcceleratorStream, KernelConfig, ArrayView<byte>, TAgent, TSource, RolloutPlan, ArrayView<byte>, ArrayView<Total>, ArrayView<Outcome>> Load<TSource>() where TSource : struct, IWeightSource
        {
            var kernel = device.Accelerator.LoadKernel<ArrayView<byte>, TAgent, TSource, RolloutPlan, ArrayView<byte>, ArrayView<Total>, ArrayView<Outcome>>(RolloutKernel.Run<TWorld, TState, TAgent, TSource>);
            if (kernel.GetKernel() is CudaKernel cuda) CudaDriver.Allow(cuda, device.Limits.SharedPerBlock);
            return kernel;
        }
    }
}
