namespace Mesascope.Gradients;

/// <summary>A board with a row of zeros above and below and a column of zeros before each row, which is also the one behind the row before.</summary>
/// <remarks>
/// Three neighbours in a row then lie one behind the other, so a 3×3 convolution is three products of matrices whose rows overlap in memory.
/// The columns of zeros are computed along: 1 row in <c>Width + 1</c> is thrown away.
/// </remarks>
internal readonly record struct PaddedBoard(int Height, int Width)
{
    /// <summary>Rows with the zeros.</summary>
    public int Rows => (Height + 2) * (Width + 1) + 1;

    /// <summary>Rows from the first cell to the last, with the zeros between them.</summary>
    public int Inner => (Height - 1) * (Width + 1) + Width;

    /// <summary>Which row of <see cref="Inner"/> a cell is.</summary>
    public int Place(int cell) => cell + cell / Width;

    private int First => Width + 2;

    /// <summary>Copies the cells between the zeros, which must be there.</summary>
    public void Spread(ReadOnlySpan<float> cells, Span<float> padded, int channels)
    {
        for (int row = 0; row < Height; row++)
            cells.Slice(row * Width * channels, Width * channels).CopyTo(padded[((First + row * (Width + 1)) * channels)..]);
    }

    /// <summary>result += the convolution. Shape of the result [<see cref="Inner"/>, columns].</summary>
    public void Convolve(ReadOnlySpan<float> padded, ReadOnlySpan<float> kernel, Span<float> result, int channels, int columns)
    {
        for (int down = 0; down < 3; down++)
            MatrixProduct.Add(new(padded[(down * (Width + 1) * channels)..], channels), new(kernel[(down * 3 * channels * columns)..], columns), result, columns, Inner, 3 * channels, columns);
    }

    /// <summary>kernel += the gradient by it.</summary>
    /// <param name="padded">What was convolved. Shape [<see cref="Rows"/>, channels].</param>
    /// <param name="slopes">The gradient by the convolution. Shape [<see cref="Rows"/>, columns], 0 where there is no cell.</param>
    /// <param name="kernel">Shape [9 · channels, columns].</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    public void Differentiate(ReadOnlySpan<float> padded, ReadOnlySpan<float> slopes, Span<float> kernel, int channels, int columns)
    {
        for (int down = 0; down < 3; down++)
            MatrixProduct.Add(new(padded[(down * (Width + 1) * channels)..], channels, Transposed: true), new(slopes[(First * columns)..], columns), kernel[(down * 3 * channels * columns)..], columns, 3 * channels, Inner, columns);
    }

    /// <summary>The kernel of the way back: the neighbours in the opposite order, each matrix transposed.</summary>
    public static void Turn(ReadOnlySpan<float> kernel, Span<float> turned, int channels, int columns)
    {
        for (int neighbour = 0; neighbour < 9; neighbour++)
        {
            ReadOnlySpan<float> from = kernel.Slice(neighbour * channels * columns, channels * columns);
            Span<float> to = turned.Slice((8 - neighbour) * channels * columns, channels * columns);
            for (int i = 0; i < channels; i++)
                for (int j = 0; j < columns; j++) to[j * channels + i] = from[i * columns + j];
        }
    }
}
