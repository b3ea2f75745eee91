using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What replies x ~ N(μ, I) are worth: Σ c·z·exp(-z²/turn) over directions, z = u·x. Bounded, so that more of what was good turns bad.</summary>
/// <param name="Directions">Unit vectors u, one after another. Shape [directions, dimensions].</param>
/// <param name="Weights">c. Shape [directions].</param>
/// <param name="Turn">Above 0: z counts for most at √(turn/2).</param>
/// <param name="Turns">False for a rater who sees no turn, Σ c·z.</param>
internal sealed record Worth(double[] Directions, double[] Weights, double Turn, bool Turns = true)
{
    private int Dimensions => Directions.Length / Weights.Length;

    /// <summary>Random directions with normal weights.</summary>
    public static Worth Random(int directions, int dimensions, double turn, Seed seed)
    {
        double[] u = new double[directions * dimensions], c = new double[directions];
        for (int i = 0; i < u.Length; i++) u[i] = Gaussian.At(seed.For("directions").Value, i);
        for (int k = 0; k < directions; k++)
        {
            c[k] = Gaussian.At(seed.For("weights").Value, k);
            Span<double> own = u.AsSpan(k * dimensions, dimensions);
            double squares = 0;
            foreach (double number in own) squares += number * number;
            foreach (ref double number in own) number /= Math.Sqrt(squares);
        }
        return new Worth(u, c, turn);
    }

    /// <summary>Of one reply.</summary>
    public double Of(ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int k = 0; k < Weights.Length; k++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++) z += Directions[k * x.Length + i] * x[i];
            sum += Weights[k] * (Turns ? z * PortableMath.Exp(-z * z / Turn) : z);
        }
        return sum;
    }

    /// <summary>E of x ~ N(μ, I), exactly: with z ~ N(m, 1) and t = turn/2, E z·exp(-z²/2t) = m·(t/(1 + t))^(3/2)·exp(-m²/(2(1 + t))).</summary>
    public double Mean(ReadOnlySpan<double> mu)
    {
        double sum = 0, t = Turn / 2, share = t / (1 + t);
        for (int k = 0; k < Weights.Length; k++)
        {
            double m = 0;
            for (int i = 0; i < Dimensions; i++) m += Directions[k * Dimensions + i] * mu[i];
            sum += Weights[k] * (Turns ? m * share * Math.Sqrt(share) * PortableMath.Exp(-m * m / (2 * (1 + t))) : m);
        }
        return sum;
    }
}
