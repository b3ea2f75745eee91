using Mesascope.Evolution;
using Mesascope.Randomness;

namespace Mesascope.Tests.Evolution;

public class NoiseTests
{
    private const int Draws = 400_000;
    private static readonly float[] Sample = Drawn(new Seed(6), Draws);

    // Four bytes: variance 4·(2¹⁶-1)/12; fourth moment of a sum of four uniforms 3 - 6/5/4 = 2.7, a hair more for bytes.
    // Variances of z, z², z³, z⁴ for five standard errors: 1, 1.7, below 15, below 96 (those of a normal).
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1.7)]
    [InlineData(3, 0, 15)]
    [InlineData(4, 2.7, 96)]
    public void Has_the_moments_it_says(int power, double expected, double variance)
    {
        double sum = 0;
        foreach (float z in Sample) sum += Math.Pow(z, power);
        double slack = 5 * Math.Sqrt(variance / Draws);
        Assert.InRange(sum / Draws, expected - slack, expected + slack);
    }

    [Fact]
    public void Stays_within_its_bounds() => Assert.All(Sample, z => Assert.InRange(z, -3.451f, 3.451f));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Neighbours_are_not_correlated(int distance)
    {
        double sum = 0;
        for (int i = 0; i + distance < Draws; i++) sum += (double)Sample[i] * Sample[i + distance];
        Assert.InRange(sum / Draws, -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void A_shorter_array_holds_the_beginning_of_a_longer_one(int length) =>
        Assert.Equal(Drawn(new Seed(6), 8)[..length], Drawn(new Seed(6), length));

    [Fact]
    public void A_negative_sigma_turns_the_direction_round()
    {
        var turned = new float[8];
        Noise.Add(new Seed(6), new float[8], -1, turned);
        Assert.Equal(Sample[..8].Select(z => -z), turned);
    }

    private static float[] Drawn(Seed seed, int count)
    {
        var numbers = new float[count];
        Noise.Add(seed, numbers, 1, numbers);
        return numbers;
    }
}
