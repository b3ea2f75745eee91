using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mesascope.Worlds;

namespace Mesascope.Gradients;

/// <summary>Which bits are set in each of some observations, as lists: what a product of them with a matrix adds up.</summary>
/// <remarks>Each number of a result is one chain of sums in the order of the bits, or of the cases; 64 columns at a time, so that those of the matrix stay near.</remarks>
internal sealed unsafe class SetBits
{
    private const int Block = 64;
    private readonly int[] _bits, _starts;

    /// <summary>Lists them.</summary>
    /// <param name="x">Shape [cases].</param>
    public SetBits(ReadOnlySpan<Bits> x)
    {
        int count = 0;
        foreach (ref readonly Bits one in x) count += one.Count;
        _bits = new int[count];
        _starts = new int[x.Length + 1];
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.CreateReadOnlySpan(in x[i].W0, Bits.Capacity / 64);
            for (int word = 0; word < words.Length; word++)
                for (ulong left = words[word]; left != 0; left &= left - 1) _bits[at++] = word * 64 + BitOperations.TrailingZeroCount(left);
            _starts[i + 1] = at;
        }
    }

    /// <summary>Adds to each case the rows of a matrix whose bits are set.</summary>
    /// <param name="matrix">Shape [bits, columns].</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="cases">Shape [cases, columns].</param>
    public void Gather(ReadOnlySpan<float> matrix, int columns, Span<float> cases)
    {
        fixed (float* rows = matrix, all = cases)
            for (int column = 0; column < columns; column += Block) Each(rows + column, all + column, columns, Math.Min(Block, columns - column), gather: true);
    }

    /// <summary>Adds each case to the rows of a matrix whose bits are set.</summary>
    /// <param name="cases">Shape [cases, columns].</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="matrix">Shape [bits, columns].</param>
    public void Scatter(ReadOnlySpan<float> cases, int columns, Span<float> matrix)
    {
        fixed (float* rows = matrix, all = cases)
            for (int column = 0; column < columns; column += Block) Each(rows + column, all + column, columns, Math.Min(Block, columns - column), gather: false);
    }

    private void Each(float* rows, float* cases, nint columns, int width, bool gather)
    {
        fixed (int* bits = _bits)
            for (int i = 0; i + 1 < _starts.Length; i++, cases += columns)
            {
                int* first = bits + _starts[i];
                int count = _starts[i + 1] - _starts[i];
                if (width < Block) Few(first, count, rows, columns, cases, width, gather);
                else if (gather) Gather(first, count, rows, columns, cases);
                else Scatter(first, count, rows, columns, cases);
            }
    }

    // Fewer columns than a block.
    private static void Few(int* bits, int count, float* rows, nint columns, float* own, int width, bool gather)
    {
        int j = 0;
        for (; j + 8 <= width; j += 8)
        {
            Vector256<float> sum = Vector256.Load(own + j);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + bits[k] * columns + j;
                if (gather) sum += Vector256.Load(row);
                else (Vector256.Load(row) + sum).Store(row);
            }
            if (gather) sum.Store(own + j);
        }
        for (; j < width; j++)
            for (int k = 0; k < count; k++)
            {
                float* row = rows + bits[k] * columns + j;
                if (gather) own[j] += *row;
                else *row += own[j];
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(int* bits, int count, float* rows, nint columns, float* own)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> p = Vector512.Load(own), q = Vector512.Load(own + 16), r = Vector512.Load(own + 32), s = Vector512.Load(own + 48);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + bits[k] * columns;
                p += Vector512.Load(row);
                q += Vector512.Load(row + 16);
                r += Vector512.Load(row + 32);
                s += Vector512.Load(row + 48);
            }
            p.Store(own);
            q.Store(own + 16);
            r.Store(own + 32);
            s.Store(own + 48);
            return;
        }
        for (float* to = own, end = own + Block; to < end; to += Block / 2, rows += Block / 2)
        {
            Vector256<float> a = Vector256.Load(to), b = Vector256.Load(to + 8), c = Vector256.Load(to + 16), d = Vector256.Load(to + 24);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + bits[k] * columns;
                a += Vector256.Load(row);
                b += Vector256.Load(row + 8);
                c += Vector256.Load(row + 16);
                d += Vector256.Load(row + 24);
            }
            a.Store(to);
            b.Store(to + 8);
            c.Store(to + 16);
            d.Store(to + 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(int* bits, int count, float* rows, nint columns, float* own)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> p = Vector512.Load(own), q = Vector512.Load(own + 16), r = Vector512.Load(own + 32), s = Vector512.Load(own + 48);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + bits[k] * columns;
                (Vector512.Load(row) + p).Store(row);
                (Vector512.Load(row + 16) + q).Store(row + 16);
                (Vector512.Load(row + 32) + r).Store(row + 32);
                (Vector512.Load(row + 48) + s).Store(row + 48);
            }
            return;
        }
        for (int k = 0; k < count; k++)
        {
            float* row = rows + bits[k] * columns;
            for (int j = 0; j < Block; j += 8) (Vector256.Load(row + j) + Vector256.Load(own + j)).Store(row + j);
        }
    }
}
