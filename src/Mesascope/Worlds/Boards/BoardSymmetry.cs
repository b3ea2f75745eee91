using System.Numerics;

namespace Mesascope.Worlds;

/// <summary>The eight ways in which one board can be turned and mirrored. A world keeps its rules in the board's own coordinates; what the agent sees and does is carried over.</summary>
/// <remarks>
/// A fixed board in one of eight guises asks for eight routes, so that a route that was learnt and a string of actions that is repeated are not the same thing.
/// A guise is a sum of <see cref="Mirrored"/>, <see cref="Upturned"/> and <see cref="Transposed"/>, applied in that order; 0 is the board as published. Runs unchanged inside a GPU kernel.
/// </remarks>
internal static class BoardSymmetry
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>Left and right change places.</summary>
    public const int Mirrored = 1;

    /// <summary>Up and down change places.</summary>
    public const int Upturned = 2;

    /// <summary>Rows and columns change places.</summary>
    public const int Transposed = 4;

    /// <summary>What an action of the agent is on the board itself.</summary>
    /// <param name="action">0 up, 1 down, 2 left, 3 right as the agent sees it; any other stays what it is.</param>
    /// <param name="guise">The board's guise.</param>
    public static int Action(int action, int guise)
    {
        if ((uint)action > 3) return action;
        if ((guise & Transposed) != 0) action ^= 2;
        return (guise & (action < 2 ? Upturned : Mirrored)) != 0 ? action ^ 1 : action;
    }

    /// <summary>A set of cells (bit 8·row + column) as it is seen.</summary>
    /// <param name="cells">Cells of the first <paramref name="height"/> rows and <paramref name="width"/> columns.</param>
    /// <param name="guise">The board's guise.</param>
    /// <param name="height">Rows, in [1, 8].</param>
    /// <param name="width">Columns, in [1, 8].</param>
    public static ulong Cells(ulong cells, int guise, int height, int width)
    {
        if ((guise & Mirrored) != 0) cells = Swap(Swap(Swap(cells, 1, 0x5555555555555555), 2, 0x3333333333333333), 4, 0x0F0F0F0F0F0F0F0F) >> (8 - width);
        if ((guise & Upturned) != 0) cells = Swap(Swap(Swap(cells, 8, 0x00FF00FF00FF00FF), 16, 0x0000FFFF0000FFFF), 32, 0x00000000FFFFFFFF) >> (8 * (8 - height));
        return (guise & Transposed) != 0 ? Exchange(Exchange(Exchange(cells, 7, 0x00AA00AA00AA00AA), 14, 0x0000CCCC0000CCCC), 28, 0x00000000F0F0F0F0) : cells;
    }

    /// <summary>One cell as it is seen.</summary>
    public static int Cell(int cell, int guise, int height, int width) => BitOperations.TrailingZeroCount(Cells(1UL << cell, guise, height, width));

    private static ulong Swap(ulong cells, int by, ulong low) => ((cells >> by) & low) | ((cells & low) << by);

    // Knuth's delta swap (The Art of Computer Programming 4A, section 7.1.3): the bits under the mask change places with those further on.
    private static ulong Exchange(ulong cells, int by, ulong mask)
    {
        ulong differ = (cells ^ (cells >> by)) & mask;
        return cells ^ differ ^ (differ << by);
    }
}
