using System.Runtime.Intrinsics;

namespace Mesascope.Gradients;

/// <summary>Adam, with or without decoupled weight decay.</summary>
/// <remarks>Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1; the decay from Loshchilov and Hutter (2019), algorithm 2.</remarks>
/// <param name="Rate">Step size, above 0; whoever anneals it gives another one to <see cref="Descend"/>.</param>
/// <param name="Beta1">How much of the first moment is kept, in [0, 1).</param>
/// <param name="Beta2">How much of the second moment is kept, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the second moment, above 0.</param>
/// <param name="WeightDecay">How much of a weight is taken off per unit of step size, at least 0.</param>
internal sealed record Adam(float Rate = 1e-3f, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, float WeightDecay = 0)
{
    /// <summary>Moves the weights one step down the gradient.</summary>
    /// <param name="moments">Changed.</param>
    /// <param name="weights">Changed. Shape [parameters].</param>
    /// <param name="gradient">Shape [parameters].</param>
    /// <param name="rate">The step size now; null for <see cref="Rate"/>.</param>
    /// <param name="scale">What the gradient is multiplied by: below 1 where it is clipped.</param>
    public void Descend(Moments moments, Span<float> weights, ReadOnlySpan<float> gradient, float? rate = null, float scale = 1)
    {
        moments.Steps++;
        float step = rate ?? Rate;
        float unbias1 = (float)(1 / (1 - Power(Beta1, moments.Steps))), unbias2 = (float)(1 / (1 - Power(Beta2, moments.Steps)));
        Span<float> first = moments.First, second = moments.Second;
        int i = 0;
        for (; i + 8 <= weights.Length; i += 8)
        {
            Vector256<float> slope = scale * Vectors.At(gradient, i), weight = Vectors.At(weights, i);
            Vector256<float> m = Beta1 * Vectors.At(first, i) + (1 - Beta1) * slope, v = Beta2 * Vectors.At(second, i) + (1 - Beta2) * (slope * slope);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (weight - step * (m * unbias1 / (Vector256.Sqrt(v * unbias2) + Vector256.Create(Epsilon)) + WeightDecay * weight)).CopyTo(weights[i..]);
        }
        for (; i < weights.Length; i++)
        {
            float slope = scale * gradient[i];
            first[i] = Beta1 * first[i] + (1 - Beta1) * slope;
            second[i] = Beta2 * second[i] + (1 - Beta2) * (slope * slope);
            weights[i] -= step * (first[i] * unbias1 / (MathF.Sqrt(second[i] * unbias2) + Epsilon) + WeightDecay * weights[i]);
        }
    }

    /// <summary>What a gradient is multiplied by so that its norm is at most <paramref name="most"/>; not a number where the gradient is none.</summary>
    /// <param name="gradient">Shape [parameters].</param>
    /// <param name="most">Above 0.</param>
    public static float Clip(ReadOnlySpan<float> gradient, double most)
    {
        double squares = 0;
        foreach (float slope in gradient) squares += (double)slope * slope;
        double norm = Math.Sqrt(squares);
        return norm <= most ? 1 : (float)(most / norm);
    }

    // The processor's own power differs from one C library to another.
    private static double Power(double x, int n)
    {
        double power = 1;
        for (; n > 0; n >>= 1, x *= x) if ((n & 1) != 0) power *= x;
        return power;
    }
}

/// <summary>What <see cref="Adam"/> remembers of the gradients so far.</summary>
/// <param name="count">How many parameters there are.</param>
internal sealed class Moments(int count)
{
    /// <summary>Running means of the gradient. Shape [parameters].</summary>
    public float[] First { get; } = new float[count];

    /// <summary>Running means of its square. Shape [parameters].</summary>
    public float[] Second { get; } = new float[count];

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }
}
