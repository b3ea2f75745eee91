using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Randomness;

namespace Mesascope.Speed;

/// <summary>Live randomness of four lanes at once: in each the draws of <see cref="PhiloxDraws"/> with that lane's seed, at the same step.</summary>
public readonly struct LaneDraws(Vector256<ulong> seeds, int step)
{
    private readonly Vector256<ulong> _seeds = seeds;
    private readonly ulong _step = (uint)step;

    /// <summary>The number of words, of 2³², under which a draw of that probability is true.</summary>
    public static Vector256<long> Threshold(double probability) => Vector256.Create((long)Math.Ceiling(Math.Clamp(probability, 0, 1) * 4294967296.0));

    /// <summary>All ones where it happens, else 0.</summary>
    /// <param name="threshold">Of <see cref="Threshold"/>.</param>
    /// <param name="index">The draw's address in the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Bernoulli(Vector256<long> threshold, int index) => Vector256.GreaterThan(threshold, Word(index).AsInt64()).AsUInt64();

    /// <summary>Two draws at once, which take less time than one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector256<ulong> One, Vector256<ulong> Other) Bernoulli(Vector256<long> threshold, int index, Vector256<long> otherThreshold, int otherIndex)
    {
        Vector256<ulong> one = PhiloxLanes.First(_seeds, Counter(index), Counter(otherIndex), out Vector256<ulong> other);
        return (Vector256.GreaterThan(threshold, one.AsInt64()).AsUInt64(), Vector256.GreaterThan(otherThreshold, other.AsInt64()).AsUInt64());
    }

    /// <summary>One of [0, <paramref name="n"/>) in each lane, uniformly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Choice(int n, int index) => PhiloxLanes.Choice(Word(index), (uint)n);

    private Vector256<ulong> Word(int index) => PhiloxLanes.First(_seeds, Counter(index));

    private ulong Counter(int index) => _step | ((ulong)(uint)index << 32);
}
