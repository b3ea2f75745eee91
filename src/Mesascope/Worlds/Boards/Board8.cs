using System.Text;

namespace Mesascope.Worlds;

/// <summary>Boards of at most 8×8 cells inside their walls, one machine word: bit 8·row + column. Runs unchanged inside a GPU kernel, its text aside.</summary>
internal static class Board8
{
    /// <summary>The cell next to this one; below 0 or above 63 where it lies off the board.</summary>
    /// <param name="cell">In [0, 64).</param>
    /// <param name="action">0 up, 1 down, 2 left, 3 right; any other stays.</param>
    public static int Next(int cell, int action) => action switch
    {
        0 => cell - 8,
        1 => cell + 8,
        2 => (cell & 7) > 0 ? cell - 1 : -1,
        3 => (cell & 7) < 7 ? cell + 1 : -1,
        _ => cell,
    };

    /// <summary>True where the cell is one of the board's and in the set.</summary>
    public static bool Has(ulong set, int cell) => (uint)cell < 64 && ((set >> cell) & 1) != 0;

    /// <summary>The cells of the first so many rows and columns, each in [1, 8].</summary>
    public static ulong Rectangle(int height, int width) =>
        (((1UL << width) - 1) * 0x0101010101010101UL) & (height == 8 ? ulong.MaxValue : (1UL << (8 * height)) - 1);

    /// <summary>The board as text, walls round it, in one of its <see cref="BoardSymmetry"/>s.</summary>
    /// <param name="height">Rows inside the walls before it is turned.</param>
    /// <param name="width">Columns inside the walls before it is turned.</param>
    /// <param name="guise">Which guise.</param>
    /// <param name="at">What stands in a cell, in the board's own coordinates.</param>
    public static string Text(int height, int width, int guise, Func<int, char> at)
    {
        bool lying = (guise & BoardSymmetry.Transposed) != 0;
        int rows = lying ? width : height, columns = lying ? height : width;
        var shown = new char[64];
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
                shown[BoardSymmetry.Cell(8 * row + column, guise, height, width)] = at(8 * row + column);
        string wall = new('#', columns + 2);
        var text = new StringBuilder(wall);
        for (int row = 0; row < rows; row++) text.Append("\n#").Append(shown, 8 * row, columns).Append('#');
        return text.Append('\n').Append(wall).ToString();
    }
}
