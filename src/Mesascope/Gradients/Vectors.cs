using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mesascope.Gradients;

/// <summary>Loops over rows of numbers, eight at a time. What sums, sums into eight fixed lanes, so the bits do not depend on the processor.</summary>
internal static class Vectors
{
    /// <summary>sum += x, number by number.</summary>
    public static void Add(ReadOnlySpan<float> x, Span<float> sum)
    {
        int i = 0;
        for (; i + 8 <= x.Length; i += 8) (At(sum, i) + At(x, i)).CopyTo(sum[i..]);
        for (; i < x.Length; i++) sum[i] += x[i];
    }

    /// <summary>sum += factor · x, number by number, fused.</summary>
    public static void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> sum)
    {
        int i = 0;
        Vector256<float> factors = Vector256.Create(factor);
        for (; i + 8 <= x.Length; i += 8) Vector256.FusedMultiplyAdd(factors, At(x, i), At(sum, i)).CopyTo(sum[i..]);
        for (; i < x.Length; i++) sum[i] = MathF.FusedMultiplyAdd(factor, x[i], sum[i]);
    }

    /// <summary>Numbers become 0 where others, which may be themselves, are not above 0.</summary>
    public static void Rectify(ReadOnlySpan<float> others, Span<float> numbers)
    {
        int i = 0;
        for (; i + 8 <= numbers.Length; i += 8) (Vector256.GreaterThan(At(others, i), Vector256<float>.Zero) & At(numbers, i)).CopyTo(numbers[i..]);
        for (; i < numbers.Length; i++) if (!(others[i] > 0)) numbers[i] = 0;
    }

    /// <summary>The sum of all numbers.</summary>
    public static float Sum(ReadOnlySpan<float> x)
    {
        Vector256<float> lanes = Vector256<float>.Zero;
        int i = 0;
        for (; i + 8 <= x.Length; i += 8) lanes += At(x, i);
        float sum = Lanes(lanes);
        for (; i < x.Length; i++) sum += x[i];
        return sum;
    }

    /// <summary>The sum of the products.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector256<float> lanes = Vector256<float>.Zero;
        int i = 0;
        for (; i + 8 <= x.Length; i += 8) lanes = Vector256.FusedMultiplyAdd(At(x, i), At(y, i), lanes);
        float sum = Lanes(lanes);
        for (; i < x.Length; i++) sum = MathF.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }

    /// <summary>Eight numbers from there on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> At(ReadOnlySpan<float> x, int i) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)i);

    private static float Lanes(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
