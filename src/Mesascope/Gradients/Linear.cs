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
            if (b is { HasGradient: true }) AddRows(y.Gradient, b.Gradient);
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
        SetBits set = graph.Listed(x);
        set.Gather(w.Value, w.Columns, y.Value);
        graph.Record(() =>
        {
            set.Scatter(y.Gradient, w.Columns, w.Gradient);
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
}
