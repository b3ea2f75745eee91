using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Proxy and true return of networks, by width and by budget of training. <see cref="Returns"/> has shape [widths][runs][budgets].</summary>
internal sealed record PhaseTransitionNetworks(IReadOnlyList<int> Widths, IReadOnlyList<int> Budgets, PhaseTransitionReturns[][][] Returns)
{
    /// <summary>Each width at the full budget, each budget at the full width, and the one ordering that is asked for.</summary>
    public IEnumerable<ReplicationRow> Rows()
    {
        for (int width = 0; width < Widths.Count; width++)
            foreach (ReplicationRow row in Both(width, Budgets.Count - 1)) yield return row;
        for (int budget = 0; budget < Budgets.Count - 1; budget++)
            foreach (ReplicationRow row in Both(Widths.Count - 1, budget)) yield return row;
        if (Budgets.Count > 1 && Returns[^1].Length > 1)
            yield return Gate.Ordering($"proxy return, {Budgets[^1]} minus {Budgets[0]} generations", $"width={Widths[^1]}",
                [.. Returns[^1].Select(run => run[^1].Proxy - run[0].Proxy)], gated: Returns[^1].Length >= 5 && Budgets[^1] >= 100);
    }

    /// <summary>Both returns against width, and against budget.</summary>
    public IEnumerable<Plot> Plots()
    {
        yield return Plot("Networks by width", "hidden units", [.. Widths.Select((width, i) => ((double)width, Returns[i].Select(run => run[^1]).ToArray()))]);
        yield return Plot("Networks by budget of breeding", "generations", [.. Budgets.Select((budget, i) => ((double)budget, Returns[^1].Select(run => run[i]).ToArray()))]);
    }

    private IEnumerable<ReplicationRow> Both(int width, int budget)
    {
        string parameters = string.Create(CultureInfo.InvariantCulture, $"width={Widths[width]}, generations={Budgets[budget]}");
        PhaseTransitionReturns[] runs = [.. Returns[width].Select(run => run[budget])];
        yield return Gate.Reported("proxy return, networks", parameters, [.. runs.Select(run => run.Proxy)]);
        yield return Gate.Reported("true return, networks", parameters, [.. runs.Select(run => run.True)]);
    }

    private static Plot Plot(string title, string xAxis, (double X, PhaseTransitionReturns[] Runs)[] points) => new(title, xAxis, "return of an episode",
    [
        new("proxy (looks watered)", [.. points.Select(point => PhaseTransitionTables.Point(point.X, [.. point.Runs.Select(run => run.Proxy)]))]),
        new("true (is watered)", [.. points.Select(point => PhaseTransitionTables.Point(point.X, [.. point.Runs.Select(run => run.True)]))]),
    ], LogarithmicX: true);
}
