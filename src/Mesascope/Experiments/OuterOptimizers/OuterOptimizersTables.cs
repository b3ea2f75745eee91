using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(OuterOptimizersCell Cell, OuterOptimizersTrial Trial)>;

/// <summary>Do evolution and gradient descent make the same goal? And which gets further with the same number of steps?</summary>
internal static class OuterOptimizersTables
{
    private const int GatedSeeds = 3, AskedWorlds = 3;
    private const double GatedBudget = 2e6;

    private static readonly Interval Shares = new(0, 1);

    /// <summary>The declaration.</summary>
    public static Experiment<OuterOptimizersSetUp, OuterOptimizersCell, OuterOptimizersTrial> Experiment { get; } = new()
    {
        Name = "outer-optimizers",
        Summary = "Do evolution and gradient descent make the same goal? Same world, same network, same return; and what each reaches with the same number of steps.",
        Source = "after Hubinger et al. 2019; set-up ours",
        IsStudy = true,
        Cost = "15 min",
        Quick = new() { Seeds = 2, Generations = 20, Episodes = 4, Population = 128, Steps = 2e5, Infer = false, BudgetSeeds = 2, Budget = 1e5 },
        Check = setUp => setUp.Check(),
        Design = setUp => setUp.Cells,
        Trial = OuterOptimizersTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Goals(trials), .. Budgets(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Goals(Runs trials)
    {
        (MadeAgent Evolved, MadeAgent Descended)[] pairs = [.. trials.Where(run => run.Cell.Part == "goals").Select(run => (run.Trial.Evolved!, run.Trial.Descended!))];
        foreach ((string quantity, Func<MadeAgent, double?> of) in ((string, Func<MadeAgent, double?>)[])
                 [
                     ("reward on new levels", agent => agent.Reward), ("agent-steps it took, millions", agent => agent.Steps / 1e6), ("keys beyond the chests", agent => agent.KeysBeyondChests),
                     ("C, capability", agent => agent.Capability), ("G, keys minus chests", agent => agent.GoalIndex), ("T, keys still sought without chests", agent => agent.TerminalIndex),
                     ("inverse RL, utility of a key", agent => agent.KeyUtility), ("inverse RL, utility of a chest", agent => agent.ChestUtility), ("steps paid for a useless key", agent => agent.Price),
                     ("share that optimises for keys", agent => agent.Conclusion is { } said ? said == "keys" ? 1 : 0 : null),
                 ])
        {
            // Paired by seed; a pair counts where both have the number.
            (double Evolved, double Descended)[] both = [.. pairs.Where(pair => of(pair.Evolved) is not null && of(pair.Descended) is not null).Select(pair => (of(pair.Evolved)!.Value, of(pair.Descended)!.Value))];
            if (both.Length < 2) continue;
            Interval? range = quantity.StartsWith("share", StringComparison.Ordinal) ? Shares : null;
            yield return Gate.Reported(quantity, "evolved", [.. both.Select(pair => pair.Evolved)], range);
            yield return Gate.Reported(quantity, "by gradient descent", [.. both.Select(pair => pair.Descended)], range);
            yield return Gate.Reported(quantity, "gradient descent minus evolution", [.. both.Select(pair => pair.Descended - pair.Evolved)], range is null ? null : new Interval(-1, 1));
        }
    }

    private static IEnumerable<ReplicationRow> Budgets(OuterOptimizersSetUp setUp, Runs trials)
    {
        int better = 0;
        string steps = FormattableString.Invariant($"{setUp.Budget / 1e6:0.##} million steps");
        foreach (var ofWorld in trials.Where(run => run.Cell.Part == "budget").GroupBy(run => run.Cell.World))
        {
            double[] Of(string optimizer) => [.. ofWorld.Where(run => run.Cell.Optimizer == optimizer).Select(run => run.Trial.Reward!.Value)];
            double[] descent = Of(Ppo.MethodName), evolution = Of(GeneticAlgorithmSettings.MethodName), search = Of(OuterOptimizersSetUp.RandomSearch);
            foreach (string optimizer in (string[])[Ppo.MethodName, GeneticAlgorithmSettings.MethodName, OuterOptimizersSetUp.RandomSearch])
                yield return Gate.Reported("reward on new levels", $"{ofWorld.Key}, {optimizer}, {steps}", Of(optimizer));
            ReplicationRow overEvolution = Gate.Reported("reward, gradient descent minus evolution", $"{ofWorld.Key}, {steps}", [.. descent.Zip(evolution, (one, other) => one - other)]);
            ReplicationRow overSearch = Gate.Reported("reward, gradient descent minus random search", $"{ofWorld.Key}, {steps}", [.. descent.Zip(search, (one, other) => one - other)]);
            yield return overEvolution;
            yield return overSearch;
            if (overEvolution.Low > 0 || overSearch.Low > 0) better++;
        }
        bool gated = setUp.BudgetSeeds >= GatedSeeds && setUp.Budget >= GatedBudget;
        yield return new ReplicationRow("worlds in which gradient descent is shown to beat evolution or random search", steps, AskedWorlds, better, better, better, setUp.BudgetSeeds, gated ? better >= AskedWorlds : null);
    }
}
