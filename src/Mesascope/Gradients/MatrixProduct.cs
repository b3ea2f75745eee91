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
/// Tiles are 6 rows by two vectors, of 8 numbers or of 16 where the processor has them, so that sums stand in twelve registers; where few columns are there, 8 rows by one vector. Source of the shape: Goto and van de Geijn (2008), "Anatomy of high-performance matrix multiplication", section 6.
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int TileRows = 6, TileColumns = 16, NarrowRows = 8;

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
        int panels = (columns + TileColumns - 1) / TileColumns, size = panels * inner * TileColumns;
        if (_panels is null || _panels.Length < size) _panels = new float[Math.Max(size, 4096)];
        fixed (float* at = a.Values, bt = b.Values, to = result, packed = _panels)
        {
            Pack(bt, b.Stride, b.Transposed, packed, inner, columns, panels);
            float* tile = stackalloc float[NarrowRows * TileColumns];
            nint row = a.Transposed ? 1 : a.Stride, step = a.Transposed ? a.Stride : 1;
            for (int panel = 0, two; panel < panels; panel += two)
            {
                int column = panel * TileColumns, width = Math.Min(TileColumns, columns - column);
                two = Vector512.IsHardwareAccelerated && column + 2 * TileColumns <= columns ? 2 : 1;
                float* own = packed + (nint)panel * inner * TileColumns;
                bool narrow = width <= TileColumns / 2;
                int most = narrow ? NarrowRows : TileRows;
                for (int first = 0; first < rows; first += most)
                {
                    int height = Math.Min(most, rows - first);
                    float* corner = to + (nint)first * stride + column, from = at + first * row;
                    if (height == most && two == 2) WideTile(from, row, step, own, inner, corner, stride);
                    else if (height == most && width == TileColumns) Tile(from, height, row, step, own, inner, corner, stride);
                    else
                    {
                        for (int half = 0; half < two; half++)
                        {
                            Copy(corner + half * TileColumns, stride, tile, TileColumns, height, width);
                            if (narrow) NarrowTile(from, height, row, step, own, inner, tile);
                            else Tile(from, height, row, step, own + half * inner * TileColumns, inner, tile, TileColumns);
                            Copy(tile, TileColumns, corner + half * TileColumns, stride, height, width);
                        }
                    }
                }
            }
        }
    }

    // Panels of 16 columns, one after another, filled up with zeros.
    private static void Pack(float* b, nint stride, bool transposed, float* packed, int inner, int columns, int panels)
    {
        for (int panel = 0; panel < panels; panel++)
        {
            int column = panel * TileColumns, width = Math.Min(TileColumns, columns - column);
            float* to = packed + (nint)panel * inner * TileColumns;
            if (width < TileColumns) new Span<float>(to, inner * TileColumns).Clear();
            if (transposed)
            {
                for (int j = 0; j < width; j++)
                {
                    float* from = b + (column + j) * stride;
                    for (int i = 0; i < inner; i++) to[i * TileColumns + j] = from[i];
                }
            }
            else if (width == TileColumns)
            {
                for (int i = 0; i < inner; i++, to += TileColumns)
                {
                    float* from = b + i * stride + column;
                    Vector256.Load(from).Store(to);
                    Vector256.Load(from + 8).Store(to + 8);
                }
            }
            else
            {
                for (int i = 0; i < inner; i++, to += TileColumns)
                    for (int j = 0; j < width; j++) to[j] = b[i * stride + column + j];
            }
        }
    }

    private static void Copy(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) to[i * toStride + j] = from[i * fromStride + j];
    }

    // 6 rows by 16 columns. Where fewer rows are there, the first stands in for the others, and what comes of them nobody reads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(float* a, int height, nint row, nint step, float* b, int inner, float* c, nint stride)
    {
        float* a1 = height > 1 ? a + row : a, a2 = height > 2 ? a1 + row : a, a3 = height > 3 ? a2 + row : a, a4 = height > 4 ? a3 + row : a, a5 = height > 5 ? a4 + row : a;
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

    // 6 rows by 32 columns, which are two panels: for processors with vectors of 16.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideTile(float* a, nint row, nint step, float* b, int inner, float* c, nint stride)
    {
        float* a1 = a + row, a2 = a1 + row, a3 = a2 + row, a4 = a3 + row, a5 = a4 + row, next = b + (nint)inner * TileColumns;
        float* c1 = c + stride, c2 = c1 + stride, c3 = c2 + stride, c4 = c3 + stride, c5 = c4 + stride;
        Vector512<float> s00 = Vector512.Load(c), s01 = Vector512.Load(c + 16), s10 = Vector512.Load(c1), s11 = Vector512.Load(c1 + 16);
        Vector512<float> s20 = Vector512.Load(c2), s21 = Vector512.Load(c2 + 16), s30 = Vector512.Load(c3), s31 = Vector512.Load(c3 + 16);
        Vector512<float> s40 = Vector512.Load(c4), s41 = Vector512.Load(c4 + 16), s50 = Vector512.Load(c5), s51 = Vector512.Load(c5 + 16);
        nint at = 0;
        for (int i = 0; i < inner; i++, at += step, b += TileColumns, next += TileColumns)
        {
            Vector512<float> left = Vector512.Load(b), right = Vector512.Load(next), factor = Vector512.Create(a[at]);
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

    // 8 rows by 8 columns, for a panel of which not more are there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowTile(float* a, int height, nint row, nint step, float* b, int inner, float* tile)
    {
        float* a1 = height > 1 ? a + row : a, a2 = height > 2 ? a1 + row : a, a3 = height > 3 ? a2 + row : a, a4 = height > 4 ? a3 + row : a;
        float* a5 = height > 5 ? a4 + row : a, a6 = height > 6 ? a5 + row : a, a7 = height > 7 ? a6 + row : a;
        Vector256<float> s0 = Vector256.Load(tile), s1 = Vector256.Load(tile + TileColumns), s2 = Vector256.Load(tile + 2 * TileColumns), s3 = Vector256.Load(tile + 3 * TileColumns);
        Vector256<float> s4 = Vector256.Load(tile + 4 * TileColumns), s5 = Vector256.Load(tile + 5 * TileColumns), s6 = Vector256.Load(tile + 6 * TileColumns), s7 = Vector256.Load(tile + 7 * TileColumns);
        nint at = 0;
        for (int i = 0; i < inner; i++, at += step, b += TileColumns)
        {
            Vector256<float> left = Vector256.Load(b);
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(a[at]), left, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(a1[at]), left, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Create(a2[at]), left, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Create(a3[at]), left, s3);
            s4 = Vector256.FusedMultiplyAdd(Vector256.Create(a4[at]), left, s4);
            s5 = Vector256.FusedMultiplyAdd(Vector256.Create(a5[at]), left, s5);
            s6 = Vector256.FusedMultiplyAdd(Vector256.Create(a6[at]), left, s6);
            s7 = Vector256.FusedMultiplyAdd(Vector256.Create(a7[at]), left, s7);
        }
        s0.Store(tile);
        s1.Store(tile + TileColumns);
        s2.Store(tile + 2 * TileColumns);
        s3.Store(tile + 3 * TileColumns);
        s4.Store(tile + 4 * TileColumns);
        s5.Store(tile + 5 * TileColumns);
        s6.Store(tile + 6 * TileColumns);
        s7.Store(tile + 7 * TileColumns);
    }
}
