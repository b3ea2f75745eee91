using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Mesascope.Agents;
using Mesascope.Gpu.Kernels;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>Translates kernels into the GPU's assembly language, PTX, without a GPU: shows that a world's rules can run there.</summary>
public static class KernelCompiler
{
    /// <summary>The rollout kernel of a world with a network, as breeding runs it.</summary>
    /// <exception cref="ArgumentException">The rules hold something that a GPU cannot do; the message says what.</exception>
    public static string Rollout<TWorld, TState>(INetwork network)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Ptx(Closed(typeof(TWorld), typeof(TState), KernelShapes.Choose(network, new AgentType()), typeof(PerturbedWeights)));

    /// <summary>The rollout kernel of a world under random actions.</summary>
    public static string RandomRollout<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => Ptx(Closed(typeof(TWorld), typeof(TState), typeof(NoAgent), typeof(StoredWeights)));

    /// <summary>One of the kernels of <see cref="SearchKernels"/>.</summary>
    public static string Search(string name) => Ptx(typeof(SearchKernels).GetMethod(name) ?? throw new ArgumentException($"There is no kernel \"{name}\".", nameof(name)));

    // One context per kernel: a failed compilation leaves its context unusable.
    private static string Ptx(MethodInfo kernel)
    {
        using Context context = Context.Create(builder => GpuDevice.Prepared(builder));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_70, null!);
        try
        {
            CompiledKernel compiled = backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
            return ((PTXCompiledKernel)compiled).PTXAssembly;
        }
        catch (InternalCompilerException e)
        {
            throw new ArgumentException($"{kernel} cannot be compiled for a GPU: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private static MethodInfo Closed(params Type[] types) => typeof(RolloutKernel).GetMethod(nameof(RolloutKernel.Run))!.MakeGenericMethod(types);

    private sealed class AgentType : IShapeVisitor<Type>
    {
        public Type Visit<TAgent>(Func<int, TAgent> agent, Func<int, NetworkLayout> layout) where TAgent : unmanaged, IKernelAgent => typeof(TAgent);
    }
}
