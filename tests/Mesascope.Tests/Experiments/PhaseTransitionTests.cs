using Mesascope.Randomness;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class PhaseTransitionTests
{
    private static readonly PhaseTransitionPlanners TwoColumns = new(2, 0.05, 40);

    // From the top of column c to the bucket: 7 - c steps right, one up.
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 6)]
    [InlineData(3, 5)]
    public void The_bucket_comes_within_sight_at_the_depth_that_can_be_counted_on_the_map(int columns, int depth)
    {
        var setUp = new PhaseTransitionPlanners(columns, 0.05, 12);
        Assert.Equal(depth, setUp.CriticalDepth);
        Assert.True(setUp.CertainlyTaken);
    }

    [Fact]
    public void Below_that_depth_nothing_looks_watered_that_is_not_and_from_it_on_nearly_all_does()
    {
        for (int depth = 1; depth <= 8; depth++)
        {
            PhaseTransitionReturns returns = TwoColumns.Expected("looks", depth);
            if (depth < 6) Assert.Equal(returns.True, returns.Proxy, 1e-9);
            else Assert.InRange(returns.Proxy, 0.02 * 28 * 35, 0.02 * (28 * 35 + 4 * 5)); // 35 of 40 steps under the bucket
        }
    }

    [Fact]
    public void Episodes_average_to_the_exact_return()
    {
        foreach (int depth in (int[])[2, 6])
        {
            double[] truths = [.. TwoColumns.Play("looks", depth, new Seed(3), 400).Select(returns => returns.True)];
            double mean = truths.Average(), error = Math.Sqrt(truths.Sum(value => (value - mean) * (value - mean)) / 399 / 400);
            Assert.Equal(TwoColumns.Expected("looks", depth).True, mean, 4 * error);
        }
    }

    [Fact]
    public void A_planner_for_what_was_meant_only_gains_by_depth()
    {
        double[] truths = [.. Enumerable.Range(1, 8).Select(depth => TwoColumns.Expected("watering", depth).True)];
        Assert.True(truths[7] > truths[0] && truths.Zip(truths.Skip(1)).All(pair => pair.Second > pair.First - 0.02), string.Join(' ', truths));
    }

    [Fact]
    public void Where_the_argument_does_not_hold_there_is_no_target()
    {
        var given = new Dictionary<string, string> { ["columns"] = "1", ["depths"] = "3", ["episodes"] = "3", ["horizon"] = "10", ["runs"] = "0" };
        foreach ((string name, string value) in new[] { ("depths", "3"), ("drying", "1"), ("horizon", "5") })
            Assert.All(ExperimentCatalogue.Named("phase-transition").With(new Dictionary<string, string>(given) { ["depths"] = "8", [name] = value }, cancellationToken: TestContext.Current.CancellationToken).Rows,
                row => Assert.Null(row.Target));
    }

    [Fact]
    public void The_table_at_toy_size_meets_its_gates_and_has_a_plot_for_each_dial()
    {
        var toy = new Dictionary<string, string>
        {
            ["columns"] = "1,2", ["depths"] = "8", ["episodes"] = "20", ["horizon"] = "30", ["runs"] = "2", ["widths"] = "2,4", ["generations"] = "1,2", ["population"] = "64", ["judged"] = "1",
        };
        Tables outcome = ExperimentCatalogue.Named("phase-transition").With(toy, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(outcome.Rows.Where(row => row.Quantity.StartsWith("depth at which", StringComparison.Ordinal)), row => Assert.True(row.Pass, row.ToString()));
        Assert.Equal(4, outcome.Plots.Count);
        Assert.All(outcome.Rows, row => Assert.True(row.Low <= row.Result && row.Result <= row.High, row.ToString()));
    }

    [Theory]
    [InlineData("columns", "5")]
    [InlineData("columns", "1.5")]
    [InlineData("depths", "1")]
    [InlineData("drying", "1.1")]
    [InlineData("horizon", "0")]
    [InlineData("widths", "8,4")]
    [InlineData("generations", "3,1")]
    public void A_parameter_out_of_range_is_refused(string name, string value)
    {
        var given = new Dictionary<string, string> { ["columns"] = "1", ["depths"] = "2", ["episodes"] = "2", ["horizon"] = "5", ["runs"] = "1", ["widths"] = "2", ["generations"] = "1", ["population"] = "64", [name] = value };
        Assert.ThrowsAny<ArgumentException>(() => ExperimentCatalogue.Named("phase-transition").With(given, cancellationToken: TestContext.Current.CancellationToken));
    }
}
