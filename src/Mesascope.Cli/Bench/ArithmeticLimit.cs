using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Agents;

namespace Mesascope.Cli;

/// <summary>How much arithmetic one core of this machine does at best, and how much of it a step needs at least; the counts are worked out in docs/methods/speed.md.</summary>
internal static class ArithmeticLimit
{
    private const int Turns = 20_000, Chains = 8, Width = 8;

    /// <summary>Additions and multiplications of single precision, in vectors of 256 bits, with nothing to wait for. It returns how many.</summary>
    /// <remarks>Separate, not fused: fused ones round once where ours round twice, and would change the bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static long Work()
    {
        Vector256<float> half = Vector256.Create(0.5f), a0 = half, a1 = half, a2 = half, a3 = half, a4 = half, a5 = half, a6 = half, a7 = half;
        Vector256<float> m0 = half, m1 = half, m2 = half, m3 = half;
        for (int turn = 0; turn < Turns; turn++)
        {
            a0 += half;
            m0 *= Vector256<float>.One;
            a1 += half;
            m1 *= Vector256<float>.One;
            a2 += half;
            m2 *= Vector256<float>.One;
            a3 += half;
            m3 *= Vector256<float>.One;
            a4 += half;
            m0 *= Vector256<float>.One;
            a5 += half;
            m1 *= Vector256<float>.One;
            a6 += half;
            m2 *= Vector256<float>.One;
            a7 += half;
            m3 *= Vector256<float>.One;
        }
        Vector256<float> all = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + m0 + m1 + m2 + m3;
        return float.IsNaN(all[0]) ? 0 : (long)Turns * 2 * Chains * Width;
    }

    /// <summary>Operations on vectors of four whole numbers, half of them sums and half exclusive ors, with nothing to wait for. It returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static long WholeNumbers()
    {
        Vector256<ulong> odd = Vector256.Create(0x9E3779B97F4A7C15UL), a0 = odd, a1 = odd, a2 = odd, a3 = odd, a4 = odd, a5 = odd, a6 = odd, a7 = odd, a8 = odd, a9 = odd, a10 = odd, a11 = odd;
        for (int turn = 0; turn < Turns; turn++)
        {
            a0 += odd;
            a1 += odd;
            a2 += odd;
            a3 += odd;
            a4 += odd;
            a5 += odd;
            a6 += odd;
            a7 += odd;
            a8 += odd;
            a9 += odd;
            a10 += odd;
            a11 += odd;
            a0 ^= odd;
            a1 ^= odd;
            a2 ^= odd;
            a3 ^= odd;
            a4 ^= odd;
            a5 ^= odd;
            a6 ^= odd;
            a7 ^= odd;
            a8 ^= odd;
            a9 ^= odd;
            a10 ^= odd;
            a11 ^= odd;
        }
        Vector256<ulong> all = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
        return all[0] == 0 && all[1] == 1 ? 0 : (long)Turns * 2 * 12;
    }

    /// <summary>Additions and multiplications that a step of this network cannot do without, when the first layer adds the rows of the set bits.</summary>
    /// <param name="network">One hidden layer.</param>
    /// <param name="setBits">Set bits of an observation, on average.</param>
    public static double OfSparse(Mlp network, double setBits) => network.Widths[1] * (setBits + 2 * network.Outputs);

    /// <summary>The same when every input is multiplied.</summary>
    public static double OfDense(Mlp network) => 2.0 * network.Widths[1] * (network.Inputs + network.Outputs);
}
