using System.Runtime.Intrinsics;
using Mesascope.Agents;

namespace Mesascope.Gradients;

/// <summary>Operations number by number.</summary>
internal static class Pointwise
{
    /// <summary>The larger of x and 0. At 0 the slope is taken to be 0.</summary>
    public static Variable Relu(this Graph graph, Variable x)
    {
        Variable y = graph.New(x.Rows, x.Columns);
        Span<float> to = y.Value;
        ReadOnlySpan<float> from = x.Value;
        int i = 0;
        for (; i + 8 <= to.Length; i += 8) Positive(Vectors.At(from, i), Vectors.At(from, i)).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = from[i] > 0 ? from[i] : 0;
        graph.Record(() =>
        {
            Span<float> back = x.Gradient;
            ReadOnlySpan<float> value = y.Value, slope = y.Gradient;
            int i = 0;
            for (; i + 8 <= back.Length; i += 8) (Vectors.At(back, i) + Positive(Vectors.At(value, i), Vectors.At(slope, i))).CopyTo(back[i..]);
            for (; i < back.Length; i++) back[i] += value[i] > 0 ? slope[i] : 0;
        });
        return y;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static Variable Tanh(this Graph graph, Variable x) => Curve(graph, x, Activations.Tanh, Activations.Tanh, static (y, slope) => slope * (Vector256<float>.One - y * y), static (y, slope) => slope * (1 - y * y));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Variable Sigmoid(this Graph graph, Variable x) => Curve(graph, x, Activations.Sigmoid, Activations.Sigmoid, static (y, slope) => slope * (y * (Vector256<float>.One - y)), static (y, slope) => slope * (y * (1 - y)));

    /// <summary>x + y, of one shape.</summary>
    public static Variable Sum(this Graph graph, Variable x, Variable y)
    {
        Variable sum = graph.New(x.Rows, x.Columns);
        x.Value.CopyTo(sum.Value);
        Vectors.Add(y.Value, sum.Value);
        graph.Record(() =>
        {
            if (x.HasGradient) Vectors.Add(sum.Gradient, x.Gradient);
            if (y.HasGradient) Vectors.Add(sum.Gradient, y.Gradient);
        });
        return sum;
    }

    /// <summary>factor · x.</summary>
    public static Variable Scale(this Graph graph, float factor, Variable x)
    {
        Variable y = graph.New(x.Rows, x.Columns);
        for (int i = 0; i < x.Count; i++) y.Value[i] = factor * x.Value[i];
        graph.Record(() => Vectors.AddScaled(factor, y.Gradient, x.Gradient));
        return y;
    }

    /// <summary>x ⊙ y, number by number, of one shape.</summary>
    public static Variable Times(this Graph graph, Variable x, Variable y)
    {
        Variable product = graph.New(x.Rows, x.Columns);
        Span<float> to = product.Value;
        ReadOnlySpan<float> a = x.Value, b = y.Value;
        for (int i = 0; i < to.Length; i++) to[i] = a[i] * b[i];
        graph.Record(() =>
        {
            if (x.HasGradient) AddProduct(product.Gradient, y.Value, x.Gradient);
            if (y.HasGradient) AddProduct(product.Gradient, x.Value, y.Gradient);
        });
        return product;
    }

    /// <summary>x + w · (y - x), number by number, of one shape: a gate.</summary>
    public static Variable Mix(this Graph graph, Variable x, Variable y, Variable w) => graph.Sum(x, graph.Times(w, graph.Sum(y, graph.Scale(-1, x))));

    private static void AddProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sum)
    {
        int i = 0;
        for (; i + 8 <= sum.Length; i += 8) Vector256.FusedMultiplyAdd(Vectors.At(a, i), Vectors.At(b, i), Vectors.At(sum, i)).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] = MathF.FusedMultiplyAdd(a[i], b[i], sum[i]);
    }

    private static Variable Curve(Graph graph, Variable x, Func<Vector256<float>, Vector256<float>> eight, Func<float, float> one, Func<Vector256<float>, Vector256<float>, Vector256<float>> eightBack, Func<float, float, float> oneBack)
    {
        Variable y = graph.New(x.Rows, x.Columns);
        Span<float> to = y.Value;
        int i = 0;
        for (; i + 8 <= to.Length; i += 8) eight(Vectors.At(x.Value, i)).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = one(x.Value[i]);
        graph.Record(() =>
        {
            Span<float> back = x.Gradient;
            ReadOnlySpan<float> value = y.Value, slope = y.Gradient;
            int i = 0;
            for (; i + 8 <= back.Length; i += 8) (Vectors.At(back, i) + eightBack(Vectors.At(value, i), Vectors.At(slope, i))).CopyTo(back[i..]);
            for (; i < back.Length; i++) back[i] += oneBack(value[i], slope[i]);
        });
        return y;
    }

    // The numbers where the others are positive, and 0 elsewhere.
    private static Vector256<float> Positive(Vector256<float> others, Vector256<float> numbers) => Vector256.GreaterThan(others, Vector256<float>.Zero).AsSingle() & numbers;
}
