using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mesascope.Randomness;

/// <summary>log, exp, sine and cosine that give the same bits on every x64 machine; the C library's do not (it picks its code by processor).</summary>
/// <remarks>Plain power series after argument reduction, in a fixed order, without fused multiply-add. Relative error below 4·10⁻¹⁶ (a test holds it against <see cref="Math"/>).</remarks>
public static class PortableMath
{
    // ln 2 in two parts: the first has 21 trailing zero bits, so that k·Ln2High is exact for |k| < 2²⁰.
    private const double Ln2High = 0.69314718036912382, Ln2Low = 1.9082149292705877e-10;

    /// <summary>The product, rounded on its own. On a GPU a plain product that is then added would be fused with the sum and rounded once; where both devices must have the same bits, this stands for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(float a, float b) => a * b;

    /// <summary>Natural logarithm. NaN below 0, -∞ at 0, +∞ at +∞.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        int scale = 0;
        if (x < 2.2250738585072014E-308) { x *= 18014398509481984.0; scale = -54; } // subnormal: times 2⁵⁴
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951) { mantissa *= 0.5; exponent++; }
        // log m = 2 atanh s = 2 (s + s³/3 + s⁵/5 + …) with s = (m-1)/(m+1), |s| ≤ .172
        double f = mantissa - 1, s = f / (2 + f), z = s * s;
        double tail = z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15 + z * (1.0 / 17 + z * (1.0 / 19 + z / 21)))))))));
        double k = exponent + scale;
        // 2s = f - s·f exactly in real numbers; written so, f carries no rounding error of s.
        return k * Ln2High + (f - (s * (f - 2 * tail) - k * Ln2Low));
    }

    /// <summary>The natural logarithms of numbers at least 0 and finite: the same bits as one by one.</summary>
    /// <param name="x">Shape [n].</param>
    /// <param name="logs">Shape [n], filled.</param>
    internal static void Log(ReadOnlySpan<float> x, Span<double> logs)
    {
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            Vector512<double> eight = Vector512.Create((double)x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4], x[i + 5], x[i + 6], x[i + 7]);
            Vector512.ConditionalSelect(Vector512.Equals(eight, Vector512<double>.Zero), Vector512.Create(double.NegativeInfinity), LogOfNormal(eight)).CopyTo(logs[i..]);
        }
        for (; i < x.Length; i++) logs[i] = Log(x[i]);
    }

    // The steps of Log, eight at a time. No number of single precision is subnormal in double.
    private static Vector512<double> LogOfNormal(Vector512<double> x)
    {
        Vector512<long> bits = x.AsInt64(), exponent = (bits >> 52) - Vector512.Create(1023L);
        Vector512<double> mantissa = ((bits & Vector512.Create(0x000FFFFFFFFFFFFF)) | Vector512.Create(0x3FF0000000000000)).AsDouble();
        Vector512<double> large = Vector512.GreaterThan(mantissa, Vector512.Create(1.4142135623730951));
        mantissa = Vector512.ConditionalSelect(large, mantissa * 0.5, mantissa);
        exponent -= large.AsInt64(); // true is -1
        Vector512<double> f = mantissa - Vector512<double>.One, s = f / (Vector512.Create(2.0) + f), z = s * s, tail = Vector512.Create(1.0 / 19) + z / Vector512.Create(21.0);
        tail = Vector512.Create(1.0 / 13) + z * (Vector512.Create(1.0 / 15) + z * (Vector512.Create(1.0 / 17) + z * tail));
        tail = Vector512.Create(1.0 / 7) + z * (Vector512.Create(1.0 / 9) + z * (Vector512.Create(1.0 / 11) + z * tail));
        tail = z * (Vector512.Create(1.0 / 3) + z * (Vector512.Create(1.0 / 5) + z * tail));
        Vector512<double> k = Vector512.ConvertToDouble(exponent);
        return k * Ln2High + (f - (s * (f - tail * 2) - k * Ln2Low));
    }

    /// <summary>e to the power x. 0 below about -745, +∞ above about 709.8.</summary>
    public static double Exp(double x)
    {
        if (!(x > -745.2)) return double.IsNaN(x) ? x : 0;
        if (x > 709.79) return double.PositiveInfinity;
        double k = Math.Floor(x * 1.4426950408889634 + 0.5);
        double r = (x - k * Ln2High) - k * Ln2Low, r2 = r * r, r4 = r2 * r2;
        // Taylor to r¹³, in short parallel chains (Estrin) because planning takes millions of these.
        double a = 1.0 / 2 + r * (1.0 / 6), b = 1.0 / 24 + r * (1.0 / 120), c = 1.0 / 720 + r * (1.0 / 5040), d = 1.0 / 40320 + r * (1.0 / 362880);
        double e = 1.0 / 3628800 + r * (1.0 / 39916800), g = 1.0 / 479001600 + r * (1.0 / 6227020800);
        double tail = r2 * ((a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * g)));
        return Scale(1 + (r + tail), (int)k);
    }

    /// <summary>cos(2π·turns) and sin(2π·turns), for turns in [0, 1).</summary>
    public static (double Cos, double Sin) Circle(double turns)
    {
        double quarter = Math.Floor(turns * 4 + 0.5);
        double x = (turns - quarter * 0.25) * 6.283185307179586, z = x * x;
        double cos = 1 - z * (1.0 / 2 - z * (1.0 / 24 - z * (1.0 / 720 - z * (1.0 / 40320 - z * (1.0 / 3628800 - z * (1.0 / 479001600 - z * (1.0 / 87178291200 - z / 20922789888000)))))));
        double sin = x * (1 - z * (1.0 / 6 - z * (1.0 / 120 - z * (1.0 / 5040 - z * (1.0 / 362880 - z * (1.0 / 39916800 - z * (1.0 / 6227020800 - z / 1307674368000)))))));
        return ((int)quarter & 3) switch { 0 => (cos, sin), 1 => (-sin, cos), 2 => (-cos, -sin), _ => (sin, -cos) };
    }

    private static double Scale(double mantissa, int power)
    {
        if (power < -1021) return mantissa * BitConverter.Int64BitsToDouble((long)(power + 60 + 1023) << 52) * 8.673617379884035e-19; // 2⁻⁶⁰, for subnormals
        if (power > 1023) return mantissa * 2 * BitConverter.Int64BitsToDouble((long)(power - 1 + 1023) << 52);
        return mantissa * BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);
    }
}
