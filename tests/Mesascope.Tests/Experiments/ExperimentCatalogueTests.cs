using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class ExperimentCatalogueTests
{
    private static readonly Dictionary<string, string> AsPublished = [];

    [Fact]
    public void Meg_meets_every_published_figure()
    {
        IReadOnlyList<ReplicationRow> rows = ExperimentCatalogue.Named("meg").With(AsPublished, cancellationToken: TestContext.Current.CancellationToken).Rows;
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.True(row.Pass, row.ToString()));
    }

    [Fact]
    public void Other_parameters_have_a_result_and_no_target()
    {
        IReadOnlyList<ReplicationRow> rows = ExperimentCatalogue.Named("meg").With(new Dictionary<string, string> { ["size"] = "4", ["horizon"] = "9", ["epsilon"] = "0.2" }, cancellationToken: TestContext.Current.CancellationToken).Rows;
        Assert.All(rows, row => Assert.Null(row.Target));
        Assert.All(rows, row => Assert.Null(row.Pass));
        Assert.InRange(rows[0].Result!.Value, 0.1, 9 * Math.Log(4));
    }

    [Theory]
    [InlineData("sizes", "5")]
    [InlineData("size", "1")]
    [InlineData("size", "five")]
    [InlineData("epsilon", "NaN")]
    [InlineData("epsilon", "0,1.5")]
    [InlineData("stepCost", "0")]
    public void A_parameter_that_is_unknown_or_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => ExperimentCatalogue.Named("meg").With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void Keys_and_chests_at_toy_size_gives_every_row_with_an_interval()
    {
        var toy = new Dictionary<string, string> { ["seeds"] = "2", ["generations"] = "2", ["episodes"] = "1", ["population"] = "128", ["infer"] = "0", ["steps"] = "20000" };
        IReadOnlyList<ReplicationRow> rows = ExperimentCatalogue.Named("keys-and-chests").With(toy, cancellationToken: TestContext.Current.CancellationToken).Rows;
        Assert.Equal(1 + 2 * (3 * 4 + 2), rows.Count); // two optimizers
        Assert.All(rows.Skip(1), row => Assert.True(row.Low <= row.Result && row.Result <= row.High, row.ToString()));
        Assert.All(rows.TakeLast(2), row => Assert.Null(row.Pass)); // too small for its gates
    }
}
