using System.Runtime.Intrinsics;
using Mesascope.Agents;
using Mesascope.Randomness;

namespace Mesascope.Gradients;

/// <summary>What is minimised: one number from a batch.</summary>
internal static class Losses
{
    /// <summary>Σ weight · -log softmax(scores)[label] over the rows.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="scores">Shape [rows, classes].</param>
    /// <param name="labels">Each in [0, classes); below 0 for a row that does not count. Shape [rows]. Must stay as they are until the graph is cleared.</param>
    /// <param name="weight">What each row counts: 1 / rows for a mean.</param>
    /// <returns>Shape [1, 1].</returns>
    public static Variable CrossEntropy(this Graph graph, Variable scores, ReadOnlyMemory<int> labels, float weight)
    {
        Variable loss = graph.New(1, 1);
        int rows = scores.Rows, classes = scores.Columns;
        float[] shares = graph.Rent(rows * classes);
        double sum = 0;
        for (int i = 0; i < rows; i++)
            if (labels.Span[i] >= 0) sum -= Softmax.Log(scores.Value.Slice(i * classes, classes), shares.AsSpan(i * classes, classes), labels.Span[i]);
        loss.Value[0] = (float)(weight * sum);
        graph.Record(() =>
        {
            float outer = weight * loss.Gradient[0];
            for (int i = 0; i < rows; i++)
            {
                if (labels.Span[i] < 0) continue;
                Span<float> back = scores.Gradient.Slice(i * classes, classes);
                Vectors.AddScaled(outer, shares.AsSpan(i * classes, classes), back);
                back[labels.Span[i]] -= outer;
            }
        });
        return loss;
    }

    /// <summary>Σ weight · -log of the softmax share of all classes that are right, over the rows: any of them will do.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="scores">Shape [rows, classes], at most 32 classes.</param>
    /// <param name="right">Bit k is set where class k is right; 0 for a row that does not count. Shape [rows]. Must stay as they are until the graph is cleared.</param>
    /// <param name="weight">What each row counts: 1 / rows for a mean.</param>
    /// <returns>Shape [1, 1].</returns>
    public static Variable CrossEntropyOfAny(this Graph graph, Variable scores, ReadOnlyMemory<int> right, float weight)
    {
        Variable loss = graph.New(1, 1);
        int rows = scores.Rows, classes = scores.Columns;
        float[] shares = graph.Rent(rows * classes), among = graph.Rent(rows);
        double sum = 0;
        for (int i = 0; i < rows; i++)
        {
            if (right.Span[i] == 0) continue;
            Span<float> own = shares.AsSpan(i * classes, classes);
            Softmax.Shares(scores.Value.Slice(i * classes, classes), own);
            among[i] = 0;
            for (int k = 0; k < classes; k++) if ((right.Span[i] >> k & 1) != 0) among[i] += own[k];
            sum -= PortableMath.Log(among[i]);
        }
        loss.Value[0] = (float)(weight * sum);
        graph.Record(() =>
        {
            float outer = weight * loss.Gradient[0];
            for (int i = 0; i < rows; i++)
                if (right.Span[i] != 0)
                    for (int k = 0; k < classes; k++)
                    {
                        float share = shares[i * classes + k];
                        scores.Gradient[i * classes + k] += outer * ((right.Span[i] >> k & 1) != 0 ? share - share / among[i] : share);
                    }
        });
        return loss;
    }

    /// <summary>Σ weight · (x - target)² over all numbers.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [rows, columns].</param>
    /// <param name="target">The same shape. Must stay as it is until the graph is cleared.</param>
    /// <param name="weight">What each counts: 1 / (rows · columns) for a mean.</param>
    /// <returns>Shape [1, 1].</returns>
    public static Variable SquaredError(this Graph graph, Variable x, ReadOnlyMemory<float> target, float weight)
    {
        Variable loss = graph.New(1, 1);
        double sum = 0;
        for (int i = 0; i < x.Count; i++)
        {
            double off = (double)x.Value[i] - target.Span[i];
            sum += off * off;
        }
        loss.Value[0] = (float)(weight * sum);
        graph.Record(() =>
        {
            float outer = 2 * weight * loss.Gradient[0];
            for (int i = 0; i < x.Count; i++) x.Gradient[i] += outer * (x.Value[i] - target.Span[i]);
        });
        return loss;
    }
}

/// <summary>The softmax of a row of scores.</summary>
internal static class Softmax
{
    /// <summary>The shares of a row of scores, and the logarithm of one of them.</summary>
    /// <param name="scores">Shape [classes].</param>
    /// <param name="shares">Shape [classes], filled: they sum to 1.</param>
    /// <param name="label">In [0, classes).</param>
    public static double Log(ReadOnlySpan<float> scores, Span<float> shares, int label)
    {
        (float largest, float sum) = Shares(scores, shares);
        return scores[label] - largest - PortableMath.Log(sum);
    }

    /// <summary>The shares of a row of scores.</summary>
    /// <returns>The largest score, and the sum of e to the power of each less it.</returns>
    public static (float Largest, float Sum) Shares(ReadOnlySpan<float> scores, Span<float> shares)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores) largest = MathF.Max(largest, score);
        int i = 0;
        for (; i + 8 <= scores.Length; i += 8) Activations.Exp(Vectors.At(scores, i) - Vector256.Create(largest)).CopyTo(shares[i..]);
        if (i < scores.Length)
        {
            Span<float> last = stackalloc float[8]; // filled up, and the rest not read
            last.Fill(largest);
            scores[i..].CopyTo(last);
            Activations.Exp(Vectors.At(last, 0) - Vector256.Create(largest)).CopyTo(last);
            last[..(scores.Length - i)].CopyTo(shares[i..]);
        }
        float sum = Vectors.Sum(shares[..scores.Length]), scale = 1 / sum;
        for (int j = 0; j < scores.Length; j++) shares[j] *= scale;
        return (largest, sum);
    }
}
