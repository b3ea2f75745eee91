namespace Mesascope.Gradients;

/// <summary>What a layer of linear self-attention answers, where only the answer to the last token counts.</summary>
internal static class BilinearForms
{
    /// <summary>uᵀ·G·W·q for each case, G its own matrix: with G = Σ e·eᵀ over the tokens e of a prompt, and u and W products of value, projection, key and query weights, the answer to query q.</summary>
    /// <remarks>Source: von Oswald et al. (2023), "Transformers learn in-context by gradient descent", equation 2; Zhang, Frei and Bartlett (2024), equation 3.4.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="u">Shape [side, 1].</param>
    /// <param name="matrices">Symmetric. Shape [cases, side, side]; must stay as they are until the graph is cleared.</param>
    /// <param name="w">Shape [side, columns], at most side columns.</param>
    /// <param name="queries">Shape [cases, side], of which only the first columns count; must stay as they are until the graph is cleared.</param>
    /// <returns>Shape [cases, 1].</returns>
    public static Variable Bilinear(this Graph graph, Variable u, ReadOnlyMemory<float> matrices, Variable w, ReadOnlyMemory<float> queries)
    {
        int side = u.Count, cases = matrices.Length / (side * side);
        Variable y = graph.New(cases, 1);
        float[] left = graph.Rent(cases * side), right = graph.Rent(cases * side);
        for (int row = 0; row < left.Length; row++) left[row] = Vectors.Dot(matrices.Span.Slice(row * side, side), u.Value);
        Array.Clear(right);
        MatrixProduct.Add(new(queries.Span, side), new(w.Value, w.Columns, Transposed: true), right, side, cases, w.Columns, side);
        for (int i = 0; i < cases; i++) y.Value[i] = Vectors.Dot(left.AsSpan(i * side, side), right.AsSpan(i * side, side));
        graph.Record(() =>
        {
            for (int row = 0; row < left.Length; row++)
            {
                float slope = y.Gradient[row / side];
                Vectors.AddScaled(slope * right[row], matrices.Span.Slice(row * side, side), u.Gradient);
                left[row] *= slope;
            }
            MatrixProduct.Add(new(left, side, Transposed: true), new(queries.Span, side), w.Gradient, w.Columns, side, cases, w.Columns);
        });
        return y;
    }
}
