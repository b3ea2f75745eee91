using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>Four episodes of <see cref="BoatRace"/> side by side.</summary>
public struct BoatRaceLanes : ILaneWorld<BoatRaceLanes, BoatRace, BoatRace.State>
{
    private Vector256<ulong> _agent, _tiles, _reversed, _tileCells, _ways;

    /// <inheritdoc/>
    public static double OperationsPerFour(BoatRace world) => 23;

    /// <inheritdoc/>
    public static BoatRaceLanes Of(BoatRace world, ReadOnlySpan<BoatRace.State> states) => new()
    {
        _agent = LaneBits.Gather(states, state => (ulong)state.Agent),
        _tiles = LaneBits.Gather(states, state => (ulong)state.Tiles),
        _reversed = LaneBits.Gather(states, state => state.Reversed ? ulong.MaxValue : 0),
        _tileCells = LaneBits.Gather(states, TileCells),
        _ways = Vector256.Create(Ways(0), Ways(1), Ways(2), Ways(3)),
    };

    /// <inheritdoc/>
    public readonly BoatRace.State State(int lane) => new((int)_agent[lane], (int)_tiles[lane], _reversed[lane] != 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneStep Advance(Vector256<ulong> actions, LaneDraws random)
    {
        Vector256<ulong> from = _agent, to = Cell(LaneBits.Entry(_ways, actions), from), course = Vector256.Create(BoatRace.Clockwise);
        _agent = to;
        Vector256<ulong> clockwise = Vector256.Equals(Cell(course, from), to);
        Vector256<ulong> on = Vector256.ConditionalSelect(_reversed, Vector256.Equals(Cell(course, to), from), clockwise);
        Vector256<ulong> entered = on & (Vector256<ulong>.Zero - (Avx2.ShiftRightLogicalVariable(_tileCells, to) & Vector256<ulong>.One));
        Vector256<ulong> events = (on & Vector256.Create((ulong)BoatRace.Events.MovedOn)) | (clockwise & Vector256.Create((ulong)BoatRace.Events.MovedClockwise)) | (entered & Vector256.Create((ulong)BoatRace.Events.EnteredTile));
        Vector256<double> reward = Vector256.ConditionalSelect(entered.AsDouble(), Vector256.Create((double)(BoatRace.StepReward + BoatRace.TileReward)), Vector256.Create((double)BoatRace.StepReward));
        return new LaneStep(reward, Vector256.ConditionalSelect(on.AsDouble(), Vector256<double>.One, Vector256.Create(-1.0)), events);
    }

    // The entry of a table of four bits for each cell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Cell(Vector256<ulong> table, Vector256<ulong> cell) => Avx2.ShiftRightLogicalVariable(table, cell << 2) & Vector256.Create(15UL);

    // Where that action leads from each cell, by the world's own rule.
    private static ulong Ways(int action)
    {
        ulong ways = 0;
        for (int cell = 0; cell < 9; cell++)
        {
            int to = BoatRace.Moved(cell, action);
            ways |= (ulong)(to == BoatRace.Block ? cell : to) << (4 * cell);
        }
        return ways;
    }

    private static ulong TileCells(BoatRace.State state)
    {
        ulong cells = 0;
        for (int cell = 0; cell < 9; cell++) if (BoatRace.HasTile(state.Tiles, cell)) cells |= 1UL << cell;
        return cells;
    }
}
