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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddSetRows(ReadOnlySpan<Bits> x, ReadOnlySpan<float> table, int columns, ReadOnlySpan<float> cases, Direction direction)
    {
        fixed (float* rows = table, all = cases)
        {
            for (int i = 0; i < x.Length; i++)
            {
                float* own = all + (nint)i * columns;
                int column = 0;
                for (; column + 32 <= columns; column += 32)
                {
                    if (direction == Direction.Gather) Gather(x[i], rows + column, columns, own + column);
                    else Scatter(x[i], rows + column, columns, own + column);
                }
                for (; column < columns; column++)
                    for (int word = 0; word < Bits.Capacity / 64; word++)
                        for (ulong set = x[i].Word(word); set != 0; set &= set - 1)
                        {
                            float* row = rows + (nint)(word * 64 + BitOperations.TrailingZeroCount(set)) * columns + column;
                            if (direction == Direction.Gather) own[column] += *row;
                            else *row += own[column];
                        }
            }
        }
    }

    private static unsafe void Gather(in Bits x, float* rows, int columns, float* own)
    {
        Vector256<float> a = Vector256.Load(own), b = Vector256.Load(own + 8), c = Vector256.Load(own + 16), d = Vector256.Load(own + 24);
        ReadOnlySpan<ulong> words = Words(x);
        for (int word = 0; word < words.Length; word++)
            for (ulong set = words[word]; set != 0; set &= set - 1)
            {
                float* row = rows + (nint)(word * 64 + BitOperations.TrailingZeroCount(set)) * columns;
                a += Vector256.Load(row);
                b += Vector256.Load(row + 8);
                c += Vector256.Load(row + 16);
                d += Vector256.Load(row + 24);
            }
        a.Store(own);
        b.Store(own + 8);
        c.Store(own + 16);
        d.Store(own + 24);
    }

    private static unsafe void Scatter(in Bits x, float* rows, int columns, float* own)
    {
        Vector256<float> a = Vector256.Load(own), b = Vector256.Load(own + 8), c = Vector256.Load(own + 16), d = Vector256.Load(own + 24);
        ReadOnlySpan<ulong> words = Words(x);
        for (int word = 0; word < words.Length; word++)
            for (ulong set = words[word]; set != 0; set &= set - 1)
            {
                float* row = rows + (nint)(word * 64 + BitOperations.TrailingZeroCount(set)) * columns;
                (Vector256.Load(row) + a).Store(row);
                (Vector256.Load(row + 8) + b).Store(row + 8);
                (Vector256.Load(row + 16) + c).Store(row + 16);
                (Vector256.Load(row + 24) + d).Store(row + 24);
            }
    }

    private static ReadOnlySpan<ulong> Words(in Bits x) => MemoryMarshal.CreateReadOnlySpan(in x.W0, Bits.Capacity / 64);
}
