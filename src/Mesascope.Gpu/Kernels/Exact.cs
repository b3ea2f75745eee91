using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Mesascope.Gpu.Kernels;

/// <summary>Arithmetic that gives the CPU's bits on a graphics card too.</summary>
internal static class Exact
{
    /// <summary>The product, rounded on its own. A plain product that is then added would be fused with the sum on the card and rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(float a, float b)
    {
        if (!CudaAsm.IsSupported) return a * b;
        CudaAsm.Emit("mul.rn.f32 %0, %1, %2;", out float product, a, b);
        return product;
    }

    /// <summary>The number, or 0 where it is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Positive(float x) => x > 0 ? x : 0;
}

/// <summary>Reads rows of weights from shared memory.</summary>
internal static class Rows
{
    /// <summary>The row that begins at this address, in units of 16 bytes: one address, and loads of 16 bytes at fixed distances from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ArrayView<Four> weights, int at) where T : unmanaged => weights.SubView(at).AsAligned(16).Cast<T>()[0];
}
