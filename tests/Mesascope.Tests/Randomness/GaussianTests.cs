using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class GaussianTests
{
    private const int Draws = 400_000;

    // Philox's published words for key 0, counter 0 (see PhiloxTests), put through √(-2 ln u)·(cos, sin)(2πv) with Python's math module.
    [Theory]
    [InlineData(0, 0.9911376792540323)]
    [InlineData(1, -0.9246625883905122)]
    [InlineData(2, -0.6176089598118041)]
    [InlineData(3, -0.48206858703542393)]
    public void Gives_the_numbers_worked_out_from_the_published_words(long index, double expected) =>
        Assert.Equal(expected, Gaussian.At(0, index), 1e-14);

    [Fact]
    public void A_block_and_a_filled_array_hold_what_each_index_holds()
    {
        var filled = new float[11];
        Gaussian.Fill(new Seed(7), filled);
        for (int i = 0; i < filled.Length; i++) Assert.Equal((float)Gaussian.At(7, i), filled[i]);
        var (first, second, third, fourth) = Gaussian.Block(7, 2);
        Assert.Equal([Gaussian.At(7, 8), Gaussian.At(7, 9), Gaussian.At(7, 10), Gaussian.At(7, 11)], [first, second, third, fourth]);
    }

    // Standard error of the k-th moment's mean: √(Var(zᵏ)/n), Var = 1, 2, 15, 96 for k = 1 to 4; five of them allowed.
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 0, 15)]
    [InlineData(4, 3, 96)]
    public void Has_the_moments_of_a_standard_normal(int power, double expected, double variance)
    {
        double sum = 0;
        for (int i = 0; i < Draws; i++) sum += Math.Pow(Gaussian.At(11, i), power);
        Assert.InRange(sum / Draws, expected - 5 * Math.Sqrt(variance / Draws), expected + 5 * Math.Sqrt(variance / Draws));
    }

    // Φ from tables; five binomial standard errors.
    [Theory]
    [InlineData(-3, 0.0013499)]
    [InlineData(-1, 0.1586553)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914625)]
    [InlineData(2, 0.9772499)]
    public void Falls_below_a_point_as_often_as_a_standard_normal(double point, double expected)
    {
        int below = 0;
        for (int i = 0; i < Draws; i++) if (Gaussian.At(12, i) < point) below++;
        Assert.InRange((double)below / Draws, expected - 5 * Math.Sqrt(expected * (1 - expected) / Draws), expected + 5 * Math.Sqrt(expected * (1 - expected) / Draws));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Neighbours_are_not_correlated(int distance)
    {
        double sum = 0;
        for (int i = 0; i < Draws; i++) sum += Gaussian.At(13, i) * Gaussian.At(13, i + distance);
        Assert.InRange(sum / Draws, -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
    }
}
