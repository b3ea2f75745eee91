using ILGPU;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>One matrix of a network with its biases, as it lies in shared memory; all places in units of 16 bytes.</summary>
/// <remarks>
/// A row holds the weights of one input; a lane sums rows in passes of <see cref="Block"/> units, whose gates stand side by side (of a gated recurrent unit r, z and n of the first units, then of the next ones),
/// so that one address and fixed distances reach all of a pass. The biases follow, once each: there all lanes read the same address.
/// </remarks>
public struct RowTable
{
    /// <summary>Inputs, and sums over them: those of the first gate, then of the next. No columns: no such matrix.</summary>
    public int Rows, Columns;

    /// <summary>How many units the sums are for: a third of them in the recurrence of a gated recurrent unit, otherwise all.</summary>
    public int Units;

    /// <summary>Units per pass, how many passes hold all units, and the room of one pass in a row.</summary>
    public int Block, Passes, PassFours;

    /// <summary>Where it begins, and how far its rows and its passes lie apart.</summary>
    public int At, RowStride, PassStride;

    /// <summary>How often the rows stand there, and how far the copies lie apart.</summary>
    public int Copies, CopyStride;

    /// <summary>Where the biases begin.</summary>
    public int BiasAt;

    /// <summary>Weights and biases in the flat layout.</summary>
    public readonly int Count => (Rows + 1) * Columns;

    /// <summary>Where it ends.</summary>
    public readonly int End => BiasAt + Passes * PassFours;

    /// <summary>The biases and the rows of the set bits, summed from the lowest bit on.</summary>
    public readonly TUnits Sum<TUnits>(Bits set, ArrayView<Four> weights, int pass, int lane) where TUnits : unmanaged, IUnits<TUnits>
    {
        int at = At + (lane & (Copies - 1)) * CopyStride + pass * PassStride;
        TUnits units = Biases<TUnits>(weights, pass);
        for (int word = 0; 64 * word < Rows; word++, at += 64 * RowStride)
            for (ulong left = set.Word(word); left != 0; left &= left - 1)
                units = units.Plus(Kernels.Rows.Read<TUnits>(weights, at + Exact.TrailingZeros(left) * RowStride));
        return units;
    }

    /// <summary>The biases of a pass.</summary>
    public readonly TUnits Biases<TUnits>(ArrayView<Four> weights, int pass) where TUnits : unmanaged, IUnits<TUnits> =>
        Kernels.Rows.Read<TUnits>(weights, BiasAt + pass * PassFours);

    /// <summary>Puts number i of the flat layout where it belongs, a weight into every copy.</summary>
    /// <param name="numbers">Shared memory.</param>
    /// <param name="i">In [0, <see cref="Count"/>).</param>
    /// <param name="weight">The number.</param>
    public readonly void Place(ArrayView<float> numbers, int i, float weight)
    {
        int row = i / Columns, column = i - row * Columns, gate = column / Units, unit = column - gate * Units, pass = unit / Block, within = gate * Block + unit - pass * Block;
        if (row == Rows)
        {
            numbers[4 * (BiasAt + pass * PassFours) + within] = weight;
            return;
        }
        int at = 4 * (At + row * RowStride + pass * PassStride) + within;
        for (int copy = 0; copy < Copies; copy++) numbers[at + 4 * copy * CopyStride] = weight;
    }
}
