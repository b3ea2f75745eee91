using System.Numerics;
using System.Runtime.CompilerServices;
using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>A square room of up to 8×8 cells as a bitboard (bit 8·row + column), and how it looks from inside. Runs unchanged inside a GPU kernel.</summary>
internal static class Room
{
    /// <summary>The longest side; every row has so many bits, whatever the room's size.</summary>
    public const int Side = 8;

    /// <summary>The cell that the agent comes to by an action in [0, 4); walls hold it back.</summary>
    /// <remarks>Arithmetic instead of branches: which way a step goes is what a processor cannot foresee.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Moved(int agent, int action, int size)
    {
        int shift = 3 * ((action >> 1) ^ 1), step = 2 * (action & 1) - 1; // up and down go by rows of eight
        int to = ((agent >> shift) & 7) + step, outside = (to | (size - 1 - to)) >> 31; // all ones where a wall is
        return agent + ((step << shift) & ~outside);
    }

    /// <summary>The cell of a place in [0, size²), in reading order.</summary>
    public static int CellOf(int place, int size) => place / size * Side + place % size;

    /// <summary>So many things, each in a cell of its own that is not taken. Each has draws of its own from <paramref name="firstIndex"/> on, so that the first three lie where they lay when there are five.</summary>
    public static ulong Scatter<TDraws>(int count, ulong taken, int size, int firstIndex, ref TDraws random) where TDraws : struct, IDraws
    {
        ulong board = 0;
        int free = size * size - BitOperations.PopCount(taken); // what finds no cell is left out, rather than sought for ever
        for (int i = 0; i < count && i < free; i++)
        {
            int place = random.Choice(size * size, firstIndex + i * 64);
            for (int attempt = 1; (((board | taken) >> CellOf(place, size)) & 1) != 0; attempt++)
                place = attempt < 64 ? random.Choice(size * size, firstIndex + i * 64 + attempt) : (place + 1) % (size * size);
            board |= 1UL << CellOf(place, size);
        }
        return board;
    }

    /// <summary>The 5×5 window around the agent, row by row, bit 12 the agent's own cell; nothing lies beyond the walls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Near(ulong board, int agent)
    {
        int turn = agent - 18; // brings the window's first cell to bit 0; what lies beyond a wall comes in from the other side
        ulong turned = (board >> turn) | (board << -turn);
        ulong window = turned & (EachRow((0x3FCUL >> (agent >> 3)) & 0x1F) * ((0x3FCUL >> (agent & 7)) & 0x1F)); // less that
        return (window & 0x1F) | ((window >> 3) & 0x3E0) | ((window >> 6) & 0x7C00) | ((window >> 9) & 0xF8000) | ((window >> 12) & 0x1F00000);
    }

    /// <summary>Whether anything lies more than two cells up, down, left, right: bits 0 to 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Beyond(ulong board, int agent)
    {
        const ulong everyRow = 0x0101010101010101;
        int above = agent & 56, column = agent & 7;
        ulong up = ((1UL << above) - 1) >> (2 * Side), down = ~0UL << above << (3 * Side);
        ulong left = (((1UL << column) - 1) >> 2) * everyRow, right = ((0xFFUL << (column + 3)) & 0xFF) * everyRow;
        return Bit(board & up) | (Bit(board & down) << 1) | (Bit(board & left) << 2) | (Bit(board & right) << 3);
    }

    /// <summary>Near and beyond in 29 bits.</summary>
    public static ulong View(ulong board, int agent) => Near(board, agent) | (Beyond(board, agent) << 25);

    /// <summary>Whether a wall stands up, down, left, right of the agent, or nowhere beside it: bits 0 to 4, at least one of them set.</summary>
    public static ulong Walls(int agent, int size)
    {
        int row = agent >> 3, column = agent & 7;
        ulong walls = (row == 0 ? 1UL : 0) | (row == size - 1 ? 2UL : 0) | (column == 0 ? 4UL : 0) | (column == size - 1 ? 8UL : 0);
        return walls == 0 ? 16UL : walls;
    }

    /// <summary>The room as text with walls round it; <paramref name="at"/> says what stands in each cell.</summary>
    public static string Board(int size, Func<int, char> at)
    {
        string wall = new('#', size + 2);
        var rows = Enumerable.Range(0, size).Select(row => "#" + string.Concat(Enumerable.Range(0, size).Select(column => at(row * Side + column))) + "#");
        return string.Join('\n', rows.Prepend(wall).Append(wall));
    }

    // Bit i of five becomes the lowest bit of byte i.
    private static ulong EachRow(ulong five) => (five * 0x10204081) & 0x0101010101;

    private static ulong Bit(ulong cells) => cells != 0 ? 1UL : 0;
}
