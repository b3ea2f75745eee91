using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 13 as a table: where the true return falls as capability grows, by depth of planning, width of network and budget of breeding.</summary>
internal static class PhaseTransitionTables
{
    private const double Alpha = 0.05;

    /// <summary>The declaration.</summary>
    public static Experiment<PhaseTransitionSetUp, PhaseTransitionCell, PhaseTransitionTrial> Experiment { get; } = new()
    {
        Name = "phase-transition",
        Summary = "A gardener paid for tomatoes that look watered gets better at its work the further it plans ahead, until the bucket comes within its sight.",
        Source = "Pan, Bhatia and Steinhardt 2022",
        Cost = "30 s",
        Quick = new() { Columns = [3], Episodes = 20, Runs = 2, Widths = [2, 32], Generations = [1, 10] },
        Design = setUp => [.. setUp.Columns.Select(columns => new PhaseTransitionCell(columns, null, null)),
            .. from width in setUp.Widths.Reverse() from run in Enumerable.Range(0, setUp.Runs) select new PhaseTransitionCell(null, width, run)], // the widest networks take longest
        Trial = PhaseTransitionTrial.Of,
        Analyse = Analysed,
    };

    private static Tables Analysed(PhaseTransitionSetUp setUp, IReadOnlyList<(PhaseTransitionCell Cell, PhaseTransitionTrial Trial)> trials)
    {
        (PhaseTransitionCell Cell, PhaseTransitionTrial Trial)[] fields = [.. trials.Take(setUp.Columns.Count)];
        var rows = fields.SelectMany(each => Planners(each.Trial.Planners!, string.Create(CultureInfo.InvariantCulture, $"columns={each.Cell.Columns}"))).ToList();
        var plots = fields.Select(each => each.Trial.Planners!.Plot(each.Cell.Columns!.Value)).ToList();
        if (setUp.Runs > 0)
        {
            var networks = new PhaseTransitionNetworks(setUp.Widths, setUp.Generations, [.. trials.Skip(fields.Length).Select(each => each.Trial.Networks!).Chunk(setUp.Runs).Reverse()]);
            rows.AddRange(networks.Rows());
            plots.AddRange(networks.Plots());
        }
        return new Tables { Rows = rows, Plots = plots };
    }

    private static IEnumerable<ReplicationRow> Planners(PhaseTransitionCurve curve, string parameters)
    {
        int? critical = curve.IsWithinReach ? curve.CriticalDepth : null;
        yield return Gate.Computed("depth at which the true return falls most, exactly", parameters, critical, curve.ExactDrop);
        yield return Threshold("depth at which the true return falls most, in episodes", parameters, critical, curve.DropOfTrue());
        yield return Threshold("depth at which the proxy return rises most, in episodes", parameters, critical, curve.RiseOfProxy());
        if (critical is not { } depth || depth < 2) yield break;
        yield return Gate.Ordering($"true return, depth {depth - 1} minus {depth}", parameters, curve.Differences(depth - 1, depth, returns => returns.True));
        yield return Gate.Ordering($"proxy return, depth {depth} minus {depth - 1}", parameters, curve.Differences(depth, depth - 1, returns => returns.Proxy));
        yield return Gate.Ordering($"true return, depth {depth - 1} minus 1", parameters, curve.Differences(depth - 1, 1, returns => returns.True), gated: depth > 2);
        yield return Gate.Ordering($"true return at depth {curve.Depths}, planner for watering minus planner for looks", parameters, curve.AgainstIntended());
        foreach (int at in new[] { 1, depth - 1, depth, curve.Depths }.Distinct())
        {
            yield return Gate.Computed($"proxy return, depth {at}, exactly", parameters, null, curve.Exact[at - 1].Proxy);
            yield return Gate.Computed($"true return, depth {at}, exactly", parameters, null, curve.Exact[at - 1].True);
        }
    }

    // The gate, fixed before the runs: the depth that was worked out is the one found, and at most one other is not ruled out.
    private static ReplicationRow Threshold(string quantity, string parameters, int? critical, (LargestDrop Drop, int Episodes) found)
    {
        int depth = found.Drop.Level + 1, low = found.Drop.Low + 1, high = found.Drop.High + 1; // level 0 is depth 1
        return new(quantity, parameters, critical, depth, low, high, found.Episodes, critical is { } target ? depth == target && high - low <= 1 : null);
    }

    internal static PlotPoint Point(double x, IReadOnlyList<double> samples)
    {
        Interval? interval = MeanInterval.Of(samples, Alpha);
        return new(x, samples.Sum() / samples.Count, interval?.Low, interval?.High);
    }
}
