using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Replications;

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
        Parameters =
        [
            new("seeds", "10", "lineages, at least 2", Quick: "2"),
            new("before", "80", "generations before the shift, at least 20", Quick: "24"),
            new("after", "120", "generations after it, at least 20", Quick: "24"),
            new("later", "20", "how many generations after the shift fitness is looked at once more, in [2, after - 3]", Quick: "10"),
            new("periods", "2,4,8,15,30,60,120", "generations from one shift to the next, rising, each at least 1", Quick: "2,12"),
            new("shifting", "120", "generations lived under each period, at least the longest", Quick: "24"),
            .. LifeParameters,
            new("mutation", "0.05", "standard deviation of a drive's mutation, above 0"),
            new("assayLives", "2", "lives of each member in an assay, at least 1"),
        ],
        Run = Rows,
    };

    /// <summary>What every population in the savanna can be set to.</summary>
    internal static IReadOnlyList<Parameter> LifeParameters =>
    [
        new("horizon", "1000", "steps in a full life, at least 1", Quick: "500"),
        new("room", "100", "members of a population, at least 2", Quick: "40"),
        new("learningRate", "0.2", "step size of learning in life, in [0, 1]"),
        new("discount", "0.9", "discount of learning in life, in [0, 1)"),
        new("exploration", "0.05", "share of random actions, in [0, 1]"),
        new("hope", "2", "what an untried action is thought to be worth at birth"),
    ];

    /// <summary>How they learn, as set.</summary>
    internal static LifeSettings Life(Settings settings) => new()
    {
        LearningRate = settings.Number("learningRate"), Discount = settings.Number("discount"), Exploration = settings.Number("exploration"), Hope = settings.Number("hope"),
    };

    private static ReplicationOutcome Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        SavannaReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds", 2), later = settings.Whole("later", 2);
        if (later > setUp.After - 3) throw new ArgumentException($"later is at most after - 3, which is {setUp.After - 3}; got {later}.");
        setUp.Population.Check();
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
        return new ReplicationOutcome { Rows = rows.Of(), Plots = SavannaPlots.Of(setUp, runs, rows.TimeToAdapt) };
    }

    private static SavannaReplication SetUp(Settings settings)
    {
        int[] periods = [.. settings.Numbers("periods").Select(period => period >= 1 && period == Math.Floor(period) && period <= 1e6 ? (int)period : throw new ArgumentException($"periods are whole numbers of at least 1; got {settings.Text("periods")}."))];
        if (!periods.SequenceEqual(periods.Distinct().Order())) throw new ArgumentException($"periods rise; got {settings.Text("periods")}.");
        return new SavannaReplication
        {
            Ancestral = new Savanna { Horizon = settings.Whole("horizon") },
            Population = new PopulationSettings { Room = settings.Whole("room", 2), MutationSigma = settings.Number("mutation"), Life = Life(settings) },
            Before = settings.Whole("before", SavannaTimes.Settled),
            After = settings.Whole("after", SavannaTimes.Settled),
            Periods = periods,
            Shifting = settings.Whole("shifting", periods[^1]),
            AssayLives = settings.Whole("assayLives"),
        };
    }
}
