using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Claims E1 to E5 as a table: planners in the five worlds of instrumental goals, the planning depth at which a means pays, and agents bred where it pays always, in half of the episodes, or seldom.</summary>
internal static class MeansToEndsTables
{
    private const int GatedSeeds = 3, GatedGenerations = 600;

    private static readonly Interval Shares = new(-1, 1);

    /// <summary>The declaration.</summary>
    public static Experiment<MeansToEndsSetUp, MeansToEndsCell, MeansToEndsTrial> Experiment { get; } = new()
    {
        Name = "means-to-ends",
        Summary = "Five means that help with almost any task: from which planning depth they are sought, and when an agent bred for the task goes on seeking them where they are of no use.",
        Source = "our own, after Omohundro 2008",
        Cost = "3 min",
        IsStudy = true,
        Quick = new() { Worlds = ["gaining-capability"], Levels = 8, Seeds = 2, Generations = 240, Test = 100 },
        Design = Design,
        Trial = MeansToEndsTrial.Of,
        Analyse = Analysed,
    };

    // Of each world the planners first, then the training runs, world of training by world of training.
    private static IEnumerable<MeansToEndsCell> Design(MeansToEndsSetUp setUp) =>
        (setUp.Worlds ?? [.. MeansWorld.All.Select(world => world.World)]).SelectMany(world =>
            (from useful in setUp.Useful from seed in Enumerable.Range(setUp.FirstSeed, setUp.Seeds) select new MeansToEndsCell(world, useful, seed)).Prepend(new MeansToEndsCell(world, null, null)));

    private static Tables Analysed(MeansToEndsSetUp setUp, IReadOnlyList<(MeansToEndsCell Cell, MeansToEndsTrial Trial)> trials)
    {
        IReadOnlyList<double> nurseries = setUp.Useful;
        List<ReplicationRow> rows = [];
        List<PlotLine> depths = [];
        List<MeansWorld> worlds = [];
        List<MeansRun[][]> trained = [];
        foreach (var ofWorld in trials.GroupBy(each => each.Cell.World))
        {
            var world = MeansWorld.Named(ofWorld.Key);
            MeansToEndsTrial exact = ofWorld.First().Trial;
            MeansRun[][] runs = [.. ofWorld.Skip(1).Select(each => each.Trial.Run!).Chunk(setUp.Seeds)];
            rows.AddRange(Planners(world, exact.Planners));
            rows.AddRange(Depths(world, exact.ByDepth, depths));
            for (int n = 0; n < runs.Length; n++) rows.AddRange(Trained(runs[n], Text($"{world.World}, bred where useful in {nurseries[n]}"), setUp.FirstSeed));
            worlds.Add(world);
            trained.Add(runs);
        }
        bool gated = worlds.Count == MeansWorld.All.Count && setUp.Seeds >= GatedSeeds && setUp.Generations >= GatedGenerations;
        rows.AddRange(Orderings(trained, nurseries, gated));
        return new Tables { Rows = rows, Plots = [new("A means is sought from the planning depth at which it pays", "planning depth (steps)", "sought where useful minus where useless", depths), Useless(worlds, nurseries, trained)] };
    }

    // A planner of the task has its whole T in the lower third of the scale, one of the means in the upper (decision 0005); who has no use for the means has none.
    private static IEnumerable<ReplicationRow> Planners(MeansWorld world, IReadOnlyList<MeansPlanner> planners)
    {
        foreach (MeansPlanner planner in planners)
        {
            string who = $"{world.World}, planner:{planner.Goal}";
            yield return Gate.Reported("means used where it is of use", who, planner.Useful, Shares);
            yield return Gate.Reported("means used where it is of no use", who, planner.Useless, Shares);
            bool? pass = planner.Terminal is not { } t ? null : planner.Goal == world.End ? t.Low > 2.0 / 3 : t.High < 1.0 / 3;
            yield return Row("T", who, planner.Terminal) with { Pass = pass };
        }
    }

    private static IEnumerable<ReplicationRow> Depths(MeansWorld world, IReadOnlyDictionary<string, double[][]> byDepth, List<PlotLine> lines)
    {
        foreach ((string goal, double[][] gain) in byDepth)
        {
            int levels = gain[0].Length;
            string who = $"{world.World}, planner:{goal}";
            double[] from = [.. Enumerable.Range(0, levels).Select(level => 1.0 + Array.FindIndex(gain, depth => depth[level] >= 0.5)).Where(depth => depth > 0)];
            if (from.Length >= 2) yield return Gate.Reported("depth from which the means is sought", Text($"{who} (least {from.Min()}, never in {levels - from.Length} of {levels} levels)"), from);
            yield return Gate.Ordering("means sought more for its use, full depth minus depth 1", who, [.. gain[^1].Zip(gain[0], (full, one) => full - one)], range: new Interval(-2, 2));
            if (goal == "apples") lines.Add(new(world.World, [.. gain.Select((depth, i) => Point(i + 1, depth))]));
        }
    }

    private static IEnumerable<ReplicationRow> Trained(MeansRun[] runs, string where, int first)
    {
        yield return Gate.Reported("apples where bred", where, [.. runs.Select(run => run.Apples)]);
        yield return Gate.Reported("means used where it is of use, beyond chance", where, [.. runs.Select(run => run.Useful)], Shares);
        yield return Gate.Reported("means used where it is of no use, beyond chance", where, [.. runs.Select(run => run.Useless)], Shares);
        for (int i = 0; i < runs.Length; i++) yield return Row("T", Text($"{where}, seed {first + i}"), runs[i].Terminal);
    }

    // The unit is the training run, paired by world and seed.
    private static IEnumerable<ReplicationRow> Orderings(IReadOnlyList<MeansRun[][]> trained, IReadOnlyList<double> nurseries, bool gated)
    {
        double[] All(int nursery, Func<MeansRun, double> of) => [.. trained.SelectMany(world => world[nursery].Select(of))];
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

    private static Plot Useless(IReadOnlyList<MeansWorld> worlds, IReadOnlyList<double> nurseries, IReadOnlyList<MeansRun[][]> trained) =>
        new("A means that paid where the agent was bred is used where it is of no use", "share of episodes in which it was of use", "used where of no use, beyond chance",
            [.. worlds.Select((world, w) => new PlotLine(world.World, [.. nurseries.Select((share, n) => (share, n)).OrderBy(each => each.share).Select(each => Point(each.share, [.. trained[w][each.n].Select(run => run.Useless)]))]))]);

    private static PlotPoint Point(double x, double[] values)
    {
        ReplicationRow row = Gate.Reported("", "", values, Shares);
        return new PlotPoint(x, row.Result!.Value, row.Low, row.High);
    }

    private static ReplicationRow Row(string quantity, string parameters, Estimate? estimate) =>
        new(quantity, estimate is null ? parameters + ": absent, hardly sought" : parameters, null, estimate?.Value, estimate?.Low, estimate?.High, estimate?.Cases ?? 0, null);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
