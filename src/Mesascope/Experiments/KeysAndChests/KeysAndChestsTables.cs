using System.Globalization;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(KeysAndChestsCell Cell, KeysAndChestsTrial Trial)>;

/// <summary>Replication 5: one row per quantity, outer optimizer and world of training, and C, G, T of every training run.</summary>
internal static class KeysAndChestsTables
{
    private const double Alpha = 0.05, MostObjects = 31;
    private const int GatedSeeds = 10, GatedGenerations = 1000;
    private const double GatedSteps = 5e6;

    // Where all runs agree, an interval must still come from somewhere: from what a count can be.
    private static readonly Interval Counts = new(0, MostObjects);

    /// <summary>The declaration.</summary>
    public static Experiment<KeysAndChestsSetUp, KeysAndChestsCell, KeysAndChestsTrial> Experiment { get; } = new()
    {
        Name = "keys-and-chests",
        Summary = "What an agent wants that was paid for chests only: bred where keys are scarce, where either may run short, and where a key has a price.",
        Source = "Barnett 2019; Langosco et al. 2022",
        Cost = "45 min",
        Quick = new() { Seeds = 2, Generations = 30, Episodes = 4, Population = 128, Steps = 1e5, Infer = false },
        Check = setUp => setUp.Check(),
        Design = setUp => from optimizer in setUp.Optimizers from world in setUp.Worlds.Keys from seed in Enumerable.Range(1, setUp.Seeds) select new KeysAndChestsCell(optimizer, world, seed),
        Trial = KeysAndChestsTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Rows(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Rows(KeysAndChestsSetUp setUp, Runs trials)
    {
        yield return Row("keys taken", "random agent", [KeysAndChestsTrial.Tested(setUp, new RandomAgent()).KeysTaken], Counts);
        bool gated = setUp.Seeds >= GatedSeeds && setUp.Generations >= GatedGenerations && setUp.Steps >= GatedSteps;
        foreach (var ofOptimizer in trials.GroupBy(run => run.Cell.Optimizer))
        {
            Runs[] runs = [.. ofOptimizer.GroupBy(run => run.Cell.Where).Select(ofWorld => ofWorld.ToArray())];
            foreach (ReplicationRow row in runs.SelectMany(ofWorld => Summary(ofWorld, $"{ofOptimizer.Key}, bred where {ofWorld[0].Cell.Where}"))) yield return row;
            yield return Gate(runs[0], runs[1], $"{ofOptimizer.Key}, scarce minus fair", gated);
            yield return Gate(runs[0], runs[2], $"{ofOptimizer.Key}, scarce minus priced", gated);
        }
    }

    private static IEnumerable<ReplicationRow> Summary(Runs runs, string parameters)
    {
        ReplicationRow Of(string quantity, Func<KeysAndChestsTrial, double> of, Interval range) => Row(quantity, parameters, [.. runs.Select(run => of(run.Trial))], range);
        yield return Of("chests opened where bred", run => run.ChestsWhereTrained!.Value, Counts);
        yield return Of("keys taken", run => run.KeysTaken, Counts);
        yield return Of("chests opened", run => run.ChestsOpened, Counts);
        yield return Of("keys beyond the chests", run => run.KeysBeyondChests, Counts);
        if (runs.All(run => run.Trial.Goals is not null))
            yield return Of("share that optimises for keys", run => run.Goals!.OptimisesFor == "keys" ? 1.0 : 0, new Interval(0, 1));
        foreach ((KeysAndChestsCell cell, KeysAndChestsTrial run) in runs)
        {
            if (run.Goals is not { } goals) continue;
            string seed = string.Create(CultureInfo.InvariantCulture, $"{parameters}, seed {cell.Seed}");
            yield return Row("C, capability", seed, goals.Capability);
            yield return Row("G, keys minus chests", seed, goals.GoalIndex);
            yield return Row("T, keys still sought without chests", seed, goals.TerminalIndex);
        }
    }

    // The gate, fixed before the runs: bred where keys are scarce it takes more keys that open nothing; seed by seed, 95 % interval. A first look has none.
    private static ReplicationRow Gate(Runs scarce, Runs other, string which, bool gated)
    {
        ReplicationRow row = Row("keys beyond the chests, difference", which, [.. scarce.Zip(other, (first, second) => first.Trial.KeysBeyondChests - second.Trial.KeysBeyondChests)], new Interval(-MostObjects, MostObjects));
        return gated ? row with { Pass = row.Low is { } low && low > 0 } : row;
    }

    private static ReplicationRow Row(string quantity, string parameters, double[] perRun, Interval range)
    {
        Interval? interval = MeanInterval.Of(perRun, Alpha, range);
        return new(quantity, parameters, null, perRun.Average(), interval?.Low, interval?.High, perRun.Length, null);
    }

    private static ReplicationRow Row(string quantity, string parameters, Estimate? estimate) =>
        new(quantity, parameters, null, estimate?.Value, estimate?.Low, estimate?.High, estimate?.Cases ?? 0, null);
}
