using CsCheck;
using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class PortableMathTests
{
    [Fact]
    public void Logarithm_agrees_with_the_library_to_the_last_bits() =>
        Gen.Double[1e-12, 1e12].Sample(x => Close(Math.Log(x), PortableMath.Log(x)));

    [Fact]
    public void Exponential_agrees_with_the_library_to_the_last_bits() =>
        Gen.Double[-700, 700].Sample(x => Close(Math.Exp(x), PortableMath.Exp(x)));

    [Fact]
    public void Circle_agrees_with_the_library() =>
        Gen.Double[0, 1].Sample(turns =>
            Math.Abs(Math.Cos(2 * Math.PI * turns) - PortableMath.Circle(turns).Cos) < 2e-15 &&
            Math.Abs(Math.Sin(2 * Math.PI * turns) - PortableMath.Circle(turns).Sin) < 2e-15);

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, 0)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Logarithm_at_its_edges(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Fact]
    public void Logarithm_of_a_subnormal_is_finite_and_right() => Assert.Equal(Math.Log(5e-320), PortableMath.Log(5e-320), 1e-10);

    [Theory]
    [InlineData(-1000, 0)]
    [InlineData(1000, double.PositiveInfinity)]
    [InlineData(0, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void Exponential_at_its_edges(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    private static bool Close(double expected, double actual) => Math.Abs(actual - expected) <= 4e-16 * Math.Max(Math.Abs(expected), 1e-3);
}
