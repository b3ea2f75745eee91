using CsCheck;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class PiecewisePolynomialTests
{
    [Fact]
    public void A_uniform_has_its_mean_in_the_middle() => Assert.Equal(2.5, PiecewisePolynomial.Uniform(5).Mean, 1e-12);

    [Fact]
    public void The_largest_of_n_uniforms_has_mean_n_over_n_plus_1() =>
        Assert.All(Enumerable.Range(1, 20), n => Assert.Equal(n / (n + 1.0), Largest(n).Mean, 1e-12));

    [Fact]
    public void Adding_a_uniform_adds_a_half() =>
        Gen.Select(Gen.Int[1, 8], Gen.Double[0.05, 20]).Sample((n, factor) =>
            Math.Abs(Largest(n).Times(factor).PlusUniform()!.Mean - (factor * n / (n + 1.0) + 0.5)) < 1e-9);

    // Irwin and Hall: the sum of three uniforms exceeds an independent uniform on [0, 3] with probability E(sum)/3 = 1/2, and one on [0, 1] with 1 - E(1-S)⁺ = 1 - 1/24.
    [Fact]
    public void Sums_of_uniforms_exceed_a_uniform_as_often_as_irwin_and_hall_say()
    {
        PiecewisePolynomial sum = PiecewisePolynomial.Uniform(1).PlusUniform()!.PlusUniform()!;
        Assert.Equal(0.5, sum.Exceeds(PiecewisePolynomial.Uniform(3)), 1e-12);
        Assert.Equal(1 - 1 / 24.0, sum.Exceeds(PiecewisePolynomial.Uniform(1)), 1e-12);
    }

    [Fact]
    public void One_of_two_exceeds_the_other() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Double[0.1, 10]).Sample((n, m, factor) =>
        {
            PiecewisePolynomial a = Largest(n).Times(factor).PlusUniform()!, b = Largest(m);
            return Math.Abs(a.Exceeds(b) + b.Exceeds(a) - 1) < 1e-9;
        });

    [Fact]
    public void Too_high_a_degree_is_refused() => Assert.Null(Largest(PiecewisePolynomial.HighestDegree).LargerOf(PiecewisePolynomial.Uniform(1)));

    private static PiecewisePolynomial Largest(int n) => Enumerable.Repeat(PiecewisePolynomial.Uniform(1), n - 1).Aggregate(PiecewisePolynomial.Uniform(1), (largest, next) => largest.LargerOf(next)!);
}
