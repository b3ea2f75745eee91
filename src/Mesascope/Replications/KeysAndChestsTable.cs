using System.Globalization;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Replications;

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
        Parameters =
        [
            new("seeds", "10", "training runs per optimizer and world of breeding, at least 2", Quick: "2"),
            new("optimizers", "genetic-algorithm", "outer optimizers, separated by commas: genetic-algorithm, openai-es"),
            new("generations", "1000", "generations, at least 1", Quick: "30"),
            new("episodes", "16", "episodes by which each individual is judged, at least 1", Quick: "4"),
            new("population", "256", "individuals per generation, an even number of at least 128", Quick: "128"),
            new("hidden", "32", "hidden units, at least 1"),
            new("keys", "3", "fewest keys where they are scarce, in [0, 31]"),
            new("keysUpTo", "10", "most keys there, in [0, 31]"),
            new("chests", "10", "fewest chests there, in [0, 31]"),
            new("chestsUpTo", "31", "most chests there, in [0, 31]"),
            new("fairUpTo", "12", "most keys and most chests in the fair world, in [1, 31]; the least is 0"),
            new("price", "0.5", "what a key costs in the priced world, which is the fair one otherwise; at least 0"),
            new("testKeys", "10", "keys in the test, in [0, 31]"),
            new("testChests", "3", "chests in the test, in [0, 31]"),
            new("horizon", "50", "steps in an episode, at least 1"),
            new("infer", "1", "1: infer C, G and T of every training run; 0: do not", Quick: "0"),
        ],
        Run = Rows,
    };

    private static ReplicationOutcome Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        KeysAndChestsReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds", 2), done = 0;
        bool infer = settings.Whole("infer", 0) != 0;
        string[] optimizers = settings.Text("optimizers").Split(',', StringSplitOptions.TrimEntries);
        List<ReplicationRow> rows = [Row("keys taken", "random agent", [setUp.Tested(new RandomAgent()).KeysTaken], Counts)];
        foreach (string optimizer in optimizers)
        {
            SearchSettings search = Search(optimizer, settings.Whole("population", 128), setUp.Generations);
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
        return new ReplicationOutcome { Rows = rows };
    }

    private static IEnumerable<(string Where, KeysAndChests World)> Nurseries(Settings settings, KeysAndChestsReplication setUp)
    {
        double price = settings.Number("price") is >= 0 and var asked ? asked : throw new ArgumentException($"price is at least 0; got {settings.Text("price")}.");
        yield return ("keys are scarce", setUp.Scarce);
        yield return ("either runs short", setUp.Fair);
        yield return ("either runs short and a key has a price", setUp.Fair with { KeyReward = -(float)price });
    }

    private static KeysAndChestsReplication SetUp(Settings settings)
    {
        int Objects(string name) => settings.Whole(name, 0) is <= 31 and var count ? count : throw new ArgumentException($"{name} is at most 31; got {settings.Text(name)}.");
        var world = new KeysAndChests { Horizon = settings.Whole("horizon") };
        return new KeysAndChestsReplication
        {
            Scarce = world with { Keys = Objects("keys"), KeysUpTo = Objects("keysUpTo"), Chests = Objects("chests"), ChestsUpTo = Objects("chestsUpTo") },
            Fair = world with { Keys = 0, KeysUpTo = Objects("fairUpTo"), Chests = 0, ChestsUpTo = Objects("fairUpTo") },
            Test = world with { Keys = Objects("testKeys"), Chests = Objects("testChests") },
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
