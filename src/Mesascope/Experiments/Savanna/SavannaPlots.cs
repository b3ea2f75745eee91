using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The pictures of the savanna: means over lineages with their 95 % t intervals.</summary>
internal static class SavannaPlots
{
    private const int RunUp = 20, Every = 4;

    public static IReadOnlyList<Plot> Of(SavannaSetUp setUp, IReadOnlyList<SavannaTrial> runs, double? timeToAdapt)
    {
        var plots = new List<Plot>
        {
            Across("Fitness falls where a drive can be satisfied without what it was for", "raised young per life", runs, moment => moment.Fitness),
            Across("Satisfaction rises as fitness falls", "inner reward per step of life", runs, moment => moment.Felt),
            new("Selection on each drive after its own switch", "generations after the shift", "mean weight of the drive",
                [.. Enumerable.Range(0, Savanna.Drives).Select(drive => After(SavannaRows.Drives[drive], runs, drive, moment => moment.Weights[drive]))]),
            new("With all five switches selection finds nothing to hold", "generations after the shift", "mean weight of the drive",
                [.. Enumerable.Range(0, Savanna.Drives).Select(drive => After(SavannaRows.Drives[drive], runs, Savanna.Drives, moment => moment.Weights[drive]))]),
        };
        if (timeToAdapt is { } adapt) plots.Add(KeepingUp(setUp, runs, adapt));
        return plots;
    }

    private static Plot Across(string title, string yAxis, IReadOnlyList<SavannaTrial> runs, Func<Moment, double> of) =>
        new(title, "generations after the shift", yAxis, [.. SavannaRows.ModernNames.Select((name, world) => new PlotLine(name,
            [.. Points(runs, run => [.. run.Ancestry.TakeLast(RunUp)], of, -RunUp), .. Points(runs, run => run.Modern[world], of, 0)]))]);

    private static PlotLine After(string name, IReadOnlyList<SavannaTrial> runs, int world, Func<Moment, double> of) => new(name, [.. Points(runs, run => run.Modern[world], of, 0)]);

    // The first generation, and then every fourth.
    private static IEnumerable<PlotPoint> Points(IReadOnlyList<SavannaTrial> runs, Func<SavannaTrial, IReadOnlyList<Moment>> lived, Func<Moment, double> of, int first)
    {
        int generations = lived(runs[0]).Count;
        for (int generation = 0; generation < generations; generation += Every)
            yield return Point(first + generation, [.. runs.Select(run => of(lived(run)[generation]))]);
    }

    private static Plot KeepingUp(SavannaSetUp setUp, IReadOnlyList<SavannaTrial> runs, double adapt)
    {
        double[] attainable = SavannaTimes.Attainable(runs);
        PlotPoint At(int period, Func<SavannaTrial, double> of) => Point(setUp.Periods[period] / adapt, [.. runs.Select(of)]);
        var periods = Enumerable.Range(0, setUp.Periods.Count);
        return new("Below a ratio of timescales the gap never closes", "generations between shifts / generations to adapt", "share of the attainable fitness at the end of a period",
        [
            new("fitness", [.. periods.Select(p => At(p, run => SavannaTimes.Regained(run.Shifts[p], attainable)))]),
            new("one half", [.. periods.Select(p => new PlotPoint(setUp.Periods[p] / adapt, 0.5))], Reference: true),
        ], LogarithmicX: true);
    }

    private static PlotPoint Point(double x, double[] values)
    {
        Interval? interval = MeanInterval.Of(values, 0.05);
        return new(x, values.Average(), interval?.Low, interval?.High);
    }
}
