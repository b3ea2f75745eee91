namespace Mesascope.Experiments;

/// <summary>A trained layer of linear self-attention, as what it computes for a query: ŷ = uᵀ·G·W·q, G = Σ e·eᵀ over the tokens.</summary>
/// <param name="U">Shape [side]; the last belongs to the answers.</param>
/// <param name="W">Row after row. Shape [side, columns]; columns is side, or side - 1 where the query's answer is not looked at (it is 0).</param>
internal sealed record LinearAttention(double[] U, double[] W)
{
    private int Side => U.Length;

    private int Columns => W.Length / Side;

    /// <summary>Reads weights of single precision.</summary>
    public static LinearAttention Of(ReadOnlySpan<float> u, ReadOnlySpan<float> w) => new(Doubles(u), Doubles(w));

    /// <summary>What it answers.</summary>
    /// <param name="moments">G. Shape [side, side].</param>
    /// <param name="query">(x, 0). Shape [side].</param>
    public double Answer(ReadOnlySpan<float> moments, ReadOnlySpan<float> query)
    {
        double answer = 0;
        for (int row = 0; row < Side; row++) answer += Seen(moments, row) * Asked(query, row);
        return answer;
    }

    /// <summary>The derivative of the answer by the query's input, the query's own share in G included.</summary>
    /// <param name="moments">G. Shape [side, side].</param>
    /// <param name="query">(x, 0). Shape [side].</param>
    /// <param name="weight">Of a token in G.</param>
    /// <param name="slope">Filled. Shape [side - 1].</param>
    public void Sensitivity(ReadOnlySpan<float> moments, ReadOnlySpan<float> query, double weight, Span<double> slope)
    {
        double own = 0, match = 0; // u·q and qᵀWq
        for (int row = 0; row < Side; row++)
        {
            own += U[row] * query[row];
            match += query[row] * Asked(query, row);
        }
        for (int i = 0; i < slope.Length; i++) slope[i] = weight * (U[i] * match + own * Asked(query, i));
        for (int row = 0; row < Side; row++)
        {
            double seen = Seen(moments, row);
            for (int i = 0; i < slope.Length; i++) slope[i] += seen * W[row * Columns + i];
        }
    }

    /// <summary>A of the gradient step that it takes where it looks at answers alone: ŷ = xᵀ·A·Σ y·x. Row after row, shape [d, d].</summary>
    public double[] Preconditioner()
    {
        int d = Side - 1;
        var a = new double[d * d];
        for (int asked = 0; asked < d; asked++)
            for (int seen = 0; seen < d; seen++) a[asked * d + seen] = U[d] * W[seen * Columns + asked];
        return a;
    }

    // (G·u) and (W·q) in this row.
    private double Seen(ReadOnlySpan<float> moments, int row)
    {
        double sum = 0;
        for (int i = 0; i < Side; i++) sum += moments[row * Side + i] * U[i];
        return sum;
    }

    private double Asked(ReadOnlySpan<float> query, int row)
    {
        double sum = 0;
        for (int i = 0; i < Columns; i++) sum += W[row * Columns + i] * query[i];
        return sum;
    }

    private static double[] Doubles(ReadOnlySpan<float> x)
    {
        var doubles = new double[x.Length];
        for (int i = 0; i < x.Length; i++) doubles[i] = x[i];
        return doubles;
    }
}
