using CsCheck;
using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class EnumeratorTests
{
    [Fact]
    public void A_step_without_draws_has_one_outcome() => Assert.Equal([("", 1.0)], Outcomes((ref Enumerator _) => ""));

    // A coin of .3; heads: one of three; tails: a second coin of .5. By hand: .3/3 = .1 three times, .7/2 = .35 twice.
    [Fact]
    public void A_tree_of_draws_is_visited_leaf_by_leaf_with_its_probabilities()
    {
        static string Step(ref Enumerator draws) => draws.Bernoulli(0.3, 0) ? "H" + draws.Choice(3, 1) : "T" + (draws.Bernoulli(0.5, 2) ? "h" : "t");
        var outcomes = Outcomes(Step);
        Assert.Equal(["H0", "H1", "H2", "Th", "Tt"], outcomes.Select(o => o.Leaf));
        Assert.All(outcomes.Zip([0.1, 0.1, 0.1, 0.35, 0.35]), pair => Assert.Equal(pair.Second, pair.First.Probability, 1e-15));
    }

    [Fact]
    public void What_is_certain_does_not_branch()
    {
        static string Step(ref Enumerator draws) => $"{draws.Bernoulli(0, 0)} {draws.Bernoulli(1, 1)} {draws.Bernoulli(-1, 2)} {draws.Bernoulli(2, 3)} {draws.Choice(1, 4)}";
        Assert.Equal([("False True False True 0", 1.0)], Outcomes(Step));
    }

    [Fact]
    public void Every_combination_of_independent_draws_comes_once_and_the_probabilities_sum_to_one() =>
        Gen.Select(Gen.Int[2, 4].Array[0, 4], Gen.Double[0.01, 0.99]).Sample((counts, p) =>
        {
            string Step(ref Enumerator draws)
            {
                string leaf = draws.Bernoulli(p, 99) ? "h" : "t";
                for (int i = 0; i < counts.Length; i++) leaf += draws.Choice(counts[i], i);
                return leaf;
            }
            var outcomes = Outcomes(Step);
            return outcomes.Select(o => o.Leaf).Distinct().Count() == outcomes.Count
                && outcomes.Count == 2 * counts.Aggregate(1, (a, b) => a * b)
                && Math.Abs(outcomes.Sum(o => o.Probability) - 1) < 1e-12;
        });

    [Fact]
    public void After_the_last_outcome_it_stands_before_the_first_again()
    {
        var draws = new Enumerator();
        Assert.True(draws.Bernoulli(0.25, 0));
        Assert.True(draws.MoveNext());
        Assert.False(draws.Bernoulli(0.25, 0));
        Assert.Equal(0.75, draws.Probability);
        Assert.False(draws.MoveNext());
        Assert.Equal(1, draws.Probability);
        Assert.True(draws.Bernoulli(0.25, 0));
    }

    [Fact]
    public void More_draws_than_can_be_planned_are_refused()
    {
        var draws = new Enumerator();
        for (int i = 0; i < 16; i++) draws.Choice(2, i);
        Assert.Throws<InvalidOperationException>(() => draws.Choice(2, 16));
    }

    private delegate string DrawingStep(ref Enumerator draws);

    private static List<(string Leaf, double Probability)> Outcomes(DrawingStep step)
    {
        var outcomes = new List<(string, double)>();
        var draws = new Enumerator();
        do outcomes.Add((step(ref draws), draws.Probability));
        while (draws.MoveNext());
        return outcomes;
    }
}
