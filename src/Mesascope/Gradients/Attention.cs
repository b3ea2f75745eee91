namespace Mesascope.Gradients;

/// <summary>Who looks at whom in <see cref="Attending.Attention"/>.</summary>
/// <param name="Heads">How many heads share the columns, at least 1.</param>
/// <param name="Causal">True where a row sees only itself and those before it.</param>
/// <param name="Softmax">True where what is seen is weighed by the softmax of the scores; false where it is weighed by the scores themselves.</param>
/// <param name="Scale">What scores are multiplied by: usually 1 / √(columns of a head).</param>
internal readonly record struct Attention(int Heads, bool Causal, bool Softmax, float Scale);

/// <summary>Operations over sequences: rows of a batch that follow each other. Sequences stand one after another and may differ in length, so there is no padding.</summary>
internal static class Attending
{
    /// <summary>For each row the sum of the values of its sequence, weighed by how well its query fits their keys.</summary>
    /// <remarks>Source: Vaswani et al. (2017), "Attention is all you need", equation 1; without softmax von Oswald et al. (2023), equation 2.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="q">Queries. Shape [rows, columns]; a head has columns / heads of them, in order.</param>
    /// <param name="k">Keys, the same shape.</param>
    /// <param name="v">Values, the same shape.</param>
    /// <param name="lengths">Of the sequences; they sum to the rows. Must stay as they are until the graph is cleared.</param>
    /// <param name="kind">Who looks at whom.</param>
    /// <returns>The same shape.</returns>
    public static Variable Attention(this Graph graph, Variable q, Variable k, Variable v, ReadOnlyMemory<int> lengths, Attention kind)
    {
        if (q.Columns % kind.Heads != 0) throw new ArgumentException($"{kind.Heads} heads do not share {q.Columns} columns.", nameof(kind));
        int columns = q.Columns, width = columns / kind.Heads, scores = 0, longest = 0;
        foreach (int length in lengths.Span) (scores, longest) = (scores + length * length, Math.Max(longest, length));
        Variable y = graph.New(q.Rows, columns);
        y.Value.Clear();
        float[] weights = graph.Rent(scores * kind.Heads);
        Array.Clear(weights);
        foreach ((int row, int length, int head, int at) in Blocks(lengths, kind.Heads))
        {
            Span<float> own = weights.AsSpan(at, length * length);
            int corner = row * columns + head * width;
            MatrixProduct.Add(new(q.Value[corner..], columns), new(k.Value[corner..], columns, Transposed: true), own, length, length, width, length);
            Weigh(own, length, kind);
            MatrixProduct.Add(new(own, length), new(v.Value[corner..], columns), y.Value[corner..], columns, length, length, width);
        }
        graph.Record(() =>
        {
            float[] slopes = graph.Rent(longest * longest);
            foreach ((int row, int length, int head, int at) in Blocks(lengths, kind.Heads))
            {
                ReadOnlySpan<float> own = weights.AsSpan(at, length * length);
                Span<float> slope = slopes.AsSpan(0, length * length);
                int corner = row * columns + head * width;
                ReadOnlySpan<float> back = y.Gradient[corner..];
                MatrixProduct.Add(new(own, length, Transposed: true), new(back, columns), v.Gradient[corner..], columns, length, length, width);
                slope.Clear();
                MatrixProduct.Add(new(back, columns), new(v.Value[corner..], columns, Transposed: true), slope, length, length, width, length);
                Unweigh(own, slope, length, kind);
                MatrixProduct.Add(new(slope, length), new(k.Value[corner..], columns), q.Gradient[corner..], columns, length, length, width);
                MatrixProduct.Add(new(slope, length, Transposed: true), new(q.Value[corner..], columns), k.Gradient[corner..], columns, length, length, width);
            }
        });
        return y;
    }

    /// <summary>xₜ + μ·xₜ₋₁ within each sequence, μ for each head: keys that know what came just before, so that one layer can bind a name to its value.</summary>
    /// <remarks>Source: Olsson et al. (2022), "In-context learning and induction heads", "smeared key architecture"; here as a sum and not as a mean.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, columns].</param>
    /// <param name="shares">μ. Shape [1, heads].</param>
    /// <param name="lengths">Of the sequences; they sum to the rows. Must stay as they are until the graph is cleared.</param>
    public static Variable Smear(this Graph graph, Variable x, Variable shares, ReadOnlyMemory<int> lengths)
    {
        int columns = x.Columns, heads = shares.Count, width = columns / heads;
        Variable y = graph.New(x.Rows, columns);
        x.Value.CopyTo(y.Value);
        foreach ((int row, int length, int head, _) in Blocks(lengths, heads))
            for (int at = (row + 1) * columns + head * width; at < (row + length) * columns; at += columns)
                Vectors.AddScaled(shares.Value[head], x.Value.Slice(at - columns, width), y.Value.Slice(at, width));
        graph.Record(() =>
        {
            Vectors.Add(y.Gradient, x.Gradient);
            foreach ((int row, int length, int head, _) in Blocks(lengths, heads))
                for (int at = (row + 1) * columns + head * width; at < (row + length) * columns; at += columns)
                {
                    Vectors.AddScaled(shares.Value[head], y.Gradient.Slice(at, width), x.Gradient.Slice(at - columns, width));
                    shares.Gradient[head] += Vectors.Dot(y.Gradient.Slice(at, width), x.Value.Slice(at - columns, width));
                }
        });
        return y;
    }

    // Every head of every sequence: its first row, its length, the head, and where its scores begin.
    private static IEnumerable<(int Row, int Length, int Head, int At)> Blocks(ReadOnlyMemory<int> lengths, int heads)
    {
        int row = 0, at = 0;
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            int length = lengths.Span[sequence];
            for (int head = 0; head < heads; head++, at += length * length) yield return (row, length, head, at);
            row += length;
        }
    }

    private static void Weigh(Span<float> scores, int length, Attention kind)
    {
        for (int i = 0; i < scores.Length; i++) scores[i] *= kind.Scale;
        for (int row = 0; row < length; row++)
        {
            Span<float> own = scores.Slice(row * length, length);
            int seen = kind.Causal ? row + 1 : length;
            if (kind.Softmax) Gradients.Softmax.Shares(own[..seen], own[..seen]);
            own[seen..].Clear();
        }
    }

    // From the gradient by the weights to that by the products of queries and keys.
    private static void Unweigh(ReadOnlySpan<float> weights, Span<float> slopes, int length, Attention kind)
    {
        for (int row = 0; row < length; row++)
        {
            ReadOnlySpan<float> own = weights.Slice(row * length, length);
            Span<float> slope = slopes.Slice(row * length, length);
            int seen = kind.Causal ? row + 1 : length;
            float mean = kind.Softmax ? Vectors.Dot(own[..seen], slope[..seen]) : 0;
            for (int j = 0; j < seen; j++) slope[j] = kind.Scale * (kind.Softmax ? own[j] * (slope[j] - mean) : slope[j]);
            slope[seen..].Clear();
        }
    }
}
