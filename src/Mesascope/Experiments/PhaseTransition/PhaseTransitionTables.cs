using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 13 as a table: where the true return falls as capability grows, by depth of planning, width of network and budget of breeding.</summary>
public static class PhaseTransitionTable
{
    private const double Alpha = 0.05;

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "phase-transition",
        Summary = "A gardener paid for tomatoes that look watered gets better at its work the further it plans ahead, until the bucket comes within its sight.",
        Source = "Pan, Bhatia and Steinhardt 2022",
        Cost = "30 s",
        Takes =
        [
            new("columns", "2,3,4", Domain.Whole("[1, 4]").Several(), "columns with tomatoes; more columns, nearer bucket", Quick: "3"),
            new("depths", "8", Domain.Whole("[2, 1000]"), "deepest planner, in steps"),
            new("episodes", "100", Domain.Whole("[2, 1000000]"), "episodes per depth", Quick: "20"),
            new("drying", "0.05", Domain.Number("[0, 1]"), "probability that a watered tomato dries in a step"),
            new("horizon", "100", Domain.Whole("[1, 10000]"), "steps in an episode"),
            new("seed", "1", Domain.Whole("[0, 1000000000]"), "seed of the episodes and training runs"),
            new("runs", "5", Domain.Whole("[0, 10000]"), "training runs per width of network; 0 leaves the networks out", Quick: "2"),
            new("widths", "2,4,8,16,32", Domain.Whole("[1, 1024]").Several(rising: true), "hidden units; the last width has its budgets reported", Quick: "2,32", OnlyWith: "runs"),
            new("generations", "1,3,10,30,100", Domain.Whole("[1, 100000]").Several(rising: true), "budgets of breeding, in generations", Quick: "1,10", OnlyWith: "runs"),
            new("population", "128", Domain.Whole("[64, 10000]"), "individuals per generation", OnlyWith: "runs"),
            new("judged", "4", Domain.Whole("[1, 10000]"), "episodes by which each individual is judged", OnlyWith: "runs"),
        ],
        Run = Run,
    };

    private static Tables Run(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        int[] columns = settings.Wholes("columns");
        int depths = settings.Whole("depths"), episodes = settings.Whole("episodes"), runs = settings.Whole("runs");
        var seed = new Seed((ulong)settings.Whole("seed"));
        var rows = new List<ReplicationRow>();
        var plots = new List<Plot>();
        for (int i = 0; i < columns.Length; i++)
        {
            progress?.Invoke(0.5 * i / columns.Length, $"planners, {columns[i]} columns");
            var setUp = new PhaseTransitionReplication(columns[i], settings.Number("drying"), settings.Whole("horizon"));
            PhaseTransitionCurve curve = PhaseTransitionCurve.Of(setUp, depths, episodes, seed.For("columns", columns[i]), cancellationToken);
            string parameters = string.Create(CultureInfo.InvariantCulture, $"columns={columns[i]}");
            rows.AddRange(Planners(curve, parameters));
            plots.Add(curve.Plot(columns[i]));
        }
        if (runs > 0)
        {
            progress?.Invoke(0.5, "networks");
            var breeding = new PhaseTransitionBreeding { Population = settings.Whole("population"), EpisodesPerIndividual = settings.Whole("judged") };
            PhaseTransitionNetworks networks = PhaseTransitionNetworks.Of(breeding, settings.Wholes("widths"), settings.Wholes("generations"), runs, seed, cancellationToken);
            rows.AddRange(networks.Rows());
            plots.AddRange(networks.Plots());
        }
        progress?.Invoke(1, "done");
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
            yield return Gate.Computed($"proxy return, depth {at}, exactly", parameters, null, curve.Exact(at).Proxy);
            yield return Gate.Computed($"true return, depth {at}, exactly", parameters, null, curve.Exact(at).True);
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
