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
        Refuse(x, height, width);
        int channels = x.Columns;
        Variable y = graph.New(x.Rows, 9 * channels);
        y.Value.Clear();
        for (int cell = 0; cell < x.Rows; cell++)
            for (int down = -1; down <= 1; down++)
                if (Run(cell, down, height, width) is { Count: > 0 } run) x.Value.Slice(run.From * channels, run.Count * channels).CopyTo(y.Value[((cell * 9 + run.Place) * channels)..]);
        if (x.HasGradient)
            graph.Record(() =>
            {
                for (int cell = 0; cell < x.Rows; cell++)
                    for (int down = -1; down <= 1; down++)
                        if (Run(cell, down, height, width) is { Count: > 0 } run) Vectors.Add(y.Gradient.Slice((cell * 9 + run.Place) * channels, run.Count * channels), x.Gradient.Slice(run.From * channels, run.Count * channels));
            });
        return y;
    }

    /// <summary>A 3×3 convolution plus what it begins with: <see cref="Neighbourhoods"/> times the kernel, without ever writing the neighbourhoods down. Beyond the edge is 0.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">A row for each cell, board after board, row after row. Shape [boards · height · width, channels].</param>
    /// <param name="kernel">The neighbours row after row, all channels of each. Shape [9 · channels, columns].</param>
    /// <param name="start">Added to it: one row for all cells, or a row for each. Shape [1 or rows, columns].</param>
    /// <param name="height">Cells from top to bottom.</param>
    /// <param name="width">Cells from left to right.</param>
    /// <returns>Shape [boards · height · width, columns].</returns>
    public static Variable Convolve(this Graph graph, Variable x, Variable kernel, Variable start, int height, int width)
    {
        Refuse(x, height, width);
        if (kernel.Rows != 9 * x.Columns || start.Columns != kernel.Columns || start.Rows != 1 && start.Rows != x.Rows)
            throw new ArgumentException($"{x.Rows}×{x.Columns} by a kernel of {kernel.Rows}×{kernel.Columns} plus {start.Rows}×{start.Columns} do not fit.");
        Variable y = graph.New(x.Rows, kernel.Columns);
        var board = new PaddedBoard(height, width);
        (int channels, int columns, int cells) = (x.Columns, kernel.Columns, height * width);
        float[] from = graph.Rent(board.Rows * channels), to = graph.Rent(board.Inner * columns);
        Array.Clear(from);
        for (int first = 0; first < x.Rows; first += cells)
        {
            board.Spread(x.Value.Slice(first * channels, cells * channels), from, channels);
            Array.Clear(to);
            board.Convolve(from, kernel.Value, to, channels, columns);
            for (int cell = 0; cell < cells; cell++)
            {
                Span<float> own = y.Value.Slice((first + cell) * columns, columns);
                to.AsSpan(board.Place(cell) * columns, columns).CopyTo(own);
                Vectors.Add(start.Rows == 1 ? start.Value : start.Value.Slice((first + cell) * columns, columns), own);
            }
        }
        graph.Record(() => Back(graph, x, kernel, y, board));
        if (start.HasGradient)
            graph.Record(() =>
            {
                for (int at = 0; at < y.Count; at += start.Count) Vectors.Add(y.Gradient.Slice(at, start.Count), start.Gradient);
            });
        return y;
    }

    private static void Back(Graph graph, Variable x, Variable kernel, Variable y, PaddedBoard board)
    {
        (int channels, int columns, int cells) = (x.Columns, kernel.Columns, board.Height * board.Width);
        float[] from = graph.Rent(board.Rows * channels), slopes = graph.Rent(board.Rows * columns), to = graph.Rent(board.Inner * channels), turned = graph.Rent(kernel.Count);
        Array.Clear(from);
        Array.Clear(slopes);
        if (x.HasGradient) PaddedBoard.Turn(kernel.Value, turned, channels, columns);
        for (int first = 0; first < x.Rows; first += cells)
        {
            board.Spread(y.Gradient.Slice(first * columns, cells * columns), slopes, columns);
            if (kernel.HasGradient)
            {
                board.Spread(x.Value.Slice(first * channels, cells * channels), from, channels);
                board.Differentiate(from, slopes, kernel.Gradient, channels, columns);
            }
            if (!x.HasGradient) continue;
            Array.Clear(to);
            board.Convolve(slopes, turned, to, columns, channels);
            for (int cell = 0; cell < cells; cell++) Vectors.Add(to.AsSpan(board.Place(cell) * channels, channels), x.Gradient.Slice((first + cell) * channels, channels));
        }
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

    private static void Refuse(Variable x, int height, int width)
    {
        if (x.Rows % (height * width) != 0) throw new ArgumentException($"{x.Rows} cells are no boards of {height}×{width}.", nameof(x));
    }

    // The up to three neighbours in the row that lies so far down: the first of them, how many, and which ninth the first is.
    private static (int From, int Count, int Place) Run(int cell, int down, int height, int width)
    {
        int row = cell / width % height, column = cell % width;
        if ((uint)(row + down) >= (uint)height) return default;
        int left = column > 0 ? 1 : 0, right = column < width - 1 ? 1 : 0;
        return (cell + down * width - left, left + 1 + right, (down + 1) * 3 + 1 - left);
    }
}
