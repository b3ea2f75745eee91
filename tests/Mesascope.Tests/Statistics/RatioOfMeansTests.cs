using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class RatioOfMeansTests
{
    [Fact]
    public void The_ratio_is_of_the_sums_and_the_influences_cancel()
    {
        var (value, influence) = RatioOfMeans.Of([1, 2, 6], [2, 2, 5]);
        Assert.Equal(1, value, 15);
        Assert.Equal([-1 / 3.0, 0, 1 / 3.0], influence.Select(e => Math.Round(e, 12) is var r && r == 0 ? 0 : e), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_ratio_of_proportional_numbers_has_no_width() =>
        Assert.Equal(0, CaseInterval.Around(0.5, RatioOfMeans.Of([1, 2, 3], [2, 4, 6]).Influence).Width, 12);

    // t with 4 degrees at .975 is 2.776445; the standard deviation of 1..5 is √2.5.
    [Fact]
    public void The_interval_of_a_mean_is_Students() =>
        Assert.Equal(3 + 2.776445 * Math.Sqrt(2.5 / 5), CaseInterval.Around(3, [1, 2, 3, 4, 5]).High, 6);

    // Numbers as goal inference meets them: what can be gained varies from level to level (1 to 3), and the subject gains a share of it that varies, with skew.
    // 2,000 streams; three standard errors of a coverage of .93 are .017. Below 32 cases the skew costs a point or two.
    [Theory]
    [InlineData(8, 0.90)]
    [InlineData(32, 0.93)]
    [InlineData(200, 0.935)]
    public void A_95_percent_interval_covers_the_true_ratio(int cases, double atLeast)
    {
        const int streams = 2_000;
        int covered = 0;
        for (int stream = 0; stream < streams; stream++)
        {
            double[] above = new double[cases], below = new double[cases];
            for (int i = 0; i < cases; i++)
            {
                PhiloxDraws draws = new Seed(11).For("ratio-coverage", stream).Draws(i);
                below[i] = 1 + 2 * draws.Uniform(0);
                double u = draws.Uniform(1);
                above[i] = below[i] * u * u * 1.5 + 0.3 * (draws.Uniform(2) - 0.5); // mean share 1/2
            }
            var (value, influence) = RatioOfMeans.Of(above, below);
            if (CaseInterval.Around(value, influence).Contains(0.5)) covered++;
        }
        Assert.InRange(covered / (double)streams, atLeast, 0.97);
    }

    [Fact]
    public void Too_few_cases_are_refused() => Assert.Throws<ArgumentException>(() => RatioOfMeans.Of([1], [1]));
}
