using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>The pictures of replication 23: shares of cases with their 95 % intervals.</summary>
internal static class ThinkingPlots
{
    private const double Alpha = 0.05;

    /// <summary>Those for which something was trained.</summary>
    public static IReadOnlyList<Plot> Of(ThinkingTimeSetUp setUp, IReadOnlyList<(ThinkingCell Cell, ThinkingTimeTrial Trial)> trials)
    {
        PlotLine[] paths = [.. trials.Where(each => each.Trial.Small is not null).SelectMany(each => Paths(setUp, each.Cell, each.Trial))];
        PlotLine[] bells = [.. trials.Where(each => each.Trial.Bell is { ForBell: [{ Length: > 1 }, ..] }).SelectMany(each => Bells(setUp, each.Cell, each.Trial.Bell!))];
        PlotLine[] bands = [.. trials.FirstOrDefault(each => each.Cell.Arm == ThinkingArm.Bells).Trial?.Bell?.Bands.Where(band => band.Shares.Length > 0)
            .Select(band => new PlotLine(FormattableString.Invariant($"bell {band.Least}–{band.Most} away"), [.. band.Shares.Select((share, i) => new PlotPoint(i + 1, share))])) ?? []];
        var plots = new List<Plot>();
        if (paths.Length > 0) plots.Add(new("The same weights find longer ways by thinking longer, also longer than in training", "steps of thought", "share of whole paths optimal", paths, LogarithmicX: true));
        if (bells.Length > 0) plots.Add(new($"With a cheese at hand and a bell without cheese {setUp.Far[0]}–{setUp.Far[1]} steps away: thought turns it to the bell", "steps of thought", "share of first moves", bells, LogarithmicX: true));
        if (bands.Length > 0) plots.Add(new("The farther the bell, the more thought before it pulls", "steps of thought", "share that goes for the bell", bands));
        if (trials.FirstOrDefault(each => each.Trial.Inside is not null).Trial?.Inside is { } inside)
            plots.Add(new("What to do becomes readable cell by cell; whether a cell is on its own way does not", "steps of thought", "share right; area under the curve",
            [
                new("right move, linear probe", [.. setUp.InsideTimes.Select((time, at) => Point(time, inside.Readable[at]))]),
                new("own path, area under the curve", [.. setUp.InsideTimes.Select((time, at) => new PlotPoint(time, inside.OwnPath[at].Area, inside.OwnPath[at].Low, inside.OwnPath[at].High))]),
            ]));
        return plots;
    }

    private static IEnumerable<PlotLine> Paths(ThinkingTimeSetUp setUp, ThinkingCell cell, ThinkingTimeTrial trial)
    {
        yield return Line(FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, {setUp.Size}×{setUp.Size}"), setUp.Times, trial.Small!.Optimal);
        if (cell.Arm == ThinkingArm.OneGoal) yield return Line(FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, {setUp.Large}×{setUp.Large}"), setUp.Times, trial.Large!.Optimal);
    }

    private static IEnumerable<PlotLine> Bells(ThinkingTimeSetUp setUp, ThinkingCell cell, BellTest test)
    {
        yield return Line($"{ThinkingTimeTables.Said(cell)}: for the bell", setUp.BellTimes, test.ForBell);
        if (cell.Arm == ThinkingArm.Bells && cell.Seed == setUp.Seed) yield return Line($"{ThinkingTimeTables.Said(cell)}: for the cheese, bell taken out", setUp.BellTimes, test.WithoutBell);
    }

    private static PlotLine Line(string name, IReadOnlyList<int> times, double[][] cases) => new(name, [.. times.Select((time, at) => Point(time, cases[at]))]);

    private static PlotPoint Point(double x, double[] cases)
    {
        Interval? interval = MeanInterval.Of(cases, Alpha, ThinkingTimeTables.Share);
        return new PlotPoint(x, cases.Average(), interval?.Low, interval?.High);
    }
}
