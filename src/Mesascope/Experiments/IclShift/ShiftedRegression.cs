using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Prompts of linear regression whose inputs are x ~ N(0, Σ), Σ diagonal, with w ~ N(0, I): what a linear answer ŷ = xᵀ·A·(1/M)Σ y·x costs there, exactly.</summary>
/// <remarks>Source: Zhang, Frei and Bartlett (2024), "Trained transformers learn linear models in-context", theorems 4.1 and 4.2. A diagonal Σ loses nothing where training and test covariance have the same axes.</remarks>
/// <param name="Variances">The diagonal of Σ, each above 0. Shape [d].</param>
/// <param name="Examples">M, at least 1.</param>
internal sealed record ShiftedRegression(double[] Variances, int Examples)
{
    private double Trace => Variances.Sum();

    /// <summary>The diagonal of the best A: ((1 + 1/M)Σ + (tr Σ/M)I)⁻¹.</summary>
    public double[] Optimum() => [.. Variances.Select(variance => 1 / ((1 + 1.0 / Examples) * variance + Trace / Examples))];

    /// <summary>E(w·x - ŷ)² over E(w·x)², of any A: with S = (1/M)Σ x·xᵀ, E tr Σ(I - AS)(I - AS)ᵀ / tr Σ, and E S² = (1 + 1/M)Σ² + (tr Σ/M)Σ.</summary>
    /// <param name="a">Row after row: of the query, by the examples. Shape [d, d].</param>
    public double Error(double[] a)
    {
        (double gain, double cost) = Parts(a);
        return 1 - 2 * gain + cost;
    }

    /// <summary>The same of a diagonal A.</summary>
    public double ErrorOfDiagonal(double[] a) => Error(Diagonal(a));

    /// <summary>How many times larger than these inputs may be before A does worse than answering 0: gain grows with the square of the scale, cost with the fourth power.</summary>
    public double HarmfulFrom(double[] a)
    {
        (double gain, double cost) = Parts(a);
        return Math.Sqrt(2 * gain / cost);
    }

    /// <summary>The same inputs, so many times as large.</summary>
    public ShiftedRegression Times(double scale) => this with { Variances = [.. Variances.Select(variance => scale * scale * variance)] };

    /// <summary>A diagonal as a matrix.</summary>
    public static double[] Diagonal(double[] a)
    {
        var matrix = new double[a.Length * a.Length];
        for (int i = 0; i < a.Length; i++) matrix[i * a.Length + i] = a[i];
        return matrix;
    }

    /// <summary>Variances as they are typed, spread evenly over the dimensions: <c>4,1</c> is 4 for the first half, 1 for the second.</summary>
    public static double[] Spread(string typed, string name, int d)
    {
        double?[] values = [.. typed.Split(',').Select(Domain.Parsed)];
        if (values.Length > d || values.Any(value => value is not (>= 1e-6 and <= 1e6)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is a list of at most D = {d} variances in [1e-6, 1e6], separated by commas; got {typed}."));
        return [.. Enumerable.Range(0, d).Select(i => values[i * values.Length / d]!.Value)];
    }

    private (double Gain, double Cost) Parts(double[] a)
    {
        int d = Variances.Length;
        double gain = 0, cost = 0, trace = Trace;
        for (int i = 0; i < d; i++)
        {
            gain += Variances[i] * Variances[i] * a[i * d + i];
            for (int k = 0; k < d; k++)
                cost += Variances[i] * a[i * d + k] * a[i * d + k] * ((1 + 1.0 / Examples) * Variances[k] * Variances[k] + trace / Examples * Variances[k]);
        }
        return (gain / trace, cost / trace);
    }
}
