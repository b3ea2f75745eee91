using Mesascope.Evolution;
using Mesascope.Statistics;
using Mesascope.Worlds;
using static Mesascope.Experiments.AckleyLittmanReplication;

namespace Mesascope.Experiments;

/// <summary>The four arms as a table: survival of populations, paired by seed.</summary>
public static class AckleyLittmanTable
{
    private const int GatedSeeds = 20, GatedGenerations = 60, GatedRoom = 100, GatedHorizon = 1000;

    private static readonly string[] Names = ["evolution and learning", "learning only", "evolution only", "neither"];

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "ackley-littman",
        Summary = "How long populations in the savanna survive with evolution and learning, with one of them, and with neither.",
        Source = "Ackley and Littman 1991",
        Cost = "1 min",
        Takes =
        [
            new("seeds", "20", Domain.Whole("[2, 10000]"), "populations per arm", Quick: "4"),
            new("generations", "60", Domain.Whole("[1, 10000]"), "generations after which it is no longer looked at", Quick: "20"),
            .. SavannaTable.LifeParameters,
            new("mutation", "0.05", Domain.Number("(0, 100]"), "standard deviation of a drive's mutation"),
            new("innateSpread", "0.2", Domain.Number("(0, 100]"), "standard deviation of innate preferences in the first generation"),
            new("innateMutation", "0.04", Domain.Number("(0, 100]"), "standard deviation of an innate preference's mutation"),
        ],
        Check = settings => SetUp(settings).Population.Check(),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        int seeds = settings.Whole("seeds"), arms = Names.Length, done = 0;
        AckleyLittmanReplication setUp = SetUp(settings);
        var runs = new SurvivalRun[arms][];
        for (int arm = 0; arm < arms; arm++) runs[arm] = new SurvivalRun[seeds];
        Parallel.For(0, seeds * arms, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            runs[i % arms][i / arms] = setUp.Run((Arm)(i % arms), (ulong)(i / arms) + 1, cancellationToken);
            int finished = Interlocked.Increment(ref done);
            progress?.Invoke(finished / (double)(seeds * arms), $"{finished} of {seeds * arms} populations");
        });
        bool gated = seeds >= GatedSeeds && setUp.Generations >= GatedGenerations && setUp.Population.Room >= GatedRoom && setUp.World.Horizon >= GatedHorizon;
        return new Tables { Rows = [.. Levels(runs, setUp.Generations), .. Orderings(runs, setUp.Generations, gated)], Plots = Plots(runs, setUp.Generations) };
    }

    private static AckleyLittmanReplication SetUp(Settings settings) => new()
    {
        World = new Savanna { Horizon = settings.Whole("horizon") },
        Population = new PopulationSettings
        {
            Room = settings.Whole("room"), MutationSigma = settings.Number("mutation"), Life = SavannaTable.Life(settings),
            InnateSpread = settings.Number("innateSpread"), InnateMutationSigma = settings.Number("innateMutation"),
        },
        Generations = settings.Whole("generations"),
    };

    private static IEnumerable<ReplicationRow> Levels(SurvivalRun[][] runs, int generations)
    {
        for (int arm = 0; arm < runs.Length; arm++)
        {
            yield return Gate.Reported("generations survived", Names[arm], [.. runs[arm].Select(run => (double)run.Survived)], new Interval(0, generations));
            yield return Gate.Reported("share of populations alive at the end", Names[arm], [.. runs[arm].Select(run => run.Alive ? 1.0 : 0)], new Interval(0, 1));
            yield return Gate.Reported("raised young per life, first generation", Names[arm], [.. runs[arm].Select(run => run.Raised[0])]);
            yield return Gate.Reported("raised young per life, last generation (0 when gone)", Names[arm], [.. runs[arm].Select(run => run.Raised[^1])]);
        }
    }

    private static IEnumerable<ReplicationRow> Orderings(SurvivalRun[][] runs, int generations, bool gated)
    {
        yield return Difference(Arm.EvolutionAndLearning, Arm.LearningOnly, gated);
        yield return Difference(Arm.EvolutionAndLearning, Arm.EvolutionOnly, gated);
        yield return Difference(Arm.LearningOnly, Arm.Neither, gated);
        yield return Difference(Arm.EvolutionOnly, Arm.Neither, gated);
        yield return Difference(Arm.LearningOnly, Arm.EvolutionOnly, false);
        double[] outlives = [.. runs[(int)Arm.LearningOnly].Zip(runs[(int)Arm.EvolutionOnly], (a, b) => a.Survived > b.Survived ? 1 : a.Survived == b.Survived ? 0.5 : 0)];
        yield return Gate.Reported("share of seeds in which learning only outlives evolution only", "ties count one half", outlives, new Interval(0, 1));

        ReplicationRow Difference(Arm longer, Arm shorter, bool asked) => Gate.Ordering(
            "generations survived, difference", $"{Names[(int)longer]} minus {Names[(int)shorter]}",
            [.. runs[(int)longer].Zip(runs[(int)shorter], (a, b) => (double)a.Survived - b.Survived)], asked, new Interval(-generations, generations));
    }

    private static IReadOnlyList<Plot> Plots(SurvivalRun[][] runs, int generations)
    {
        PlotLine Line(int arm, Func<SurvivalRun, int, double> of) => new(Names[arm], [.. Enumerable.Range(0, generations).Select(generation =>
        {
            double[] values = [.. runs[arm].Select(run => of(run, generation))];
            Interval? interval = MeanInterval.Of(values, 0.05);
            return new PlotPoint(generation, values.Average(), interval?.Low, interval?.High);
        })]);
        var arms = Enumerable.Range(0, Names.Length);
        return
        [
            new("Evolution and learning together keep populations alive", "generation", "share of populations alive", [.. arms.Select(arm => Line(arm, (run, generation) => generation < run.Survived ? 1 : 0))]),
            new("What the living raise", "generation", "raised young per life (0 when gone)", [.. arms.Select(arm => Line(arm, (run, generation) => run.Raised[generation]))]),
        ];
    }
}
