using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>The four arms as a table: survival of populations, paired by seed.</summary>
internal static class AckleyLittmanTables
{
    private const int GatedSeeds = 20, GatedGenerations = 60, GatedRoom = 100, GatedHorizon = 1000;

    private static readonly string[] Names = ["evolution and learning", "learning only", "evolution only", "neither"];

    /// <summary>The declaration.</summary>
    public static Experiment<AckleyLittmanSetUp, AckleyLittmanCell, AckleyLittmanTrial> Experiment { get; } = new()
    {
        Name = "ackley-littman",
        Summary = "How long populations in the savanna survive with evolution and learning, with one of them, and with neither.",
        Source = "Ackley and Littman 1991",
        Cost = "1 min",
        Quick = new AckleyLittmanSetUp { Seeds = 4, Generations = 20, Horizon = 500, Room = 40 },
        Design = setUp => from seed in Enumerable.Range(1, setUp.Seeds) from arm in Enum.GetValues<AckleyLittmanArm>() select new AckleyLittmanCell(arm, seed),
        Trial = (setUp, cell, trial) => AckleyLittmanTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static Tables Analyse(AckleyLittmanSetUp setUp, IReadOnlyList<(AckleyLittmanCell Cell, AckleyLittmanTrial Trial)> trials)
    {
        AckleyLittmanTrial[][] runs = [.. Enum.GetValues<AckleyLittmanArm>().Select(arm => trials.Where(each => each.Cell.Arm == arm).Select(each => each.Trial).ToArray())];
        bool gated = setUp is { Seeds: >= GatedSeeds, Generations: >= GatedGenerations, Room: >= GatedRoom, Horizon: >= GatedHorizon };
        return new Tables { Rows = [.. Levels(runs, setUp.Generations), .. Orderings(runs, setUp.Generations, gated)], Plots = Plots(runs, setUp.Generations) };
    }

    private static IEnumerable<ReplicationRow> Levels(AckleyLittmanTrial[][] runs, int generations)
    {
        for (int arm = 0; arm < runs.Length; arm++)
        {
            yield return Gate.Reported("generations survived", Names[arm], [.. runs[arm].Select(run => (double)run.Survived)], new Interval(0, generations));
            yield return Gate.Reported("share of populations alive at the end", Names[arm], [.. runs[arm].Select(run => run.Alive ? 1.0 : 0)], new Interval(0, 1));
            yield return Gate.Reported("raised young per life, first generation", Names[arm], [.. runs[arm].Select(run => run.Raised[0])]);
            yield return Gate.Reported("raised young per life, last generation (0 when gone)", Names[arm], [.. runs[arm].Select(run => run.Raised[^1])]);
        }
    }

    private static IEnumerable<ReplicationRow> Orderings(AckleyLittmanTrial[][] runs, int generations, bool gated)
    {
        yield return Difference(AckleyLittmanArm.EvolutionAndLearning, AckleyLittmanArm.LearningOnly, gated);
        yield return Difference(AckleyLittmanArm.EvolutionAndLearning, AckleyLittmanArm.EvolutionOnly, gated);
        yield return Difference(AckleyLittmanArm.LearningOnly, AckleyLittmanArm.Neither, gated);
        yield return Difference(AckleyLittmanArm.EvolutionOnly, AckleyLittmanArm.Neither, gated);
        yield return Difference(AckleyLittmanArm.LearningOnly, AckleyLittmanArm.EvolutionOnly, false);
        double[] outlives = [.. runs[(int)AckleyLittmanArm.LearningOnly].Zip(runs[(int)AckleyLittmanArm.EvolutionOnly], (a, b) => a.Survived > b.Survived ? 1 : a.Survived == b.Survived ? 0.5 : 0)];
        yield return Gate.Reported("share of seeds in which learning only outlives evolution only", "ties count one half", outlives, new Interval(0, 1));

        ReplicationRow Difference(AckleyLittmanArm longer, AckleyLittmanArm shorter, bool asked) => Gate.Ordering(
            "generations survived, difference", $"{Names[(int)longer]} minus {Names[(int)shorter]}",
            [.. runs[(int)longer].Zip(runs[(int)shorter], (a, b) => (double)a.Survived - b.Survived)], asked, new Interval(-generations, generations));
    }

    private static IReadOnlyList<Plot> Plots(AckleyLittmanTrial[][] runs, int generations)
    {
        PlotLine Line(int arm, Func<AckleyLittmanTrial, int, double> of) => new(Names[arm], [.. Enumerable.Range(0, generations).Select(generation =>
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
