using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mesascope.Randomness;

/// <summary>Philox4x32-10 for four keys at once: the words of <see cref="Philox.At"/>, lane by lane.</summary>
/// <remarks>One 64-bit element per lane, because one instruction then gives the full 64-bit products of four lanes.</remarks>
internal static class PhiloxLanes
{
    /// <summary>Lanes of a vector.</summary>
    public const int Count = 4;

    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>True where the processor has the instructions.</summary>
    public static bool Supported => Avx2.IsSupported && Bmi1.X64.IsSupported;

    /// <summary>The words that belong to these counters under these keys; the upper half of the counter is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words At(Vector256<ulong> keys, Vector256<ulong> counters)
    {
        Vector256<uint> timesA = Vector256.Create((ulong)MultiplierA).AsUInt32(), timesB = Vector256.Create((ulong)MultiplierB).AsUInt32();
        Vector256<ulong> c0 = counters, c1 = counters >>> 32, c2 = Vector256<ulong>.Zero, c3 = c2, k0 = keys, k1 = keys >>> 32;
        for (int round = 0; round < 10; round++)
        {
            // A product reads the lower halves of its factors only, so what gathers in the upper halves does no harm.
            Vector256<ulong> a = Avx2.Multiply(timesA, c0.AsUInt32()), b = Avx2.Multiply(timesB, c2.AsUInt32());
            c0 = (b >>> 32) ^ c1 ^ k0;
            c2 = (a >>> 32) ^ c3 ^ k1;
            (c1, c3) = (b, a);
            k0 += Vector256.Create((ulong)WeylA);
            k1 += Vector256.Create((ulong)WeylB);
        }
        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        return new Words(c0 & lower, c1 & lower, c2 & lower, c3 & lower);
    }

    /// <summary>One of [0, n) from each word, as <see cref="PhiloxDraws.Choice"/> makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Choice(Vector256<ulong> words, uint n) => Avx2.Multiply(words.AsUInt32(), Vector256.Create((ulong)n).AsUInt32()) >>> 32;

    /// <summary>Four words for each lane, below 2³² each.</summary>
    public readonly record struct Words(Vector256<ulong> W0, Vector256<ulong> W1, Vector256<ulong> W2, Vector256<ulong> W3);
}
