using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The savanna as a table: which drives stay tied to fitness when the modern world satisfies them, which come loose, and how fast selection pulls them back.</summary>
public static class SavannaTable
{
    private const int GatedSeeds = 10, GatedBefore = 80, GatedAfter = 120, GatedRoom = 100, GatedHorizon = 1000;

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "savanna",
        Summary = "Drives bred by surviving offspring, and what becomes of drives and offspring when each drive can be satisfied without what it was for.",
        Source = "ours; after Singh et al. 2010",
        Cost = "4 min",
        Takes =
        [
            new("seeds", "10", Domain.Whole("[2, 10000]"), "lineages", Quick: "2"),
            new("before", "80", Domain.Whole("[20, 10000]"), "generations before the shift", Quick: "24"),
            new("after", "120", Domain.Whole("[20, 10000]"), "generations after it", Quick: "24"),
            new("later", "20", Domain.Whole("[2, 9997]"), "how many generations after the shift fitness is looked at once more, at most after - 3", Quick: "10"),
            new("periods", "2,4,8,15,30,60,120", Domain.Whole("[1, 10000]").Several(rising: true), "generations from one shift to the next", Quick: "2,12"),
            new("shifting", "120", Domain.Whole("[1, 10000]"), "generations lived under each period, at least the longest", Quick: "24"),
            .. LifeParameters,
            new("mutation", "0.05", Domain.Number("(0, 100]"), "standard deviation of a drive's mutation"),
            new("assayLives", "2", Domain.Whole("[1, 1000]"), "lives of each member in an assay"),
            new("decoys", "1", Domain.Flag, "1: also evolve a twin of each lineage with decoy drives; 0: do not"),
        ],
        Check = settings => SetUp(settings).Population.Check(),
        Run = Rows,
    };

    /// <summary>What every population in the savanna can be set to.</summary>
    internal static IReadOnlyList<Parameter> LifeParameters =>
    [
        new("horizon", "1000", Domain.Whole("[1, 100000]"), "steps in a full life", Quick: "500"),
        new("room", "100", Domain.Whole("[2, 10000]"), "members of a population", Quick: "40"),
        new("learningRate", "0.2", Domain.Number("[0, 1]"), "step size of learning in life"),
        new("discount", "0.9", Domain.Number("[0, 1)"), "discount of learning in life"),
        new("exploration", "0.05", Domain.Number("[0, 1]"), "share of random actions"),
        new("hope", "2", Domain.Number("[-1000, 1000]"), "what an untried action is thought to be worth at birth"),
    ];

    /// <summary>How they learn, as set.</summary>
    internal static LifeSettings Life(Settings settings) => new()
    {
        LearningRate = settings.Number("learningRate"), Discount = settings.Number("discount"), Exploration = settings.Number("exploration"), Hope = settings.Number("hope"),
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        SavannaReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds"), later = settings.Whole("later");
        var runs = new SavannaRun[seeds];
        var chance = new double[seeds];
        int done = 0;
        Parallel.For(0, seeds, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            runs[i] = setUp.Run((ulong)i + 1, cancellationToken);
            chance[i] = setUp.BestByChance((ulong)i + 1, cancellationToken);
            int finished = Interlocked.Increment(ref done);
            progress?.Invoke(finished / (double)seeds, $"{finished} of {seeds} lineages");
        });
        bool gated = seeds >= GatedSeeds && setUp.Before >= GatedBefore && setUp.After >= GatedAfter && setUp.Population.Room >= GatedRoom && setUp.Ancestral.Horizon >= GatedHorizon;
        var rows = new SavannaRows(setUp, runs, chance, later, gated);
        return new Tables { Rows = rows.Of(), Plots = SavannaPlots.Of(setUp, runs, rows.TimeToAdapt) };
    }

    private static SavannaReplication SetUp(Settings settings)
    {
        int[] periods = settings.Wholes("periods");
        int after = settings.Whole("after"), shifting = settings.Whole("shifting");
        if (settings.Whole("later") > after - 3) throw new ArgumentException($"later is at most after - 3, which is {after - 3}; got {settings.Text("later")}.");
        if (shifting < periods[^1]) throw new ArgumentException($"shifting is at least the longest of the periods, which is {periods[^1]}; got {shifting}.");
        return new SavannaReplication
        {
            Ancestral = new Savanna { Horizon = settings.Whole("horizon") },
            Population = new PopulationSettings { Room = settings.Whole("room"), MutationSigma = settings.Number("mutation"), Life = Life(settings) },
            Before = settings.Whole("before"),
            After = after,
            Periods = periods,
            Shifting = shifting,
            AssayLives = settings.Whole("assayLives"),
            Decoys = settings.Flag("decoys"),
        };
    }
}
