using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replication 10: one layer of linear self-attention, trained to answer the query of linear regression problems.</summary>
/// <remarks>Source: von Oswald et al. (2023), "Transformers learn in-context by gradient descent", section 3.</remarks>
internal sealed record InContextGdSetUp
{
    [Range(2, 1000), Description("training runs")] public int Seeds { get; init; } = 6;
    [Range(1, 64), Description("numbers in an input")] public int D { get; init; } = 10;
    [Range(1, 256), Description("examples in a prompt")] public int N { get; init; } = 10;
    [Range(0.01, 100.0), Description("inputs are uniform in [-scale/2, scale/2]")] public double Scale { get; init; } = 1;
    [Range(1, 1_000_000), Description("steps of Adam")] public int Steps { get; init; } = 3000;
    [Range(1, 16384), Description("new prompts in a step")] public int Batch { get; init; } = 512;
    [Range(1e-6, 1.0), Description("step size of Adam")] public double Rate { get; init; } = 1e-3;
    [Range(0.0, 0.99999), Description("how much Adam keeps of its second moment")] public double Beta2 { get; init; } = 0.98;
    [Range(1e-8, 1.0), Description("variance with which the weights start")] public double InitialVariance { get; init; } = 0.002;
    [Range(100, 10_000_000), Description("prompts in each test, in whole hundreds")] public int Samples { get; init; } = 50_000;
    [Range(1, 100_000), Description("steps between two looks during training")] public int Every { get; init; } = 25;
    [Range(1, 256), Description("examples in a prompt of the first test off-distribution")] public int TestN { get; init; } = 20;
    [Range(0.01, 100.0), Description("scale of the inputs in the second test off-distribution, relative to training")] public double TestScale { get; init; } = 2;

    /// <summary>The best single gradient step where it was trained.</summary>
    public GradientStep Best => GradientStep.Best(D, N, Variance(1));

    /// <summary>E x² of one number of an input.</summary>
    /// <param name="relative">Scale of the inputs relative to training.</param>
    public double Variance(double relative) => Scale * relative * Scale * relative / 12;

    /// <summary>Fills inputs as they are in training, or so many times as large.</summary>
    public Action<Seed, float[]> Inputs(double relative = 1) => (seed, x) =>
    {
        PhiloxDraws draws = seed.Draws();
        for (int i = 0; i < x.Length; i++) x[i] = (float)(Scale * relative * (draws.Uniform(i) - 0.5));
    };
}

/// <summary>One step of gradient descent from w = 0 on the squared error of a prompt's examples, ŷ = h·Σ y·x·x_q, for uniform inputs and w ~ N(0, I).</summary>
/// <param name="H">The step size times the weight of an example, at least 0.</param>
internal readonly record struct GradientStep(double H)
{
    private const double Kurtosis = 1.8; // E x⁴/(E x²)² of uniform x

    /// <summary>The step with the smallest loss.</summary>
    /// <param name="d">Numbers in an input.</param>
    /// <param name="n">Examples in a prompt.</param>
    /// <param name="variance">E x².</param>
    public static GradientStep Best(int d, int n, double variance) => new(1 / (n * variance * Excess(d, n)));

    /// <summary>½·E(w·x - ŷ)² = ½·v·d·(1 - 2·hnv + (hnv)²·c), c = 1 + (κ - 1)/n + (d - 1)/n: from E tr M² of M = Σ x·xᵀ/n.</summary>
    public double Loss(int d, int n, double variance)
    {
        double step = H * n * variance;
        return Zero(d, variance) * (1 - 2 * step + step * step * Excess(d, n));
    }

    /// <summary>The loss of answering 0.</summary>
    public static double Zero(int d, double variance) => d * variance / 2;

    /// <summary>How many times larger than in training inputs may be before the step does worse than answering 0.</summary>
    public double HarmfulFrom(int d, int n, double variance) => Math.Sqrt(2 / (H * n * variance * Excess(d, n)));

    private static double Excess(int d, int n) => 1 + (Kurtosis - 1) / n + (d - 1.0) / n;
}
