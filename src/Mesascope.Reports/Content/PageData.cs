using System.Text.Json;
using Mesascope.Audits;
using Mesascope.Worlds;

namespace Mesascope.Reports;

/// <summary>What the scripts draw from, as JSON that is safe inside a script element: the writer escapes every &lt;.</summary>
internal static class PageData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Charts(ReportModel model) => JsonSerializer.Serialize(new
    {
        Forest = model.Result.Findings.Select(finding => new Row(
            finding.Remains is null ? Plain.Factor(finding.Audit) : $"{Plain.Factor(finding.Audit)} (share that remains)", Finite(finding.Judged), Finite(finding.JudgedInterval.Low), Finite(finding.JudgedInterval.High),
            Finite(finding.Aligned.Low), Finite(finding.Aligned.High), Plain.Word(finding.Verdict), Finite(finding.FixedN?.Interval.Low), Finite(finding.FixedN?.Interval.High))),
        Sequences = model.Result.Findings.Zip(model.Traces, (finding, trace) => new
        {
            Points = trace.Points.Select(point => new[] { point.Pairs, Finite(point.Low), Finite(point.Mean), Finite(point.High) }),
            // The sequence is of the difference; where a share is judged, no band belongs to it.
            AlignedLow = finding.Remains is null ? Finite(finding.Aligned.Low) : null,
            AlignedHigh = finding.Remains is null ? Finite(finding.Aligned.High) : null,
            Verdict = Plain.Word(finding.Verdict),
        }),
        Goals = model.Result.Of<GoalReport>()?.Goals.Select(goal => new Row(Plain.Text(goal.Goal), Finite(goal.MegNats), Finite(goal.Low), Finite(goal.High))) ?? [],
        Revealed = model.Result.Of<GoalReport>()?.Revealed.Select(one => new Row(Plain.Text(one.WorldEvent), Finite(one.Weight.Value), Finite(one.Weight.Low), Finite(one.Weight.High))) ?? [],
    }, Options);

    public static string Plots(ReplicationModel model) => JsonSerializer.Serialize(new
    {
        Forest = Array.Empty<Row>(), Sequences = Array.Empty<object>(), Goals = Array.Empty<Row>(), Revealed = Array.Empty<Row>(),
        Plots = model.Records.SelectMany((record, number) => record.Plots.Select((plot, i) => new
        {
            Id = $"plot-{number}-{i}",
            X = Plain.Text(plot.XAxis),
            Y = Plain.Text(plot.YAxis),
            Log = plot.LogarithmicX,
            Lines = plot.Lines.Select(line => new
            {
                Name = Plain.Text(line.Name),
                line.Reference,
                Points = line.Points.Select(point => new[] { Finite(point.X), Finite(point.Y), Finite(point.Low), Finite(point.High) }),
            }),
        })),
    }, Options);

    public static string Replay(ReplayChoice choice) => JsonSerializer.Serialize(new
    {
        Legend = choice.Pairs.Count == 0 ? [] : choice.Pairs[0].Control.Legend,
        Pairs = choice.Pairs.Select(pair => new { pair.Note, Arms = new[] { Arm(pair.Control), Arm(pair.Treated) } }),
    }, Options);

    private static object Arm(Replay replay) => new { replay.Boards, replay.WorldEvents, replay.Outcome };

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private sealed record Row(string Label, double? Value, double? Low, double? High, double? AlignedLow = null, double? AlignedHigh = null, string? Verdict = null, double? FixedLow = null, double? FixedHigh = null);
}
