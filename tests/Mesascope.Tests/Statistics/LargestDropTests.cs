using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class LargestDropTests
{
    [Fact]
    public void A_step_without_noise_is_found_at_its_level_and_no_other_is_left() =>
        Assert.Equal(new LargestDrop(3, 3, 3), LargestDrop.Of([[5, 5, 5, 1, 1], [4, 4, 4, 0, 0], [6, 6, 6, 2, 2]], 0.05));

    [Fact]
    public void Of_two_equal_drops_neither_is_ruled_out() =>
        Assert.Equal(new LargestDrop(1, 1, 3), LargestDrop.Of([[6, 4, 4, 2], [7, 5, 5, 3]], 0.05));

    [Fact]
    public void Turned_upside_down_it_finds_the_largest_rise()
    {
        double[][] runs = [[0, 1, 5, 6], [0, 1.5, 5, 6], [0, 0.5, 5.5, 6]];
        Assert.Equal(2, LargestDrop.Of([.. runs.Select(run => run.Select(value => -value).ToArray())], 0.05).Level);
    }

    // Means rise to the level before the drop, fall there by as much as asked, and fall half as far again one level later; noise normal, or skewed as returns are.
    [Theory]
    [InlineData(5, 1.0, false)]
    [InlineData(10, 1.0, false)]
    [InlineData(10, 0.2, false)]
    [InlineData(10, 1.0, true)]
    [InlineData(30, 0.5, true)]
    [InlineData(100, 1.0, true)]
    public void The_true_level_is_kept_in_at_least_95_of_100_studies(int runs, double drop, bool skewed)
    {
        const int studies = 1_000, levels = 8, trueLevel = 4;
        int kept = 0;
        for (int study = 0; study < studies; study++)
        {
            Seed seed = new Seed(11).For($"{runs} {drop} {skewed}", study);
            var outcomes = Enumerable.Range(0, runs).Select(run => Enumerable.Range(0, levels).Select(level => Mean(level) + Noise(seed.Draws(run), level)).ToArray()).ToArray();
            LargestDrop found = LargestDrop.Of(outcomes, 0.05);
            if (found.Low <= trueLevel && trueLevel <= found.High) kept++;
        }
        Assert.InRange(kept, 0.95 * studies - 3 * Math.Sqrt(studies * 0.95 * 0.05), studies); // less three binomial standard errors

        double Mean(int level) => level < trueLevel ? 0.1 * level : 0.1 * (trueLevel - 1) - drop * (level == trueLevel ? 1 : 1.5);
        double Noise(PhiloxDraws draws, int level) => skewed
            ? -Math.Log(1 - draws.Uniform(2 * level)) - 1
            : Math.Sqrt(-2 * Math.Log(1 - draws.Uniform(2 * level))) * Math.Cos(2 * Math.PI * draws.Uniform(2 * level + 1));
    }

    [Fact]
    public void Meaningless_runs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LargestDrop.Of([[1, 2]], 0.05));
        Assert.Throws<ArgumentException>(() => LargestDrop.Of([[1], [2]], 0.05));
        Assert.Throws<ArgumentException>(() => LargestDrop.Of([[1, 2], [1, 2, 3]], 0.05));
        Assert.Throws<ArgumentException>(() => LargestDrop.Of([[1, 2], [1, double.NaN]], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => LargestDrop.Of([[1, 2], [1, 2]], 0));
    }
}
