using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replication 19: linear attention trained on inputs of one covariance and tested on another.</summary>
/// <remarks>Source: Zhang, Frei and Bartlett (2024), "Trained transformers learn linear models in-context".</remarks>
internal sealed record IclShiftSetUp
{
    [Range(2, 1000), Description("training runs")] public int Seeds { get; init; } = 3;
    [Range(1, 64), Description("numbers in an input")] public int D { get; init; } = 10;
    [Range(1, 256), Description("examples in a prompt, in training")] public int N { get; init; } = 10;
    [Range(1, 100_000), Description("examples in a prompt, in the tests that are exact")] public IReadOnlyList<int> M { get; init; } = [10, 20, 40, 5];
    [Range(0.001, 1000.0), Several(Rising = true), Description("scales of the test inputs, relative to training")] public IReadOnlyList<double> S { get; init; } = [0.5, 1, 1.4142135623730951, 1.5, 2];
    [Form("variances, spread evenly over the dimensions, such as 4,1"), Description("variances of the inputs in training")] public string Lambda { get; init; } = "1";
    [Form("variances, spread evenly over the dimensions, such as 4,1"), Description("variances of the inputs in one more test, with N examples")] public string Sigma { get; init; } = "4,1";
    [Range(1, 1_000_000), Description("steps of Adam")] public int Steps { get; init; } = 4000;
    [Range(1, 16384), Description("new prompts in a step")] public int Batch { get; init; } = 1024;
    [Range(1e-6, 1.0), Description("step size of Adam at the beginning; it falls to 0 as a cosine")] public double Rate { get; init; } = 0.01;
    [Range(1e-6, 1.0), Description("standard deviation with which the weights start")] public double InitialSd { get; init; } = 0.02;
    [Range(100, 10_000_000), Description("prompts in each test of a trained layer, in whole hundreds")] public int Samples { get; init; } = 20_000;

    /// <summary>Prompts as they are in training, with so many examples.</summary>
    public ShiftedRegression Trained(int examples) => new(ShiftedRegression.Spread(Lambda, "lambda", D), examples);

    /// <summary>Prompts of <see cref="Sigma"/>.</summary>
    public ShiftedRegression Other => new(ShiftedRegression.Spread(Sigma, "sigma", D), N);

    /// <summary>Every test of a trained layer, by name.</summary>
    public IEnumerable<(string Name, ShiftedRegression Prompts)> Tests =>
        [.. S.Select(s => (FormattableString.Invariant($"s={s:0.####}"), Trained(N).Times(s))), (FormattableString.Invariant($"sigma={Sigma}"), Other)];

    /// <summary>Fills inputs of these variances.</summary>
    public static Action<Seed, float[]> Inputs(double[] variances)
    {
        float[] scales = [.. variances.Select(variance => (float)Math.Sqrt(variance))];
        return (seed, x) =>
        {
            Gaussian.Fill(seed, x);
            for (int i = 0; i < x.Length; i++) x[i] *= scales[i % scales.Length];
        };
    }

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check() => _ = (Trained(N), Other);
}
