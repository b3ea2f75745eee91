using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mesascope.Randomness;

/// <summary>Live luck of four lanes at once: in each the draws of <see cref="PhiloxDraws"/> with that lane's seed, at the same step.</summary>
public readonly struct LaneDraws(Vector256<ulong> seeds, int step)
{
    private readonly Vector256<ulong> _seeds = seeds;
    private readonly ulong _step = (uint)step;

    /// <summary>The number of words, of 2³², under which <see cref="Bernoulli"/> is true.</summary>
    public static Vector256<long> Threshold(double probability) => Vector256.Create((long)Math.Ceiling(Math.Clamp(probability, 0, 1) * 4294967296.0));

    /// <summary>All ones where it happens, else 0.</summary>
    /// <param name="threshold">Of <see cref="Threshold"/>.</param>
    /// <param name="index">The draw's address in the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Bernoulli(Vector256<long> threshold, int index) => Vector256.GreaterThan(threshold, Word(index).AsInt64()).AsUInt64();

    /// <summary>One of [0, <paramref name="n"/>) in each lane, uniformly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Choice(int n, int index) => PhiloxLanes.Choice(Word(index), (uint)n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ulong> Word(int index) => PhiloxLanes.At(_seeds, Vector256.Create(_step | ((ulong)(uint)index << 32))).W0;
}
