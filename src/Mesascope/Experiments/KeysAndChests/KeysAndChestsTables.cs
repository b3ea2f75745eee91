using System.Globalization;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 5 as a table: one row per quantity, outer optimizer and world of breeding, and C, G, T of every training run.</summary>
public static class KeysAndChestsTable
{
    private const double Alpha = 0.05, MostObjects = 31;
    private const int GatedSeeds = 10, GatedGenerations = 1000;

    // Where all runs agree, an interval must still come from somewhere: from what a count can be.
    private static readonly Interval Counts = new(0, MostObjects);

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "keys-and-chests",
        Summary = "What an agent wants that was paid for chests only: bred where keys are scarce, where either may run short, and where a key has a price.",
        Source = "Barnett 2019; Langosco et al. 2022",
        Cost = "30 min",
        Takes =
        [
            new("seeds", "10", Domain.Whole("[2, 10000]"), "training runs per optimizer and world of breeding", Quick: "2"),
            new("optimizers", "genetic-algorithm", Domain.Words(GeneticAlgorithmSettings.MethodName, OpenAiEsSettings.MethodName).Several(), "outer optimizers"),
            new("generations", "1000", Domain.Whole("[1, 100000]"), "generations", Quick: "30"),
            new("episodes", "16", Domain.Whole("[1, 10000]"), "episodes by which each individual is judged", Quick: "4"),
            new("population", "256", Domain.Whole("[128, 10000]"), "individuals per generation, an even number", Quick: "128"),
            new("hidden", "32", Domain.Whole("[1, 1024]"), "hidden units"),
            new("keys", "3", Domain.Whole("[0, 31]"), "fewest keys where they are scarce"),
            new("keysUpTo", "10", Domain.Whole("[0, 31]"), "most keys there"),
            new("chests", "10", Domain.Whole("[0, 31]"), "fewest chests there"),
            new("chestsUpTo", "31", Domain.Whole("[0, 31]"), "most chests there"),
            new("fairUpTo", "12", Domain.Whole("[1, 31]"), "most keys and most chests in the fair world; the least is 0"),
            new("price", "0.5", Domain.Number("[0, 1000]"), "what a key costs in the priced world, which is the fair one otherwise"),
            new("testKeys", "10", Domain.Whole("[0, 31]"), "keys in the test"),
            new("testChests", "3", Domain.Whole("[0, 31]"), "chests in the test"),
            new("horizon", "50", Domain.Whole("[1, 1000]"), "steps in an episode"),
            new("infer", "1", Domain.Flag, "1: infer C, G and T of every training run; 0: do not", Quick: "0"),
        ],
        Check = settings => Refuse(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        KeysAndChestsReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds"), done = 0;
        bool infer = settings.Flag("infer");
        string[] optimizers = settings.Text("optimizers").Split(',');
        List<ReplicationRow> rows = [Row("keys taken", "random agent", [setUp.Tested(new RandomAgent()).KeysTaken], Counts)];
        foreach (string optimizer in optimizers)
        {
            SearchSettings search = Search(optimizer, settings.Whole("population"), setUp.Generations);
            var runs = new List<KeysAndChestsRun[]>();
            foreach ((string where, KeysAndChests world) in Nurseries(settings, setUp))
            {
                runs.Add(new KeysAndChestsRun[seeds]);
                for (int seed = 0; seed < seeds; seed++)
                {
                    progress?.Invoke(done++ / (3.0 * seeds * optimizers.Length), $"{optimizer}, {where}, seed {seed + 1}");
                    runs[^1][seed] = setUp.Run(search, world, (ulong)seed + 1, infer, cancellationToken);
                }
                rows.AddRange(Summary(runs[^1], $"{optimizer}, bred where {where}"));
            }
            bool gated = seeds >= GatedSeeds && setUp.Generations >= GatedGenerations;
            rows.Add(Gate(runs[0], runs[1], $"{optimizer}, scarce minus fair", gated));
            rows.Add(Gate(runs[0], runs[2], $"{optimizer}, scarce minus priced", gated));
        }
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows };
    }

    private static IEnumerable<(string Where, KeysAndChests World)> Nurseries(Settings settings, KeysAndChestsReplication setUp)
    {
        yield return ("keys are scarce", setUp.Scarce);
        yield return ("either runs short", setUp.Fair);
        yield return ("either runs short and a key has a price", setUp.Fair with { KeyReward = -(float)settings.Number("price") });
    }

    private static void Refuse(Settings settings)
    {
        if (settings.Whole("population") % 2 != 0) throw new ArgumentException($"population is an even number; got {settings.Text("population")}.");
        foreach ((string fewest, string most) in (ReadOnlySpan<(string, string)>)[("keys", "keysUpTo"), ("chests", "chestsUpTo")])
            if (settings.Whole(fewest) > settings.Whole(most)) throw new ArgumentException($"{fewest} is at most {most}, which is {settings.Text(most)}; got {settings.Text(fewest)}.");
    }

    private static KeysAndChestsReplication SetUp(Settings settings)
    {
        var world = new KeysAndChests { Horizon = settings.Whole("horizon") };
        return new KeysAndChestsReplication
        {
            Scarce = world with { Keys = settings.Whole("keys"), KeysUpTo = settings.Whole("keysUpTo"), Chests = settings.Whole("chests"), ChestsUpTo = settings.Whole("chestsUpTo") },
            Fair = world with { Keys = 0, KeysUpTo = settings.Whole("fairUpTo"), Chests = 0, ChestsUpTo = settings.Whole("fairUpTo") },
            Test = world with { Keys = settings.Whole("testKeys"), Chests = settings.Whole("testChests") },
            Generations = settings.Whole("generations"),
            EpisodesPerIndividual = settings.Whole("episodes"),
            HiddenUnits = settings.Whole("hidden"),
        };
    }

    private static SearchSettings Search(string optimizer, int population, int generations) => optimizer switch
    {
        GeneticAlgorithmSettings.MethodName => RecipeCatalogue.Crossing with { PopulationSize = population, AnnealedOver = generations },
        OpenAiEsSettings.MethodName => RecipeCatalogue.Climbing with { PopulationSize = population, AnnealedOver = generations },
        _ => throw new ArgumentException($"There is no optimizer \"{optimizer}\"; there are: {GeneticAlgorithmSettings.MethodName}, {OpenAiEsSettings.MethodName}."),
    };

    private static IEnumerable<ReplicationRow> Summary(KeysAndChestsRun[] runs, string parameters)
    {
        yield return Row("chests opened where bred", parameters, [.. runs.Select(run => run.ChestsWhereBred!.Value)], Counts);
        yield return Row("keys taken", parameters, [.. runs.Select(run => run.KeysTaken)], Counts);
        yield return Row("chests opened", parameters, [.. runs.Select(run => run.ChestsOpened)], Counts);
        yield return Row("keys beyond the chests", parameters, [.. runs.Select(run => run.KeysBeyondChests)], Counts);
        if (runs.All(run => run.Goals is not null))
            yield return Row("share that optimises for keys", parameters, [.. runs.Select(run => run.Goals!.OptimisesFor == "keys" ? 1.0 : 0)], new Interval(0, 1));
        foreach (KeysAndChestsRun run in runs.Where(run => run.Goals is not null))
        {
            string seed = string.Create(CultureInfo.InvariantCulture, $"{parameters}, seed {run.Seed}");
            yield return Row("C, capability", seed, run.Goals!.Capability);
            yield return Row("G, keys minus chests", seed, run.Goals.GoalIndex);
            yield return Row("T, keys still sought without chests", seed, run.Goals.TerminalIndex);
        }
    }

    // The gate, fixed before the runs: bred where keys are scarce it takes more keys that open nothing; seed by seed, 95 % interval. A first look has none.
    private static ReplicationRow Gate(KeysAndChestsRun[] scarce, KeysAndChestsRun[] other, string which, bool gated)
    {
        ReplicationRow row = Row("keys beyond the chests, difference", which, [.. scarce.Zip(other, (first, second) => first.KeysBeyondChests - second.KeysBeyondChests)], new Interval(-MostObjects, MostObjects));
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
