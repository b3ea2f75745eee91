using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One training run, or one of each optimizer where goals are compared.</summary>
/// <param name="Part">goals or budget.</param>
/// <param name="World">Where it lives.</param>
/// <param name="Optimizer">The outer optimizer.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record OuterOptimizersCell(string Part, string World, string Optimizer, int Seed);

/// <summary>What training came to.</summary>
/// <param name="Reward">On new levels, where budgets are compared.</param>
/// <param name="Evolved">What evolution made, where goals are compared.</param>
/// <param name="Descended">What gradient descent made, once it had the same return.</param>
internal sealed record OuterOptimizersTrial(double? Reward = null, MadeAgent? Evolved = null, MadeAgent? Descended = null)
{
    // How many updates the return is averaged over, so that a lucky one does not stop it.
    private const int Averaged = 8;

    /// <summary>Runs one cell.</summary>
    public static OuterOptimizersTrial Run(OuterOptimizersSetUp setUp, OuterOptimizersCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        if (cell.Part == "budget")
        {
            TrainedRecipe recipe = setUp.WithinBudget(cell.World, cell.Optimizer);
            return new(Reward: recipe.Start(seed, threads: 1).Finish(now => trial.Report(now.Done / (double)now.Total, recipe.Name), trial.Token).HeldOut.Reward);
        }
        NetworkRecipe evolution = setUp.Evolved;
        Champion evolved = evolution.Start(seed, threads: 1).Finish(now => trial.Report(.5 * now.Done / now.Total, "evolution"), trial.Token);
        PpoRecipe descent = setUp.Descended;
        (Champion descended, long steps) = Until(descent.Start(seed, threads: 1), evolved.HeldOut.Reward, trial);
        Organism first = Growth.Of(evolution, seed, evolved), second = Growth.Of(descent, seed, descended);
        trial.Keep("evolved", () => first);
        trial.Keep("descended", () => second);
        return new(Evolved: MadeAgent.Of(setUp, first, evolved.HeldOut.Reward, (long)setUp.Generations * setUp.Population * setUp.Episodes * OuterOptimizersSetUp.Horizon(evolution.World), seed, trial.Token), Descended: MadeAgent.Of(setUp, second, descended.HeldOut.Reward, steps, seed, trial.Token));
    }

    // Stops at the first update whose return, averaged over the last few, is what was asked for.
    private static (Champion, long Steps) Until(ITrainer<Champion> trainer, double reward, Trial trial)
    {
        var last = new Queue<double>();
        long steps = 0;
        while (!trainer.Finished)
        {
            TrainingProgress now = trainer.Step(trial.Token);
            steps = now.Steps;
            last.Enqueue(now.Mean);
            if (last.Count > Averaged) last.Dequeue();
            trial.Report(.5 + .4 * now.Done / now.Total, "gradient descent");
            if (last.Count == Averaged && last.Average() >= reward) break;
        }
        return (trainer.Result(), steps);
    }
}

/// <summary>An agent whose goal is compared.</summary>
/// <param name="Reward">On new levels of its own world.</param>
/// <param name="Steps">Agent-steps it took to make.</param>
/// <param name="KeysBeyondChests">Keys that open nothing, per episode with 10 keys and 3 chests.</param>
/// <param name="Capability">C.</param>
/// <param name="GoalIndex">G, keys minus chests; null where there is none.</param>
/// <param name="TerminalIndex">T, what is still sought where no chest is left; null where there is none.</param>
/// <param name="KeyUtility">What inverse RL reads off for a key, where the largest utility is 1 or -1.</param>
/// <param name="ChestUtility">The same for a chest.</param>
/// <param name="Price">Steps that a useless key is worth; null where it is open.</param>
/// <param name="Conclusion">What it is said to be for.</param>
internal sealed record MadeAgent(double Reward, double Steps, double KeysBeyondChests, double? Capability, double? GoalIndex, double? TerminalIndex, double? KeyUtility, double? ChestUtility, double? Price, string? Conclusion)
{
    /// <summary>Measures one.</summary>
    public static MadeAgent Of(OuterOptimizersSetUp setUp, Organism made, double reward, double steps, Seed seed, CancellationToken cancellationToken)
    {
        double beyond = KeysAndChestsTrial.Tested(new KeysAndChestsSetUp(), made.Agent).KeysBeyondChests;
        if (!setUp.Infer) return new(reward, steps, beyond, null, null, null, null, null, null, null);
        var audited = new AuditedAgent(made.Name, made.Agent, made.Card.Varied, Rules: made.World);
        GoalReport goals = GoalInference.Run<KeysAndChests, KeysAndChests.State>(audited, seed, cancellationToken: cancellationToken);
        PriceReport prices = PriceAudit.Run<KeysAndChests, KeysAndChests.State>(audited, seed, cancellationToken: cancellationToken);
        double? Utility(string worldEvent) => goals.Revealed.FirstOrDefault(utility => utility.WorldEvent.Contains(worldEvent, StringComparison.Ordinal))?.Weight.Value;
        return new(reward, steps, beyond, goals.Capability.Value, goals.GoalIndex?.Value, goals.TerminalIndex?.Value, Utility("key"), Utility("chest"), prices.InSteps?.Indifference, goals.OptimisesFor ?? "");
    }
}
