using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class PhiloxDrawsTests
{
    private const int Draws = 120_000;

    // Chi-square: the mean is n - 1 and the standard deviation √(2(n - 1)); six of them allowed.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1_000)]
    public void A_choice_is_uniform(int n)
    {
        var counts = new int[n];
        for (int i = 0; i < Draws; i++) counts[Lane(i).Choice(n, 0)]++;
        double expected = (double)Draws / n, chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, n - 1 - 6 * Math.Sqrt(2 * (n - 1)), n - 1 + 6 * Math.Sqrt(2 * (n - 1)));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_coin_falls_as_often_as_it_should(double probability)
    {
        int hits = Enumerable.Range(0, Draws).Count(i => Lane(i).Bernoulli(probability, 0));
        double slack = 5 * Math.Sqrt(Draws * probability * (1 - probability));
        Assert.InRange(hits, Draws * probability - slack, Draws * probability + slack);
    }

    [Fact]
    public void What_is_certain_always_happens_and_what_is_impossible_never()
    {
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.True(Lane(i).Bernoulli(1, 0) && Lane(i).Bernoulli(2, 0)));
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.False(Lane(i).Bernoulli(0, 0) || Lane(i).Bernoulli(-1, 0)));
    }

    [Fact]
    public void A_draw_is_addressed_by_step_and_index_and_never_by_order()
    {
        PhiloxDraws step4 = new Seed(3).Draws(4);
        double late = step4.Uniform(9), early = step4.Uniform(2);
        Assert.Equal((early, late), (new Seed(3).Draws(4).Uniform(2), new Seed(3).Draws(0).At(4).Uniform(9)));
    }

    [Fact]
    public void Purposes_lanes_steps_and_indices_all_draw_differently()
    {
        var draws = from purpose in new[] { "world", "policy" }
                    from lane in Enumerable.Range(0, 10)
                    from step in Enumerable.Range(0, 20)
                    from index in Enumerable.Range(0, 20)
                    select new Seed(1).For(purpose, lane).Draws(step).Uniform(index);
        // 8,000 words of 32 bits: .0075 equal pairs expected, so none is 99 % sure.
        Assert.Equal(8_000, draws.Distinct().Count());
    }

    // The correlation of n independent pairs has standard deviation 1/√n.
    [Theory]
    [InlineData("index")]
    [InlineData("step")]
    [InlineData("lane")]
    [InlineData("purpose")]
    public void Neighbouring_draws_are_not_correlated(string neighbour)
    {
        double sum = 0;
        for (int i = 0; i < Draws; i++)
        {
            double here = Lane(i).Uniform(0), there = neighbour switch
            {
                "index" => Lane(i).Uniform(1),
                "step" => Lane(i).At(1).Uniform(0),
                "lane" => Lane(i + 1).Uniform(0),
                _ => new Seed(2).For("policy", i).Draws().Uniform(0),
            };
            sum += 12 * (here - 0.5) * (there - 0.5);
        }
        Assert.InRange(sum / Draws, -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
    }

    private static PhiloxDraws Lane(int lane) => new Seed(2).For("world", lane).Draws();
}
