namespace Mesascope.Gradients;

/// <summary>Rows brought to mean 0 and variance 1.</summary>
internal static class Normalisation
{
    private const float Epsilon = 1e-5f;

    /// <summary>gain ⊙ (x - mean) / √(variance + 10⁻⁵) + bias, row by row.</summary>
    /// <remarks>Source: Ba, Kiros and Hinton (2016), "Layer normalization", equation 4.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, columns].</param>
    /// <param name="gain">Shape [1, columns].</param>
    /// <param name="bias">Shape [1, columns].</param>
    public static Variable LayerNorm(this Graph graph, Variable x, Variable gain, Variable bias)
    {
        int columns = x.Columns;
        Variable y = graph.New(x.Rows, columns);
        float[] normal = graph.Rent(x.Count), scales = graph.Rent(x.Rows);
        for (int i = 0; i < x.Rows; i++)
        {
            ReadOnlySpan<float> row = x.Value.Slice(i * columns, columns);
            Span<float> own = normal.AsSpan(i * columns, columns), to = y.Value.Slice(i * columns, columns);
            float mean = Vectors.Sum(row) / columns;
            for (int j = 0; j < columns; j++) own[j] = row[j] - mean;
            float scale = scales[i] = 1 / MathF.Sqrt(Vectors.Dot(own, own) / columns + Epsilon);
            for (int j = 0; j < columns; j++)
            {
                own[j] *= scale;
                to[j] = MathF.FusedMultiplyAdd(gain.Value[j], own[j], bias.Value[j]);
            }
        }
        graph.Record(() => Back(x, gain, bias, y, normal, scales, graph.Rent(columns)));
        return y;
    }

    private static void Back(Variable x, Variable gain, Variable bias, Variable y, float[] normal, float[] scales, float[] inner)
    {
        int columns = x.Columns;
        for (int i = 0; i < x.Rows; i++)
        {
            ReadOnlySpan<float> slope = y.Gradient.Slice(i * columns, columns), own = normal.AsSpan(i * columns, columns);
            Span<float> gains = gain.Gradient, back = x.Gradient.Slice(i * columns, columns);
            Vectors.Add(slope, bias.Gradient);
            for (int j = 0; j < columns; j++)
            {
                gains[j] = MathF.FusedMultiplyAdd(slope[j], own[j], gains[j]);
                inner[j] = slope[j] * gain.Value[j];
            }
            float mean = Vectors.Sum(inner) / columns, along = Vectors.Dot(inner, own) / columns, scale = scales[i];
            for (int j = 0; j < columns; j++) back[j] += scale * (inner[j] - mean - own[j] * along);
        }
    }
}
