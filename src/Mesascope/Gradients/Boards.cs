namespace Mesascope.Gradients;

/// <summary>Operations over boards of cells, as small convolutions need them.</summary>
internal static class Boards
{
    /// <summary>What a cell and its eight neighbours hold, side by side: a 3×3 convolution is <see cref="Linear.Affine(Graph, Variable, Variable, Variable?)"/> of it. Beyond the edge is 0.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">A row for each cell, board after board, row after row. Shape [boards · height · width, channels].</param>
    /// <param name="height">Cells from top to bottom.</param>
    /// <param name="width">Cells from left to right.</param>
    /// <returns>Shape [boards · height · width, 9 · channels]: the neighbours row after row, all channels of each.</returns>
    public static Variable Neighbourhoods(this Graph graph, Variable x, int height, int width)
    {
        if (x.Rows % (height * width) != 0) throw new ArgumentException($"{x.Rows} cells are no boards of {height}×{width}.", nameof(x));
        int channels = x.Columns;
        Variable y = graph.New(x.Rows, 9 * channels);
        y.Value.Clear();
        foreach ((int from, int to) in Pairs(x.Rows, height, width)) x.Value.Slice(from * channels, channels).CopyTo(y.Value[(to * channels)..]);
        if (x.HasGradient)
            graph.Record(() =>
            {
                foreach ((int from, int to) in Pairs(x.Rows, height, width)) Vectors.Add(y.Gradient.Slice(to * channels, channels), x.Gradient.Slice(from * channels, channels));
            });
        return y;
    }

    /// <summary>Columns of two matrices side by side.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, columns].</param>
    /// <param name="y">Shape [rows, other columns].</param>
    /// <returns>Shape [rows, columns + other columns].</returns>
    public static Variable Beside(this Graph graph, Variable x, Variable y)
    {
        int columns = x.Columns + y.Columns;
        Variable both = graph.New(x.Rows, columns);
        for (int i = 0; i < x.Rows; i++)
        {
            x.Value.Slice(i * x.Columns, x.Columns).CopyTo(both.Value[(i * columns)..]);
            y.Value.Slice(i * y.Columns, y.Columns).CopyTo(both.Value[(i * columns + x.Columns)..]);
        }
        graph.Record(() =>
        {
            for (int i = 0; i < x.Rows; i++)
            {
                if (x.HasGradient) Vectors.Add(both.Gradient.Slice(i * columns, x.Columns), x.Gradient.Slice(i * x.Columns, x.Columns));
                if (y.HasGradient) Vectors.Add(both.Gradient.Slice(i * columns + x.Columns, y.Columns), y.Gradient.Slice(i * y.Columns, y.Columns));
            }
        });
        return both;
    }

    // Which cell goes to which ninth of which row.
    private static IEnumerable<(int From, int To)> Pairs(int cells, int height, int width)
    {
        for (int cell = 0; cell < cells; cell++)
        {
            int row = cell / width % height, column = cell % width;
            for (int place = 0; place < 9; place++)
            {
                int down = place / 3 - 1, right = place % 3 - 1;
                if ((uint)(row + down) < (uint)height && (uint)(column + right) < (uint)width) yield return (cell + down * width + right, cell * 9 + place);
            }
        }
    }
}
