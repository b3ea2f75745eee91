using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Randomness;

namespace Mesascope.Agents;

/// <summary>The logistic function and the hyperbolic tangent in single precision, the same bits for one number and for a vector of eight.</summary>
/// <remarks>
/// e to the power x by a Taylor series to the sixth power after argument reduction, in a fixed order, without fused multiply-add. Absolute error below 3·10⁻⁷ (a test holds both against <see cref="Math"/>).
/// Those of one number run unchanged inside a GPU kernel, so every product that is added to something is a <see cref="PortableMath.Product"/>.
/// </remarks>
public static class Activations
{
    // ln 2 in two parts: the first has 9 bits, so that k times it is exact.
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f, PerLn2 = 1.44269504f, Least = -87, Most = 87;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static float Sigmoid(float x) => 1 / (1 + Exp(-x));

    /// <summary>The hyperbolic tangent, as 2σ(2x) - 1.</summary>
    public static float Tanh(float x) => 2 * Sigmoid(x + x) - 1;

    /// <summary>1 / (1 + e⁻ˣ) of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Exp(-x));

    /// <summary>The hyperbolic tangent of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Vector256.Create(2f) * Sigmoid(x + x) - Vector256<float>.One;

    /// <summary>e to the power x, for x in [-87, 87]; beyond, that of the nearer end.</summary>
    internal static float Exp(float x)
    {
        x = MathF.Min(MathF.Max(x, Least), Most);
        float k = MathF.Floor(PortableMath.Product(x, PerLn2) + 0.5f), r = (x - PortableMath.Product(k, Ln2High)) - PortableMath.Product(k, Ln2Low);
        float series = After(1, r, After(1, r, After(1f / 2, r, After(1f / 6, r, After(1f / 24, r, After(1f / 120, r, 1f / 720))))));
        return PortableMath.Product(series, BitConverter.UInt32BitsToSingle((uint)((int)k + 127) << 23));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float After(float term, float r, float rest) => term + PortableMath.Product(r, rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.MaxNative(x, Vector256.Create(Least)), Vector256.Create(Most));
        Vector256<float> k = Vector256.Floor(x * PerLn2 + Vector256.Create(0.5f)), r = (x - k * Ln2High) - k * Ln2Low, one = Vector256<float>.One;
        Vector256<float> series = Vector256.Create(1f / 24) + r * (Vector256.Create(1f / 120) + r * (1f / 720));
        series = one + r * (one + r * (Vector256.Create(1f / 2) + r * (Vector256.Create(1f / 6) + r * series)));
        return series * ((Vector256.ConvertToInt32Native(k) + Vector256.Create(127)) << 23).AsSingle();
    }
}
