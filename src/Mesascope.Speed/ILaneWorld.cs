using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>A second form of a world's rules: four episodes side by side, one in each lane of a vector. For worlds whose episodes run to their horizon.</summary>
/// <remarks>
/// The world itself stays the one that is believed: a test holds every lane to it, state and step, bit for bit. Worth writing where a world is played in millions and its rules are short;
/// <c>docs/methods/speed.md</c> says what it gained where.
/// </remarks>
/// <typeparam name="TSelf">The lanes themselves, a struct.</typeparam>
/// <typeparam name="TWorld">The world whose rules these are.</typeparam>
/// <typeparam name="TState">Its state.</typeparam>
public interface ILaneWorld<TSelf, TWorld, TState>
    where TSelf : struct, ILaneWorld<TSelf, TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Vector operations of <see cref="Advance"/> for four episodes together, its draws included and its events left out: counted by hand, see docs/methods/speed.md.</summary>
    static abstract double OperationsPerFour(TWorld world);

    /// <summary>Four episodes under the same rules.</summary>
    /// <param name="world">The rules.</param>
    /// <param name="states">Where each stands. Shape [4].</param>
    static abstract TSelf Of(TWorld world, ReadOnlySpan<TState> states);

    /// <summary>Where one of them stands now, lane in [0, 4).</summary>
    TState State(int lane);

    /// <summary>Carries out one action in each lane, in [0, actions).</summary>
    LaneStep Advance(Vector256<ulong> actions, LaneDraws random);
}

/// <summary>What one action led to in each of four lanes; see <see cref="Step"/>.</summary>
/// <param name="Reward">What the trainer sees.</param>
/// <param name="Performance">The base objective.</param>
/// <param name="Events">What happened, as bit flags.</param>
public readonly record struct LaneStep(Vector256<double> Reward, Vector256<double> Performance, Vector256<ulong> Events);

/// <summary>What lane forms of worlds have in common.</summary>
internal static class LaneBits
{
    /// <summary>The entry of a table of four that each lane's action points at, action in [0, 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Entry(Vector256<ulong> table, Vector256<ulong> actions)
    {
        Vector256<ulong> twice = actions + actions; // each entry is two halves, at twice the index and one beyond
        return Avx2.PermuteVar8x32(table.AsUInt32(), (twice | ((twice + Vector256<ulong>.One) << 32)).AsUInt32()).AsUInt64();
    }

    /// <summary>All ones where the lane is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> IsZero(Vector256<ulong> value) => Vector256.Equals(value, Vector256<ulong>.Zero);

    /// <summary>The value where the mask is all ones, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Where(Vector256<ulong> mask, Vector256<double> value) => mask.AsDouble() & value;

    /// <summary>One number of each state. Shape [4] in, a lane each out.</summary>
    public static Vector256<ulong> Gather<TState>(ReadOnlySpan<TState> states, Func<TState, ulong> of) => Vector256.Create(of(states[0]), of(states[1]), of(states[2]), of(states[3]));
}
