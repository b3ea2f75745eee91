using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.IR.Intrinsics;
using ILGPU.Runtime;

namespace Mesascope.Gpu.Kernels;

/// <summary>Arithmetic that gives the CPU's bits on a GPU too; there <see cref="ExactPtx"/> stands in for these bodies.</summary>
internal static class Exact
{
    /// <summary>The product, rounded on its own. A plain product that is then added would be fused with the sum on the GPU and rounded once.</summary>
    [IntrinsicImplementation]
    public static float Product(float a, float b) => a * b;

    /// <summary>How many zeros stand below the lowest one; two instructions on the GPU, where the usual call takes twenty.</summary>
    [IntrinsicImplementation]
    public static int TrailingZeros(ulong bits) => BitOperations.TrailingZeroCount(bits);

    /// <summary>The number, or 0 where it is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Positive(float x) => IntrinsicMath.Max(x, 0f);
}

/// <summary>Reads rows of weights from shared memory, and writes what is remembered there.</summary>
internal static class Rows
{
    /// <summary>The row that begins at this address, in units of 16 bytes: one address, and loads of 16 bytes at fixed distances from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ArrayView<Four> weights, int at) where T : unmanaged =>
        Unsafe.As<Four, T>(ref weights.SubView(at).AsAligned(16)[0]);

    /// <summary>Puts numbers there from this address on, 16 bytes at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(ArrayView<Four> weights, int at, T numbers) where T : unmanaged =>
        Unsafe.As<Four, T>(ref weights.SubView(at).AsAligned(16)[0]) = numbers;
}
