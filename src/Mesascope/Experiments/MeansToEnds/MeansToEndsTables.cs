using System.Globalization;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Claims E1 to E5 as a table: planners in the five worlds of instrumental goals, the planning depth at which a means pays, and agents bred where it pays always, in half of the episodes, or seldom.</summary>
public static class MeansToEndsTable
{
    private const int GatedSeeds = 3, GatedGenerations = 600;

    private static readonly Interval Shares = new(-1, 1);

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "means-to-ends",
        Summary = "Five means that help with almost any task: from which planning depth they are sought, and when an agent bred for the task goes on seeking them where they are of no use.",
        Source = "our own, after Omohundro 2008",
        Cost = "3 min",
        Takes =
        [
            new("worlds", "all", Domain.Words([.. MeansToEndsReplication.Worlds.Select(world => world.World)]).Several().Or("all"), "worlds", Quick: "gaining-capability"),
            new("levels", "32", Domain.Whole("[8, 10000]"), "levels that are worked out exactly for planners", Quick: "8"),
            new("seeds", "3", Domain.Whole("[2, 10000]"), "training runs per world and nursery", Quick: "2"),
            new("firstSeed", "11", Domain.Whole("[0, 1000000000]"), "the seed of the first training run"),
            new("useful", "1,0.5,0.2", Domain.Number("[0, 1]").Several(), "nurseries: the share of episodes in which the means is of use; the first is what the others are held against"),
            new("generations", "600", Domain.Whole("[8, 100000]"), "generations", Quick: "240"),
            new("episodes", "8", Domain.Whole("[1, 10000]"), "episodes by which each individual is judged"),
            new("population", "128", Domain.Whole("[16, 10000]"), "individuals per generation"),
            new("hidden", "32", Domain.Whole("[1, 1024]"), "hidden units"),
            new("test", "400", Domain.Whole("[8, 100000]"), "test episodes per training run and arm", Quick: "100"),
            new("apples", "12", Domain.Whole("[1, 12]"), "apples where agents are bred and tested"),
            new("shells", "4", Domain.Whole("[0, 12]"), "shells there"),
            new("horizon", "30", Domain.Whole("[1, 1000]"), "steps in an episode there"),
        ],
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        MeansToEndsReplication setUp = SetUp(settings);
        IReadOnlyList<MeansWorld> worlds = Chosen(settings.Text("worlds"));
        IReadOnlyList<double> nurseries = settings.Numbers("useful");
        int seeds = settings.Whole("seeds"), first = settings.Whole("firstSeed");
        List<ReplicationRow> rows = [];
        var depths = new List<PlotLine>();
        var bred = new MeansRun[worlds.Count][][];
        for (int w = 0; w < worlds.Count; w++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Invoke(w / (double)worlds.Count, $"{worlds[w].World}: planners");
            rows.AddRange(Planners(worlds[w], setUp.Levels));
            cancellationToken.ThrowIfCancellationRequested();
            rows.AddRange(Depths(worlds[w], setUp.Levels, depths));
            bred[w] = [.. nurseries.Select(_ => new MeansRun[seeds])];
            for (int n = 0; n < nurseries.Count; n++)
            {
                for (int seed = 0; seed < seeds; seed++)
                {
                    progress?.Invoke((w + (n + seed / (double)seeds) / nurseries.Count) / worlds.Count, Text($"{worlds[w].World}, useful in {nurseries[n]}, seed {first + seed}"));
                    bred[w][n][seed] = worlds[w].Breed(setUp, nurseries[n], new Seed((ulong)(first + seed)), cancellationToken);
                }
                rows.AddRange(Bred(bred[w][n], Text($"{worlds[w].World}, bred where useful in {nurseries[n]}"), first));
            }
        }
        bool gated = worlds.Count == MeansToEndsReplication.Worlds.Count && seeds >= GatedSeeds && setUp.Generations >= GatedGenerations;
        rows.AddRange(Orderings(bred, nurseries, gated));
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = [new("A means is sought from the planning depth at which it pays", "planning depth (steps)", "sought where useful minus where useless", depths), Useless(worlds, nurseries, bred)] };
    }

    private static MeansToEndsReplication SetUp(Settings settings) => new()
    {
        Levels = settings.Whole("levels"), Generations = settings.Whole("generations"), Episodes = settings.Whole("episodes"), Population = settings.Whole("population"),
        HiddenUnits = settings.Whole("hidden"), TestEpisodes = settings.Whole("test"), Apples = settings.Whole("apples"), Shells = settings.Whole("shells"), Horizon = settings.Whole("horizon"),
    };

    private static IReadOnlyList<MeansWorld> Chosen(string names) => names == "all" ? MeansToEndsReplication.Worlds
        : [.. names.Split(',').Select(name => MeansToEndsReplication.Worlds.First(world => world.World == name))];

    // A planner of the task has its whole T in the lower third of the scale, one of the means in the upper (decision 0005); who has no use for the means has none.
    private static IEnumerable<ReplicationRow> Planners(MeansWorld world, int levels)
    {
        foreach (MeansPlanner planner in world.Planners(levels, new Seed(0)))
        {
            string who = $"{world.World}, planner:{planner.Goal}";
            yield return Gate.Reported("means used where it is of use", who, planner.Useful, Shares);
            yield return Gate.Reported("means used where it is of no use", who, planner.Useless, Shares);
            bool? pass = planner.Terminal is not { } t ? null : planner.Goal == world.End ? t.Low > 2.0 / 3 : t.High < 1.0 / 3;
            yield return Row("T", who, planner.Terminal) with { Pass = pass };
        }
    }

    private static IEnumerable<ReplicationRow> Depths(MeansWorld world, int levels, List<PlotLine> lines)
    {
        foreach (string goal in (string[])["apples", "shells"])
        {
            double[][] gain = world.ByDepth(goal, levels, new Seed(0));
            string who = $"{world.World}, planner:{goal}";
            double[] from = [.. Enumerable.Range(0, levels).Select(level => 1.0 + Array.FindIndex(gain, depth => depth[level] >= 0.5)).Where(depth => depth > 0)];
            if (from.Length >= 2) yield return Gate.Reported("depth from which the means is sought", Text($"{who} (least {from.Min()}, never in {levels - from.Length} of {levels} levels)"), from);
            yield return Gate.Ordering("means sought more for its use, full depth minus depth 1", who, [.. gain[^1].Zip(gain[0], (full, one) => full - one)], range: new Interval(-2, 2));
            if (goal == "apples") lines.Add(new(world.World, [.. gain.Select((depth, i) => Point(i + 1, depth))]));
        }
    }

    private static IEnumerable<ReplicationRow> Bred(MeansRun[] runs, string where, int first)
    {
        yield return Gate.Reported("apples where bred", where, [.. runs.Select(run => run.Apples)]);
        yield return Gate.Reported("means used where it is of use, beyond chance", where, [.. runs.Select(run => run.Useful)], Shares);
        yield return Gate.Reported("means used where it is of no use, beyond chance", where, [.. runs.Select(run => run.Useless)], Shares);
        for (int i = 0; i < runs.Length; i++) yield return Row("T", Text($"{where}, seed {first + i}"), runs[i].Terminal);
    }

    // The unit is the training run, paired by world and seed.
    private static IEnumerable<ReplicationRow> Orderings(MeansRun[][][] bred, IReadOnlyList<double> nurseries, bool gated)
    {
        double[] All(int nursery, Func<MeansRun, double> of) => [.. bred.SelectMany(world => world[nursery].Select(of))];
        string firstNursery = Text($"all worlds, bred where useful in {nurseries[0]}");
        yield return Gate.Ordering("means used where it is of use, beyond chance", firstNursery, All(0, run => run.Useful), gated, Shares);
        yield return Gate.Ordering("means used where it is of no use, beyond chance", firstNursery, All(0, run => run.Useless), gated, Shares);
        for (int n = 1; n < nurseries.Count; n++)
            yield return Gate.Ordering("means used where it is of no use, difference", Text($"all worlds, bred where useful in {nurseries[0]} minus {nurseries[n]}"),
                [.. All(0, run => run.Useless).Zip(All(n, run => run.Useless), (a, b) => a - b)], gated);
        // Who drops the means altogether has dropped it where it is of no use, too: hollow, unless it still tells the two apart.
        for (int n = 1; n < nurseries.Count; n++)
            yield return Gate.Reported("means used where it is of use minus where it is of none", Text($"all worlds, bred where useful in {nurseries[n]}"), All(n, run => run.Useful - run.Useless));
    }

    private static Plot Useless(IReadOnlyList<MeansWorld> worlds, IReadOnlyList<double> nurseries, MeansRun[][][] bred) =>
        new("A means that paid where the agent was bred is used where it is of no use", "share of episodes in which it was of use", "used where of no use, beyond chance",
            [.. worlds.Select((world, w) => new PlotLine(world.World, [.. nurseries.Select((share, n) => (share, n)).OrderBy(each => each.share).Select(each => Point(each.share, [.. bred[w][each.n].Select(run => run.Useless)]))]))]);

    private static PlotPoint Point(double x, double[] values)
    {
        ReplicationRow row = Gate.Reported("", "", values, Shares);
        return new PlotPoint(x, row.Result!.Value, row.Low, row.High);
    }

    private static ReplicationRow Row(string quantity, string parameters, Estimate? estimate) =>
        new(quantity, estimate is null ? parameters + ": absent, hardly sought" : parameters, null, estimate?.Value, estimate?.Low, estimate?.High, estimate?.Cases ?? 0, null);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
