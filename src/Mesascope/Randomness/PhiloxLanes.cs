using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mesascope.Randomness;

/// <summary>Philox4x32-10 for several keys at once: the words of <see cref="Philox.At"/>, lane by lane.</summary>
/// <remarks>
/// One 64-bit element per lane, because one instruction then gives the full 64-bit products of four lanes; what gathers in the upper halves does no harm, since a product reads the lower ones only.
/// Not inlined: its ten rounds would push the caller's vectors out of the registers.
/// </remarks>
internal static class PhiloxLanes
{
    /// <summary>Lanes of a vector.</summary>
    public const int Count = 4;

    private const int Rounds = 10;
    private const ulong MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57, WeylA = 0x9E3779B9, WeylB = 0xBB67AE85, Lower = uint.MaxValue;

    /// <summary>True where the processor has the instructions.</summary>
    public static bool Supported => Avx2.IsSupported && Bmi1.X64.IsSupported;

    /// <summary>The first word that belongs to this counter, whose upper half is 0, under each of four keys.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<ulong> First(Vector256<ulong> keys, ulong counter)
    {
        Vector256<ulong> c0 = Vector256.Create(counter), c1 = c0 >>> 32, c2 = Vector256<ulong>.Zero, c3 = c2, k0 = keys, k1 = keys >>> 32;
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> a = Times(c0, MultiplierA), b = Times(c2, MultiplierB);
            (c0, c1, c2, c3) = ((b >>> 32) ^ (c1 ^ k0), b, (a >>> 32) ^ (c3 ^ k1), a);
            (k0, k1) = (k0 + Vector256.Create(WeylA), k1 + Vector256.Create(WeylB));
        }
        return c0 & Vector256.Create(Lower);
    }

    /// <summary>The first words that belong to two counters under each of four keys.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<ulong> First(Vector256<ulong> keys, ulong counter, ulong otherCounter, out Vector256<ulong> other)
    {
        Vector256<ulong> c0 = Vector256.Create(counter), c1 = c0 >>> 32, c2 = Vector256<ulong>.Zero, c3 = c2, k0 = keys, k1 = keys >>> 32;
        Vector256<ulong> d0 = Vector256.Create(otherCounter), d1 = d0 >>> 32, d2 = c2, d3 = c2;
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> a = Times(c0, MultiplierA), b = Times(c2, MultiplierB);
            (c0, c1, c2, c3) = ((b >>> 32) ^ (c1 ^ k0), b, (a >>> 32) ^ (c3 ^ k1), a);
            (a, b) = (Times(d0, MultiplierA), Times(d2, MultiplierB));
            (d0, d1, d2, d3) = ((b >>> 32) ^ (d1 ^ k0), b, (a >>> 32) ^ (d3 ^ k1), a);
            (k0, k1) = (k0 + Vector256.Create(WeylA), k1 + Vector256.Create(WeylB));
        }
        other = d0 & Vector256.Create(Lower);
        return c0 & Vector256.Create(Lower);
    }

    /// <summary>All four words that belong to this counter, below 2³², under each of eight keys. Two chains at once, so that one works while the other waits.</summary>
    /// <param name="keys">Shape [8].</param>
    /// <param name="counter">Below 2³².</param>
    /// <param name="words">Shape [word, 8], filled completely.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Eight(ulong* keys, ulong counter, ulong* words)
    {
        Vector256<ulong> c0 = Vector256.Create(counter), c1 = Vector256<ulong>.Zero, c2 = c1, c3 = c1, k0 = Vector256.Load(keys), k1 = k0 >>> 32;
        Vector256<ulong> d0 = c0, d1 = c1, d2 = c1, d3 = c1, l0 = Vector256.Load(keys + Count), l1 = l0 >>> 32;
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> a = Times(c0, MultiplierA), b = Times(c2, MultiplierB);
            (c0, c1, c2, c3) = ((b >>> 32) ^ (c1 ^ k0), b, (a >>> 32) ^ (c3 ^ k1), a);
            (a, b) = (Times(d0, MultiplierA), Times(d2, MultiplierB));
            (d0, d1, d2, d3) = ((b >>> 32) ^ (d1 ^ l0), b, (a >>> 32) ^ (d3 ^ l1), a);
            (k0, k1) = (k0 + Vector256.Create(WeylA), k1 + Vector256.Create(WeylB));
            (l0, l1) = (l0 + Vector256.Create(WeylA), l1 + Vector256.Create(WeylB));
        }
        var lower = Vector256.Create(Lower);
        (c0 & lower).Store(words);
        (d0 & lower).Store(words + 4);
        (c1 & lower).Store(words + 8);
        (d1 & lower).Store(words + 12);
        (c2 & lower).Store(words + 16);
        (d2 & lower).Store(words + 20);
        (c3 & lower).Store(words + 24);
        (d3 & lower).Store(words + 28);
    }

    /// <summary>One of [0, n) from each word, as <see cref="PhiloxDraws.Choice"/> makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Choice(Vector256<ulong> words, uint n) => Times(words, n) >>> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Times(Vector256<ulong> words, ulong factor) => Avx2.Multiply(words.AsUInt32(), Vector256.Create(factor).AsUInt32());
}
