using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class BlockDrawsTests
{
    [Fact]
    public void A_draw_depends_on_step_and_index_and_not_on_what_was_drawn_before()
    {
        var one = new BlockDraws(new Seed(5));
        var other = new BlockDraws(new Seed(5));
        for (int step = 0; step < 9; step++)
            for (int index = 0; index < 7; index++) { other.Turn(step); other.Choice(1000, index); }
        one.Turn(3);
        other.Turn(3);
        Assert.Equal(Enumerable.Range(0, 7).Select(index => one.Choice(1000, index)), Enumerable.Range(0, 7).Reverse().Select(index => other.Choice(1000, index)).Reverse());
    }

    [Fact]
    public void Draws_of_every_index_are_uniform_and_unrelated_between_steps()
    {
        const int n = 20_000;
        for (int index = 0; index < 6; index++)
        {
            var draws = new BlockDraws(new Seed(6));
            int hits = 0, both = 0;
            bool before = false;
            for (int step = 0; step < n; step++)
            {
                draws.Turn(step);
                bool hit = draws.Bernoulli(0.25, index);
                hits += hit ? 1 : 0;
                both += hit && before ? 1 : 0;
                before = hit;
            }
            Assert.InRange(hits, 5000 - 310, 5000 + 310); // five binomial standard errors: 5·√(20,000·3/16) = 306
            Assert.InRange(both, 1250 - 200, 1250 + 200); // one in sixteen
        }
    }
}
