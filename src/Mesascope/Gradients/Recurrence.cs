using System.Runtime.Intrinsics;
using Mesascope.Agents;

namespace Mesascope.Gradients;

/// <summary>One step of units that remember; a step through time is a composition with <see cref="Linear"/>.</summary>
internal static class Recurrence
{
    /// <summary>What gated recurrent units remember next: r, z = σ(seen + remembered), n = tanh(seen + r ⊙ remembered), (1 - z) ⊙ n + z ⊙ h.</summary>
    /// <remarks>The equations of <see cref="Gru"/>. The units' columns are r, then z, then n.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="seen">W_i x + b_i. Shape [rows, 3·units].</param>
    /// <param name="remembered">W_h h + b_h. Shape [rows, 3·units].</param>
    /// <param name="h">What was remembered. Shape [rows, units].</param>
    /// <returns>Shape [rows, units].</returns>
    public static Variable GruCell(this Graph graph, Variable seen, Variable remembered, Variable h)
    {
        int units = h.Columns;
        Variable next = graph.New(h.Rows, units);
        float[] r = graph.Rent(h.Count), z = graph.Rent(h.Count), n = graph.Rent(h.Count);
        for (int row = 0; row < h.Rows; row++)
        {
            ReadOnlySpan<float> s = seen.Value.Slice(row * 3 * units, 3 * units), m = remembered.Value.Slice(row * 3 * units, 3 * units);
            int j = 0, at = row * units;
            for (; j + 8 <= units; j += 8, at += 8)
            {
                Vector256<float> reset = Activations.Sigmoid(Vectors.At(s, j) + Vectors.At(m, j)), kept = Activations.Sigmoid(Vectors.At(s, units + j) + Vectors.At(m, units + j));
                Vector256<float> fresh = Activations.Tanh(Vectors.At(s, 2 * units + j) + reset * Vectors.At(m, 2 * units + j));
                reset.CopyTo(r, at);
                kept.CopyTo(z, at);
                fresh.CopyTo(n, at);
                ((Vector256<float>.One - kept) * fresh + kept * Vectors.At(h.Value, at)).CopyTo(next.Value[at..]);
            }
            for (; j < units; j++, at++)
            {
                r[at] = Activations.Sigmoid(s[j] + m[j]);
                z[at] = Activations.Sigmoid(s[units + j] + m[units + j]);
                n[at] = Activations.Tanh(s[2 * units + j] + r[at] * m[2 * units + j]);
                next.Value[at] = (1 - z[at]) * n[at] + z[at] * h.Value[at];
            }
        }
        graph.Record(() =>
        {
            for (int row = 0; row < h.Rows; row++)
                GruBack(next.Gradient.Slice(row * units, units), r.AsSpan(row * units), z.AsSpan(row * units), n.AsSpan(row * units), h.Value.Slice(row * units, units), remembered.Value.Slice(row * 3 * units, 3 * units),
                    seen.Gradient.Slice(row * 3 * units, 3 * units), remembered.Gradient.Slice(row * 3 * units, 3 * units), h.HasGradient ? h.Gradient.Slice(row * units, units) : []);
        });
        return next;
    }

    private static void GruBack(ReadOnlySpan<float> slopes, ReadOnlySpan<float> r, ReadOnlySpan<float> z, ReadOnlySpan<float> n, ReadOnlySpan<float> h, ReadOnlySpan<float> m, Span<float> ofSeen, Span<float> ofRemembered, Span<float> ofH)
    {
        int units = slopes.Length, j = 0;
        Vector256<float> one = Vector256<float>.One;
        for (; j + 8 <= units; j += 8)
        {
            Vector256<float> slope = Vectors.At(slopes, j), reset = Vectors.At(r, j), kept = Vectors.At(z, j), fresh = Vectors.At(n, j);
            Vector256<float> before = slope * (one - kept) * (one - fresh * fresh), ofR = before * Vectors.At(m, 2 * units + j) * reset * (one - reset), ofZ = slope * (Vectors.At(h, j) - fresh) * kept * (one - kept);
            (Vectors.At(ofSeen, j) + ofR).CopyTo(ofSeen[j..]);
            (Vectors.At(ofSeen, units + j) + ofZ).CopyTo(ofSeen[(units + j)..]);
            (Vectors.At(ofSeen, 2 * units + j) + before).CopyTo(ofSeen[(2 * units + j)..]);
            (Vectors.At(ofRemembered, j) + ofR).CopyTo(ofRemembered[j..]);
            (Vectors.At(ofRemembered, units + j) + ofZ).CopyTo(ofRemembered[(units + j)..]);
            (Vectors.At(ofRemembered, 2 * units + j) + before * reset).CopyTo(ofRemembered[(2 * units + j)..]);
            if (ofH.Length > 0) (Vectors.At(ofH, j) + slope * kept).CopyTo(ofH[j..]);
        }
        for (; j < units; j++)
        {
            float before = slopes[j] * (1 - z[j]) * (1 - n[j] * n[j]), ofR = before * m[2 * units + j] * r[j] * (1 - r[j]), ofZ = slopes[j] * (h[j] - n[j]) * z[j] * (1 - z[j]);
            ofSeen[j] += ofR;
            ofSeen[units + j] += ofZ;
            ofSeen[2 * units + j] += before;
            ofRemembered[j] += ofR;
            ofRemembered[units + j] += ofZ;
            ofRemembered[2 * units + j] += before * r[j];
            if (ofH.Length > 0) ofH[j] += slopes[j] * z[j];
        }
    }

    /// <summary>What a long short-term memory holds and shows next: c' = σ(f) ⊙ c + σ(i) ⊙ tanh g, h' = σ(o) ⊙ tanh c'.</summary>
    /// <remarks>The equations of <see cref="Lstm"/>. The units' columns are i, f, g, o.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="gates">W x + U h + b. Shape [rows, 4·units].</param>
    /// <param name="c">What was held. Shape [rows, units].</param>
    /// <returns>c' and h', each of shape [rows, units].</returns>
    public static (Variable C, Variable H) LstmCell(this Graph graph, Variable gates, Variable c)
    {
        int units = c.Columns;
        Variable next = graph.New(c.Rows, units), shown = graph.New(c.Rows, units);
        float[] open = graph.Rent(gates.Count), curved = graph.Rent(c.Count);
        for (int row = 0, at = 0; row < c.Rows; row++)
            for (int j = 0, i = row * 4 * units; j < units; j++, at++, i++)
            {
                int f = i + units, g = f + units, o = g + units;
                open[i] = Activations.Sigmoid(gates.Value[i]);
                open[f] = Activations.Sigmoid(gates.Value[f]);
                open[g] = Activations.Tanh(gates.Value[g]);
                open[o] = Activations.Sigmoid(gates.Value[o]);
                next.Value[at] = open[f] * c.Value[at] + open[i] * open[g];
                curved[at] = Activations.Tanh(next.Value[at]);
                shown.Value[at] = open[o] * curved[at];
            }
        graph.Record(() =>
        {
            Span<float> back = gates.Gradient;
            for (int row = 0, at = 0; row < c.Rows; row++)
                for (int j = 0, i = row * 4 * units; j < units; j++, at++, i++)
                {
                    int f = i + units, g = f + units, o = g + units;
                    float slope = next.Gradient[at] + shown.Gradient[at] * open[o] * (1 - curved[at] * curved[at]);
                    back[i] += slope * open[g] * open[i] * (1 - open[i]);
                    back[f] += slope * c.Value[at] * open[f] * (1 - open[f]);
                    back[g] += slope * open[i] * (1 - open[g] * open[g]);
                    back[o] += shown.Gradient[at] * curved[at] * open[o] * (1 - open[o]);
                    if (c.HasGradient) c.Gradient[at] += slope * open[f];
                }
        });
        return (next, shown);
    }
}
