using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mesascope.Worlds;

namespace Mesascope.Gradients;

/// <summary>Products with a matrix of weights.</summary>
internal static class Linear
{
    /// <summary>x · w.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, inner].</param>
    /// <param name="w">Shape [inner, columns].</param>
    /// <returns>Shape [rows, columns].</returns>
    public static Variable Product(this Graph graph, Variable x, Variable w) => Affine(graph, x, w, null);

    /// <summary>x · w + b.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, inner].</param>
    /// <param name="w">Shape [inner, columns].</param>
    /// <param name="b">Shape [1, columns]; null for none.</param>
    /// <returns>Shape [rows, columns].</returns>
    public static Variable Affine(this Graph graph, Variable x, Variable w, Variable? b)
    {
        if (x.Columns != w.Rows || (b is not null && b.Count != w.Columns)) throw new ArgumentException($"{x.Rows}×{x.Columns} by {w.Rows}×{w.Columns} plus {b?.Count} do not fit.");
        Variable y = graph.New(x.Rows, w.Columns);
        Begin(y, b);
        MatrixProduct.Add(new(x.Value, x.Columns), new(w.Value, w.Columns), y.Value, y.Columns, x.Rows, x.Columns, w.Columns);
        graph.Record(() =>
        {
            if (x.HasGradient) MatrixProduct.Add(new(y.Gradient, y.Columns), new(w.Value, w.Columns, Transposed: true), x.Gradient, x.Columns, x.Rows, w.Columns, x.Columns);
            if (w.HasGradient) MatrixProduct.Add(new(x.Value, x.Columns, Transposed: true), new(y.Gradient, y.Columns), w.Gradient, w.Columns, x.Columns, x.Rows, w.Columns);
            if (b is not null) AddRows(y.Gradient, b.Gradient);
        });
        return y;
    }

    /// <summary>x · w + b for inputs of bits: the sum of the rows of w whose bit is set.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">What is seen. Shape [rows]; must stay as it is until the graph is cleared.</param>
    /// <param name="w">Shape [bits, columns]; no bit at or beyond the first number is set.</param>
    /// <param name="b">Shape [1, columns].</param>
    /// <returns>Shape [rows, columns].</returns>
    public static Variable Affine(this Graph graph, ReadOnlyMemory<Bits> x, Variable w, Variable b)
    {
        Variable y = graph.New(x.Length, w.Columns);
        Begin(y, b);
        AddSetRows(x.Span, w.Value, w.Columns, y.Value, Direction.Gather);
        graph.Record(() =>
        {
            AddSetRows(x.Span, w.Gradient, w.Columns, y.Gradient, Direction.Scatter);
            AddRows(y.Gradient, b.Gradient);
        });
        return y;
    }

    /// <summary>The larger of x · w + b and 0. At 0 the slope is taken to be 0.</summary>
    /// <inheritdoc cref="Affine(Graph, Variable, Variable, Variable?)"/>
    public static Variable AffineRelu(this Graph graph, Variable x, Variable w, Variable b) => Rectified(graph, Affine(graph, x, w, b));

    /// <summary>The larger of x · w + b and 0 for inputs of bits. At 0 the slope is taken to be 0.</summary>
    /// <inheritdoc cref="Affine(Graph, ReadOnlyMemory{Bits}, Variable, Variable)"/>
    public static Variable AffineRelu(this Graph graph, ReadOnlyMemory<Bits> x, Variable w, Variable b) => Rectified(graph, Affine(graph, x, w, b));

    // In place: nobody else has seen y yet.
    private static Variable Rectified(Graph graph, Variable y)
    {
        Vectors.Rectify(y.Value, y.Value);
        graph.Record(() => Vectors.Rectify(y.Value, y.Gradient));
        return y;
    }

    /// <summary>Rows of a table: an embedding.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="table">Shape [entries, columns].</param>
    /// <param name="rows">Which, each in [0, entries). Must stay as they are until the graph is cleared.</param>
    /// <returns>Shape [rows, columns].</returns>
    public static Variable Gather(this Graph graph, Variable table, ReadOnlyMemory<int> rows)
    {
        Variable y = graph.New(rows.Length, table.Columns);
        for (int i = 0; i < rows.Length; i++) table.Value.Slice(rows.Span[i] * table.Columns, table.Columns).CopyTo(y.Value[(i * y.Columns)..]);
        graph.Record(() =>
        {
            for (int i = 0; i < rows.Length; i++) Vectors.Add(y.Gradient.Slice(i * y.Columns, y.Columns), table.Gradient.Slice(rows.Span[i] * table.Columns, table.Columns));
        });
        return y;
    }

    private static void Begin(Variable y, Variable? b)
    {
        if (b is null) y.Value.Clear();
        else for (int i = 0; i < y.Rows; i++) b.Value.CopyTo(y.Value[(i * y.Columns)..]);
    }

    private static void AddRows(ReadOnlySpan<float> rows, Span<float> sum)
    {
        for (int at = 0; at < rows.Length; at += sum.Length) Vectors.Add(rows.Slice(at, sum.Length), sum);
    }

    private enum Direction { Gather, Scatter }

    // Gather adds the set rows of the table to each case; scatter adds each case to the set rows of the table.
    private static unsafe void AddSetRows(ReadOnlySpan<Bits> x, ReadOnlySpan<float> table, int columns, ReadOnlySpan<float> cases, Direction direction)
    {
        int* set = stackalloc int[Bits.Capacity];
        fixed (float* rows = table, all = cases)
        {
            for (int i = 0; i < x.Length; i++)
            {
                int count = List(x[i], set, columns), column = 0;
                float* own = all + (nint)i * columns;
                for (; column + 64 <= columns; column += 64)
                {
                    if (direction == Direction.Gather) Gather(set, count, rows + column, own + column);
                    else Scatter(set, count, rows + column, own + column);
                }
                for (; column + 8 <= columns; column += 8)
                    for (int k = 0; k < count; k++)
                    {
                        float* row = rows + set[k] + column;
                        Vector256<float> sum = Vector256.Load(row) + Vector256.Load(own + column);
                        sum.Store(direction == Direction.Gather ? own + column : row);
                    }
                for (; column < columns; column++)
                    for (int k = 0; k < count; k++)
                    {
                        float sum = rows[set[k] + column] + own[column];
                        *(direction == Direction.Gather ? own + column : rows + set[k] + column) = sum;
                    }
            }
        }
    }

    // Where in a table the rows of the bits begin that are set, lowest first.
    private static unsafe int List(in Bits x, int* set, int columns)
    {
        int count = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.CreateReadOnlySpan(in x.W0, Bits.Capacity / 64);
        for (int word = 0; word < words.Length; word++)
            for (ulong left = words[word]; left != 0; left &= left - 1) set[count++] = (word * 64 + BitOperations.TrailingZeroCount(left)) * columns;
        return count;
    }

    // 64 columns at a time: eight vectors of eight, or four of sixteen where the processor has them; each number's sum is the same chain.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Gather(int* set, int count, float* rows, float* own)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> p = Vector512.Load(own), q = Vector512.Load(own + 16), r = Vector512.Load(own + 32), s = Vector512.Load(own + 48);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + set[k];
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
        for (int half = 0; half < 64; half += 32)
        {
            float* to = own + half;
            Vector256<float> a = Vector256.Load(to), b = Vector256.Load(to + 8), c = Vector256.Load(to + 16), d = Vector256.Load(to + 24);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + set[k] + half;
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
    private static unsafe void Scatter(int* set, int count, float* rows, float* own)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> p = Vector512.Load(own), q = Vector512.Load(own + 16), r = Vector512.Load(own + 32), s = Vector512.Load(own + 48);
            for (int k = 0; k < count; k++)
            {
                float* row = rows + set[k];
                (Vector512.Load(row) + p).Store(row);
                (Vector512.Load(row + 16) + q).Store(row + 16);
                (Vector512.Load(row + 32) + r).Store(row + 32);
                (Vector512.Load(row + 48) + s).Store(row + 48);
            }
            return;
        }
        for (int k = 0; k < count; k++)
        {
            float* row = rows + set[k];
            for (int j = 0; j < 64; j += 8) (Vector256.Load(row + j) + Vector256.Load(own + j)).Store(row + j);
        }
    }
}
