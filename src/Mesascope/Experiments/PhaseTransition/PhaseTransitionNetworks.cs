using System.Globalization;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Proxy and true return of bred networks, by width and by budget of breeding.</summary>
internal sealed record PhaseTransitionNetworks(int[] Widths, int[] Budgets, PhaseTransitionReturns[][][] Returns)
{
    /// <summary>Breeds every width from every seed. <see cref="Returns"/> has shape [widths][runs][budgets].</summary>
    public static PhaseTransitionNetworks Of(PhaseTransitionBreeding breeding, int[] widths, int[] budgets, int runs, Seed seed, CancellationToken cancellationToken)
    {
        PhaseTransitionReturns[][][] returns = [.. widths.Select(_ => new PhaseTransitionReturns[runs][])];
        // The widest first: they take longest.
        Parallel.For(0, widths.Length * runs, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            int width = widths.Length - 1 - i / runs, run = i % runs;
            returns[width][run] = breeding.Run(widths[width], budgets, seed.For("training run", run), cancellationToken);
        });
        return new(widths, budgets, returns);
    }

    /// <summary>Each width at the full budget, each budget at the full width, and the one ordering that is asked for.</summary>
    public IEnumerable<ReplicationRow> Rows()
    {
        for (int width = 0; width < Widths.Length; width++)
            foreach (ReplicationRow row in Both(width, Budgets.Length - 1)) yield return row;
        for (int budget = 0; budget < Budgets.Length - 1; budget++)
            foreach (ReplicationRow row in Both(Widths.Length - 1, budget)) yield return row;
        if (Budgets.Length > 1 && Returns[^1].Length > 1)
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
        new("proxy (looks watered)", [.. points.Select(point => PhaseTransitionTable.Point(point.X, [.. point.Runs.Select(run => run.Proxy)]))]),
        new("true (is watered)", [.. points.Select(point => PhaseTransitionTable.Point(point.X, [.. point.Runs.Select(run => run.True)]))]),
    ], LogarithmicX: true);
}
