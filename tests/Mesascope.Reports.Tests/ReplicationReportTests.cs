using Mesascope.Experiments;
using Mesascope.Runs;

namespace Mesascope.Reports.Tests;

public class ReplicationReportTests
{
    [Fact]
    public async Task The_page_says_how_many_rows_pass_and_shows_each_with_its_interval()
    {
        string page = await RenderAsync(Row(0.5, 0.48, true), Row(0.5, 0.2, false), Row(null, 0.3, null));
        Assert.Contains("1 of 2 gated rows pass; 1 missed.", page);
        Assert.Contains("badge divergent", page);
        Assert.Contains("[0.1, 0.9]", page);
        Assert.Contains("id=\"plot-0-0\"", page);
    }

    [Fact]
    public async Task Where_nothing_has_a_gate_nothing_passes() => Assert.Contains("No row had a target to meet.", await RenderAsync(Row(null, 0.3, null)));

    [Fact]
    public async Task What_was_typed_is_escaped()
    {
        string page = await RenderAsync(Row(null, 0.3, null) with { Parameters = "<script>alert(1)</script>" });
        Assert.DoesNotContain("<script>alert(1)", page);
    }

    [Fact]
    public async Task A_table_to_look_at_shows_each_share_beside_the_published_one()
    {
        string page = await RenderAsync(Row(null, 0.3, null));
        Assert.Contains("</b> 0.9<small>0.95</small></td>", page);
        Assert.Contains("</b> 0.25</td>", page);
    }

    private static ReplicationRow Row(double? target, double result, bool? pass) => new("share", "n=2", target, result, 0.1, 0.9, 7, pass);

    private static Task<string> RenderAsync(params ReplicationRow[] rows)
    {
        var plot = new Plot("it falls </script>", "x", "y", [new PlotLine("ours", [new PlotPoint(1, 2, 1.5, 2.5), new PlotPoint(2, 1)])]);
        var matrix = new Matrix("it passes", ["left"], [new("ours", [new(0.9, 0.95)]), new("theirs", [new(0.25)])], "share that passes");
        var manifest = new Manifest<ExperimentQuestion>(
            new Header { Kind = "replicate", Version = "0.1.0", CommandLine = "mesascope replicate meg", Started = "2026-01-01T00:00:00Z", Host = "here" },
            new ExperimentQuestion { Names = ["meg"], Set = new Dictionary<string, string>() });
        return ReplicationReport.RenderAsync(manifest, [new ExperimentRecord("meg", "what it shows", "somebody 1999", new Dictionary<string, string> { ["size"] = "5" }, rows, [plot], [matrix])], TestContext.Current.CancellationToken);
    }
}
