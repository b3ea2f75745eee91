using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mesascope.Gradients;

/// <summary>A matrix as the product takes it: where it is, how far it is from row to row, and whether it is to be read the other way round.</summary>
/// <param name="Values">Its numbers.</param>
/// <param name="Stride">From the beginning of a stored row to that of the next.</param>
/// <param name="Transposed">True where the stored columns are its rows.</param>
internal readonly ref struct Factor(ReadOnlySpan<float> Values, int Stride, bool Transposed = false)
{
    public readonly ReadOnlySpan<float> Values = Values;
    public readonly int Stride = Stride;
    public readonly bool Transposed = Transposed;
}

/// <summary>The product of two matrices, added to a third.</summary>
/// <remarks>
/// Every number of the result is one chain of fused multiply-adds that begins with what is there and runs over the inner index from 0 up.
/// So neither the size of the tiles nor the width of the vectors changes a bit.
/// Tiles are 6 rows by 16 columns, which twelve vectors of eight hold; by 32 where the processor has vectors of sixteen and so many columns are left. Source of the shape: Goto and van de Geijn (2008), "Anatomy of high-performance matrix multiplication", section 6.
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int TileRows = 6, TileColumns = 16, WideColumns = 32;

    [ThreadStatic]
    private static float[]? _panels;

    /// <summary>result += a · b.</summary>
    /// <param name="a">Shape [rows, inner].</param>
    /// <param name="b">Shape [inner, columns].</param>
    /// <param name="result">Shape [rows, columns].</param>
    /// <param name="stride">From row to row of the result.</param>
    /// <param name="rows">At least 0.</param>
    /// <param name="inner">At least 0.</param>
    /// <param name="columns">At least 0.</param>
    public static void Add(Factor a, Factor b, Span<float> result, int stride, int rows, int inner, int columns)
    {
        if (rows == 0 || inner == 0 || columns == 0) return;
        int size = (columns + TileColumns - 1) / TileColumns * inner * TileColumns;
        if (_panels is null || _panels.Length < size) _panels = new float[Math.Max(size, 4096)];
        fixed (float* at = a.Values, bt = b.Values, to = result, packed = _panels)
        {
            nint row = a.Transposed ? 1 : a.Stride, step = a.Transposed ? a.Stride : 1;
            for (int column = 0; column < columns;)
            {
                bool wide = Vector512.IsHardwareAccelerated && columns - column >= WideColumns;
                int width = wide ? WideColumns : Math.Min(TileColumns, columns - column);
                float* panel = packed + (nint)column * inner;
                Pack(bt, b.Stride, b.Transposed, panel, inner, column, width, wide ? WideColumns : TileColumns);
                Panel(at, row, step, panel, inner, to + column, stride, rows, width, wide);
                column += width;
            }
        }
    }

    // All rows of one panel; a tile that is not whole is computed beside, its missing rows as copies of its last.
    private static void Panel(float* a, nint row, nint step, float* panel, int inner, float* c, nint stride, int rows, int width, bool wide)
    {
        float* tile = stackalloc float[TileRows * WideColumns];
        int columns = wide ? WideColumns : TileColumns;
        for (int first = 0; first < rows; first += TileRows)
        {
            int height = Math.Min(TileRows, rows - first);
            bool whole = height == TileRows && width == columns;
            float* corner = c + first * stride, from = a + first * row;
            if (!whole) Copy(corner, stride, tile, columns, height, width);
            if (wide) WideTile(from, row, step, panel, inner, whole ? corner : tile, whole ? stride : columns, height);
            else Tile(from, row, step, panel, inner, whole ? corner : tile, whole ? stride : columns, height);
            if (!whole) Copy(tile, columns, corner, stride, height, width);
        }
    }

    // Columns side by side, row after row, filled up with zeros to the width of the panel.
    private static void Pack(float* b, nint stride, bool transposed, float* to, int inner, int column, int width, int panel)
    {
        if (width < panel) new Span<float>(to, inner * panel).Clear();
        if (transposed)
        {
            for (int j = 0; j < width; j++)
            {
                float* from = b + (column + j) * stride;
                for (int i = 0; i < inner; i++) to[i * panel + j] = from[i];
            }
        }
        else
        {
            for (int i = 0; i < inner; i++, to += panel) new ReadOnlySpan<float>(b + i * stride + column, width).CopyTo(new Span<float>(to, width));
        }
    }

    private static void Copy(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) to[i * toStride + j] = from[i * fromStride + j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(float* a, nint row, nint step, float* b, int inner, float* c, nint stride, int height)
    {
        float* a1 = a + (height > 1 ? row : 0), a2 = a1 + (height > 2 ? row : 0), a3 = a2 + (height > 3 ? row : 0), a4 = a3 + (height > 4 ? row : 0), a5 = a4 + (height > 5 ? row : 0);
        float* c1 = c + stride, c2 = c1 + stride, c3 = c2 + stride, c4 = c3 + stride, c5 = c4 + stride;
        Vector256<float> s00 = Vector256.Load(c), s01 = Vector256.Load(c + 8), s10 = Vector256.Load(c1), s11 = Vector256.Load(c1 + 8);
        Vector256<float> s20 = Vector256.Load(c2), s21 = Vector256.Load(c2 + 8), s30 = Vector256.Load(c3), s31 = Vector256.Load(c3 + 8);
        Vector256<float> s40 = Vector256.Load(c4), s41 = Vector256.Load(c4 + 8), s50 = Vector256.Load(c5), s51 = Vector256.Load(c5 + 8);
        nint at = 0;
        for (int i = 0; i < inner; i++, at += step, b += TileColumns)
        {
            Vector256<float> left = Vector256.Load(b), right = Vector256.Load(b + 8), factor = Vector256.Create(a[at]);
            s00 = Vector256.FusedMultiplyAdd(factor, left, s00);
            s01 = Vector256.FusedMultiplyAdd(factor, right, s01);
            factor = Vector256.Create(a1[at]);
            s10 = Vector256.FusedMultiplyAdd(factor, left, s10);
            s11 = Vector256.FusedMultiplyAdd(factor, right, s11);
            factor = Vector256.Create(a2[at]);
            s20 = Vector256.FusedMultiplyAdd(factor, left, s20);
            s21 = Vector256.FusedMultiplyAdd(factor, right, s21);
            factor = Vector256.Create(a3[at]);
            s30 = Vector256.FusedMultiplyAdd(factor, left, s30);
            s31 = Vector256.FusedMultiplyAdd(factor, right, s31);
            factor = Vector256.Create(a4[at]);
            s40 = Vector256.FusedMultiplyAdd(factor, left, s40);
            s41 = Vector256.FusedMultiplyAdd(factor, right, s41);
            factor = Vector256.Create(a5[at]);
            s50 = Vector256.FusedMultiplyAdd(factor, left, s50);
            s51 = Vector256.FusedMultiplyAdd(factor, right, s51);
        }
        s00.Store(c);
        s01.Store(c + 8);
        s10.Store(c1);
        s11.Store(c1 + 8);
        s20.Store(c2);
        s21.Store(c2 + 8);
        s30.Store(c3);
        s31.Store(c3 + 8);
        s40.Store(c4);
        s41.Store(c4 + 8);
        s50.Store(c5);
        s51.Store(c5 + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideTile(float* a, nint row, nint step, float* b, int inner, float* c, nint stride, int height)
    {
        float* a1 = a + (height > 1 ? row : 0), a2 = a1 + (height > 2 ? row : 0), a3 = a2 + (height > 3 ? row : 0), a4 = a3 + (height > 4 ? row : 0), a5 = a4 + (height > 5 ? row : 0);
        float* c1 = c + stride, c2 = c1 + stride, c3 = c2 + stride, c4 = c3 + stride, c5 = c4 + stride;
        Vector512<float> s00 = Vector512.Load(c), s01 = Vector512.Load(c + 16), s10 = Vector512.Load(c1), s11 = Vector512.Load(c1 + 16);
        Vector512<float> s20 = Vector512.Load(c2), s21 = Vector512.Load(c2 + 16), s30 = Vector512.Load(c3), s31 = Vector512.Load(c3 + 16);
        Vector512<float> s40 = Vector512.Load(c4), s41 = Vector512.Load(c4 + 16), s50 = Vector512.Load(c5), s51 = Vector512.Load(c5 + 16);
        nint at = 0;
        for (int i = 0; i < inner; i++, at += step, b += WideColumns)
        {
            Vector512<float> left = Vector512.Load(b), right = Vector512.Load(b + 16), factor = Vector512.Create(a[at]);
            s00 = Vector512.FusedMultiplyAdd(factor, left, s00);
            s01 = Vector512.FusedMultiplyAdd(factor, right, s01);
            factor = Vector512.Create(a1[at]);
            s10 = Vector512.FusedMultiplyAdd(factor, left, s10);
            s11 = Vector512.FusedMultiplyAdd(factor, right, s11);
            factor = Vector512.Create(a2[at]);
            s20 = Vector512.FusedMultiplyAdd(factor, left, s20);
            s21 = Vector512.FusedMultiplyAdd(factor, right, s21);
            factor = Vector512.Create(a3[at]);
            s30 = Vector512.FusedMultiplyAdd(factor, left, s30);
            s31 = Vector512.FusedMultiplyAdd(factor, right, s31);
            factor = Vector512.Create(a4[at]);
            s40 = Vector512.FusedMultiplyAdd(factor, left, s40);
            s41 = Vector512.FusedMultiplyAdd(factor, right, s41);
            factor = Vector512.Create(a5[at]);
            s50 = Vector512.FusedMultiplyAdd(factor, left, s50);
            s51 = Vector512.FusedMultiplyAdd(factor, right, s51);
        }
        s00.Store(c);
        s01.Store(c + 16);
        s10.Store(c1);
        s11.Store(c1 + 16);
        s20.Store(c2);
        s21.Store(c2 + 16);
        s30.Store(c3);
        s31.Store(c3 + 16);
        s40.Store(c4);
        s41.Store(c4 + 16);
        s50.Store(c5);
        s51.Store(c5 + 16);
    }
}
