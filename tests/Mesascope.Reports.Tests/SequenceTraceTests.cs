using Mesascope.Audits;

namespace Mesascope.Reports.Tests;

public class SequenceTraceTests
{
    [Fact]
    public void Ends_where_the_finding_ends()
    {
        SampleRun run = SampleRun.Usual;
        ReportModel model = ReportModel.Of(run.Manifest, run.Result, [.. run.Pairs.Reverse()]);
        foreach ((Finding finding, SequenceTrace trace) in run.Result.Findings.Zip(model.Traces))
            Assert.Equal(new SequencePoint(finding.Pairs, finding.Low, finding.Effect, finding.High), trace.Points[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(3000)]
    public void Keeps_the_first_and_the_last_pair_and_at_most_as_many_points_as_a_line_can_show(int pairs)
    {
        SequenceTrace trace = SequenceTrace.Of(0.05, [.. Enumerable.Range(0, pairs).Select(i => new PairRecord("a", i, new(i % 3 == 0 ? 1 : 0, ""), new(1, "")))]);
        Assert.InRange(trace.Points.Count, 1, SequenceTrace.MostPoints);
        Assert.Equal(1, trace.Points[0].Pairs);
        Assert.Equal(pairs, trace.Points[^1].Pairs);
        Assert.Equal(trace.Points.Select(point => point.Pairs).Distinct().Order(), trace.Points.Select(point => point.Pairs));
    }
}
