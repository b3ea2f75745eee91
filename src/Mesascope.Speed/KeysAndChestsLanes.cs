using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>Four episodes of <see cref="KeysAndChests"/> side by side.</summary>
public struct KeysAndChestsLanes : ILaneWorld<KeysAndChestsLanes, KeysAndChests, KeysAndChests.State>
{
    private Vector256<ulong> _keys, _chests, _agent, _held;
    private Vector256<double> _keyReward, _chestReward;

    /// <inheritdoc/>
    public static double OperationsPerFour(KeysAndChests world) => 36;

    /// <inheritdoc/>
    public static KeysAndChestsLanes Of(KeysAndChests world, ReadOnlySpan<KeysAndChests.State> states) => new()
    {
        _keys = LaneBits.Gather(states, state => state.Keys),
        _chests = LaneBits.Gather(states, state => state.Chests),
        _agent = LaneBits.Gather(states, state => (ulong)state.Agent),
        _held = LaneBits.Gather(states, state => (ulong)state.Held),
        _keyReward = Vector256.Create((double)world.KeyReward),
        _chestReward = Vector256.Create((double)world.ChestReward),
    };

    /// <inheritdoc/>
    public readonly KeysAndChests.State State(int lane) => new(_keys[lane], _chests[lane], (int)_agent[lane], (int)_held[lane]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneStep Advance(Vector256<ulong> actions, LaneDraws random)
    {
        Vector256<ulong> one = Vector256<ulong>.One;
        Vector256<ulong> stays = Vector256.Equals(actions, Vector256.Create(4UL));
        Vector256<ulong> here = stays & Avx2.ShiftLeftLogicalVariable(one, _agent);
        _agent += Vector256.AndNot(Way(actions), stays);

        Vector256<ulong> key = _keys & here, noKey = LaneBits.IsZero(key);
        Vector256<ulong> chest = _chests & here & noKey, empty = LaneBits.IsZero(_held);
        Vector256<ulong> opened = Vector256.AndNot(chest, empty);
        _keys ^= key;
        _chests ^= opened;

        Vector256<ulong> took = ~noKey, opens = ~LaneBits.IsZero(opened), tries = ~LaneBits.IsZero(chest & empty);
        _held = _held - took + opens; // all ones are -1
        Vector256<ulong> events = (took & one) | (opens & Vector256.Create((ulong)KeysAndChests.Events.OpenedChest)) | (tries & Vector256.Create((ulong)KeysAndChests.Events.TriedChest));
        return new LaneStep(LaneBits.Where(took, _keyReward) | LaneBits.Where(opens, _chestReward), LaneBits.Where(opens, Vector256<double>.One), events);
    }

    // How far each lane's agent goes; 0 at a wall. As Room.Moved, in a room of eight by eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<ulong> Way(Vector256<ulong> actions)
    {
        Vector256<ulong> one = Vector256<ulong>.One, along = Vector256.AndNot(one, actions >>> 1), shift = along + along + along;
        Vector256<ulong> step = ((actions & one) << 1) - one;
        Vector256<ulong> to = (Avx2.ShiftRightLogicalVariable(_agent, shift) & Vector256.Create(7UL)) + step;
        return Avx2.ShiftLeftLogicalVariable(step, shift) & LaneBits.IsZero(to & Vector256.Create(8UL)); // -1 and 8 have that bit
    }
}
