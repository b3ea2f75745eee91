using TorchSharp;

namespace Mesascope.Gradients.Tests;

/// <summary>What it takes for our numbers to be those of libtorch.</summary>
internal static class Judge
{
    /// <summary>
    /// Libtorch computes in double here, so what differs is our rounding. A sum of K fused steps in single precision is off by about √K · 6·10⁻⁸ of its terms,
    /// K is at most some hundreds, and e to a power is good to 10⁻⁷; a wrong formula is off by far more.
    /// </summary>
    public const double Tolerance = 1e-5;

    /// <summary>A matrix as libtorch has it, in double precision.</summary>
    public static torch.Tensor Tensor(ReadOnlySpan<float> numbers, int rows, int columns) => torch.tensor(numbers.ToArray(), rows, columns, dtype: torch.float64);

    /// <summary>Fails unless all numbers agree, to the tolerance relative to the largest of them.</summary>
    public static void Agree(torch.Tensor theirs, ReadOnlySpan<float> ours, string what, double tolerance = Tolerance)
    {
        double[] right = [.. theirs.cpu().to(torch.float64).contiguous().data<double>()];
        Assert.Equal(right.Length, ours.Length);
        double most = right.Max(Math.Abs);
        Assert.True(most > 0, $"{what}: all zero, which tests nothing");
        for (int i = 0; i < right.Length; i++)
            Assert.True(Math.Abs(right[i] - ours[i]) <= tolerance * most, $"{what}, number {i} of {right.Length}: {ours[i]} by us, {right[i]} by libtorch; the largest is {most}");
    }
}
