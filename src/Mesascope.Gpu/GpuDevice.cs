using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Mesascope.Gpu.Kernels;

namespace Mesascope.Gpu;

/// <summary>A GPU made ready, or a simulated one for tests.</summary>
public sealed class GpuDevice : IDisposable
{
    /// <summary>What is said where there is no GPU.</summary>
    public const string None = "no GPU";

    private readonly Context _context;

    private GpuDevice(Context context, Accelerator accelerator, GpuLimits limits) => (_context, Accelerator, Limits) = (context, accelerator, limits);

    /// <summary>What the GPU is called.</summary>
    public string Name => Accelerator.Name;

    /// <summary>What the GPU has: the basis of <c>shareOfLimit</c> and of how work is shared out.</summary>
    public GpuLimits Limits { get; }

    /// <summary>True for a real GPU, false for the simulated one.</summary>
    public bool IsCard => Accelerator is CudaAccelerator;

    /// <summary>Where kernels are loaded.</summary>
    internal Accelerator Accelerator { get; }

    /// <summary>The first CUDA GPU, or null and the one line why not: "no GPU: …".</summary>
    public static GpuDevice? Find(out string? whyNot)
    {
        Context? context = null;
        try
        {
            context = Context.Create(builder => Prepared(builder).Cuda());
            if (context.GetCudaDevices().Count > 0)
            {
                CudaDevice device = context.GetCudaDevice(0);
                whyNot = null;
                var accelerator = (CudaAccelerator)device.CreateAccelerator(context);
                return new GpuDevice(context, accelerator, GpuLimits.Of(device));
            }
            whyNot = $"{None}: the CUDA driver finds no device";
        }
        catch (Exception e) // a driver that is missing, too old or broken shows itself in many ways
        {
            whyNot = $"{None}: {e.Message.Split('\n')[0].Trim()}";
        }
        context?.Dispose();
        return null;
    }

    /// <summary>ILGPU's simulated GPU: the same kernels on CPU threads, barriers and shared memory included. For correctness only; it is thousands of times slower than the CPU's own loop.</summary>
    /// <param name="lanesPerBlock">Lanes of a block, a multiple of 4.</param>
    public static GpuDevice Simulated(int lanesPerBlock = 8)
    {
        var simulated = new CPUDevice(4, lanesPerBlock / 4, 1);
        Context context = Context.Create(builder => Prepared(builder).CPU(simulated));
        return new GpuDevice(context, simulated.CreateAccelerator(context), GpuLimits.OfSimulated(lanesPerBlock));
    }

    /// <summary>The settings under which every kernel is compiled.</summary>
    /// <remarks>Not O2: there ILGPU 1.5.3 marks a branch as taken by all lanes alike where it depends on the result of a call, ours included, and a GPU may then go astray.</remarks>
    internal static Context.Builder Prepared(Context.Builder builder) =>
        ExactPtx.Register(builder.Optimize(OptimizationLevel.O1).Inlining(InliningMode.Aggressive));

    /// <summary>The first so many elements of a buffer, which is replaced by a larger one where it is too short.</summary>
    internal ArrayView<T> Room<T>(ref MemoryBuffer1D<T, Stride1D.Dense>? buffer, long length) where T : unmanaged
    {
        if (buffer is null || buffer.Length < length)
        {
            buffer?.Dispose();
            buffer = Accelerator.Allocate1D<T>(length);
        }
        return buffer.View.BaseView.SubView(0, length);
    }

    /// <summary>Brings structs over, <see cref="Packed"/>.</summary>
    internal ArrayView<ulong> Bring<T>(ref MemoryBuffer1D<ulong, Stride1D.Dense>? buffer, ReadOnlySpan<T> values) where T : unmanaged
    {
        ulong[] slots = Packed.Write(values);
        ArrayView<ulong> room = Room(ref buffer, slots.Length);
        room.CopyFromCPU(slots);
        return room;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Accelerator.Dispose();
        _context.Dispose();
    }
}
