using Mesascope.Randomness;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class GateTests
{
    // Mean 10, standard deviation √(10·.01/9) = .1054, so the standard error is .0333 and the 99 % half-width t(.995; 9) = 3.25 times that: .108, 1.1 %.
    private static readonly double[] AroundTen = [9.9, 10.1, 9.9, 10.1, 9.9, 10.1, 9.9, 10.1, 9.9, 10.1];

    [Theory]
    [InlineData(2.0, 2.0, 1e-9, true)]
    [InlineData(2.0, 2.0 + 1e-6, 1e-9, false)]
    [InlineData(2.0, 2.05, 0.1, true)]
    [InlineData(2.0, 2.15, 0.1, false)]
    public void What_is_computed_must_equal_its_target_to_within_rounding(double target, double result, double tolerance, bool pass) =>
        Assert.Equal(pass, Gate.Computed("x", "", target, result, tolerance).Pass);

    [Fact]
    public void What_is_computed_is_its_own_interval() =>
        Assert.Equal((2.0, 2.0, 2.0, 1), Shape(Gate.Computed("x", "", 2, 2)));

    [Theory]
    [InlineData(10.0, true)]
    [InlineData(10.1, true)]
    [InlineData(9.9, true)]
    [InlineData(10.12, false)]
    [InlineData(9.88, false)]
    public void An_exact_target_must_lie_in_the_99_percent_interval(double target, bool pass) =>
        Assert.Equal(pass, Gate.Exact("x", "", target, AroundTen).Pass);

    [Fact]
    public void An_interval_too_wide_to_tell_misses_even_around_the_target()
    {
        // Ten times the spread: the half-width is 11 % of the target, where 2 % are asked for.
        double[] wide = [.. AroundTen.Select(value => 10 + 10 * (value - 10))];
        ReplicationRow row = Gate.Exact("x", "", 10, wide);
        Assert.False(row.Pass);
        Assert.Equal("interval too wide to pass: ±10.8 % of the target, at most 2 %; take more samples", row.Why);
        Assert.Null(Gate.Exact("x", "", 20, wide).Why); // missed, whatever the width
    }

    [Fact]
    public void A_single_value_cannot_meet_an_exact_target() => Assert.False(Gate.Exact("x", "", 10, [10.0]).Pass);

    // No spread published: 5 % of 10.
    [Theory]
    [InlineData(10.5, true)]
    [InlineData(9.53, true)]
    [InlineData(10.54, false)]
    [InlineData(9.51, false)]
    public void A_simulated_target_without_a_spread_is_met_within_5_percent(double target, bool pass) =>
        Assert.Equal(pass, Gate.Simulated("x", "", target, AroundTen).Pass);

    // Ours .1054/√10 = .0333 and theirs .04 together: √(.0333² + .04²) = .0521, three of them .156.
    [Theory]
    [InlineData(10.15, true)]
    [InlineData(9.85, true)]
    [InlineData(10.16, false)]
    [InlineData(9.84, false)]
    public void A_simulated_target_with_a_spread_is_met_within_3_combined_standard_errors(double target, bool pass) =>
        Assert.Equal(pass, Gate.Simulated("x", "", target, AroundTen, standardError: 0.04).Pass);

    [Fact]
    public void An_ordering_passes_where_the_whole_interval_of_the_difference_lies_above_0()
    {
        Assert.True(Gate.Ordering("x", "", [0.9, 1.1, 1.0, 0.8]).Pass);
        Assert.False(Gate.Ordering("x", "", [0.9, -1.1, 1.0, -0.8]).Pass);
        Assert.False(Gate.Ordering("x", "", [-0.9, -1.1, -1.0, -0.8]).Pass);
    }

    [Fact]
    public void One_run_is_too_few_for_an_ordering() => Assert.False(Gate.Ordering("x", "", [0.9]).Pass);

    [Fact]
    public void Where_there_is_no_target_there_is_no_gate() =>
        Assert.All(
            new[]
            {
                Gate.Computed("x", "", null, 2), Gate.Exact("x", "", null, AroundTen), Gate.Simulated("x", "", null, AroundTen),
                Gate.Ordering("x", "", AroundTen, gated: false), Gate.Reported("x", "", AroundTen),
            },
            row => Assert.Null(row.Pass));

    [Fact]
    public void A_row_shows_the_mean_its_95_percent_interval_and_n()
    {
        // t(.975; 9) = 2.2622, times .0333: .0754.
        ReplicationRow row = Gate.Reported("x", "", AroundTen);
        Assert.Equal(10, row.Result!.Value, 1e-9);
        Assert.Equal(10 - 0.0754, row.Low!.Value, 1e-4);
        Assert.Equal(10 + 0.0754, row.High!.Value, 1e-4);
        Assert.Equal(10, row.N);
    }

    [Fact]
    public void An_exact_gate_with_a_true_target_passes_in_99_of_100_replications()
    {
        const int replications = 4_000;
        int passed = Enumerable.Range(0, replications).Count(i => Gate.Exact("x", "", 5, Normal(new Seed(11).For("replication", i), 20, mean: 5, spread: 0.05)).Pass == true);
        // Normal values, so the t interval covers .99 exactly; half-widths are near .6 % and never too wide. Five standard errors: 5·√(.99·.01/4,000) = .0079.
        Assert.InRange(passed / (double)replications, 0.99 - 0.0079, 0.99 + 0.0079);
    }

    [Fact]
    public void An_exact_gate_with_a_target_that_is_3_percent_off_hardly_ever_passes()
    {
        int passed = Enumerable.Range(0, 1_000).Count(i => Gate.Exact("x", "", 5.15, Normal(new Seed(12).For("replication", i), 20, mean: 5, spread: 0.05)).Pass == true);
        Assert.Equal(0, passed); // 13 standard errors off
    }

    [Fact]
    public void An_ordering_passes_by_chance_in_at_most_1_of_40_replications_without_a_difference()
    {
        const int replications = 4_000;
        int passed = Enumerable.Range(0, replications).Count(i => Gate.Ordering("x", "", Normal(new Seed(13).For("replication", i), 10, mean: 0, spread: 1)).Pass == true);
        Assert.InRange(passed / (double)replications, 0.025 - 0.0123, 0.025 + 0.0123); // five standard errors: 5·√(.025·.975/4,000)
    }

    private static double[] Normal(Seed seed, int n, double mean, double spread) => [.. Enumerable.Range(0, n).Select(i => mean + spread * Gaussian.At(seed.Value, i))];

    private static (double, double, double, int) Shape(ReplicationRow row) => (row.Result!.Value, row.Low!.Value, row.High!.Value, row.N);
}
