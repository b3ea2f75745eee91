using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The planners of one field, or one training run of a network.</summary>
/// <param name="Columns">Columns with tomatoes; null for a network.</param>
/// <param name="Width">Hidden units; null for planners.</param>
/// <param name="Run">Which training run of that width, from 0; null for planners.</param>
internal sealed record PhaseTransitionCell(int? Columns, int? Width, int? Run);

/// <summary>What a cell came to.</summary>
/// <param name="Planners">Null for a network.</param>
/// <param name="Networks">Of the champion after each budget, on new episodes; null for planners. Shape [budgets].</param>
internal sealed record PhaseTransitionTrial(PhaseTransitionCurve? Planners, PhaseTransitionReturns[]? Networks)
{
    public static PhaseTransitionTrial Of(PhaseTransitionSetUp setUp, PhaseTransitionCell cell, Trial trial) => cell.Columns is { } columns
        ? new(PhaseTransitionCurve.Of(new PhaseTransitionPlanners(columns, setUp.Drying, setUp.Horizon), setUp.Depths, setUp.Episodes, setUp.Source.For("columns", columns), trial.Token), null)
        : new(null, Train(setUp, cell.Width!.Value, setUp.Source.For("training run", cell.Run!.Value), trial));

    private static PhaseTransitionReturns[] Train(PhaseTransitionSetUp setUp, int width, Seed seed, Trial trial)
    {
        IReadOnlyList<int> budgets = setUp.Generations;
        var recipe = new NetworkRecipe
        {
            Name = "phase-transition", Summary = "", BaseObjective = "tomatoes that look watered", HiddenWidths = [width],
            World = WorldInstance.Of<TomatoWatering, TomatoWatering.State>(new TomatoWatering { StartAnywhere = true }),
            Search = RecipeCatalogue.Crossing with { PopulationSize = setUp.Population, AnnealedOver = budgets[^1] },
            Generations = budgets[^1], EpisodesPerIndividual = setUp.Judged,
        };
        Breeding breeding = Breeding.Of(recipe, seed, threads: 1); // several run at once
        var returns = new PhaseTransitionReturns[budgets.Count];
        for (int budget = 0; budget < budgets.Count; budget++)
        {
            while (breeding.Generation < budgets[budget]) breeding.Step(trial.Token);
            Champion champion = breeding.Result();
            returns[budget] = new(champion.HeldOut.Reward, champion.HeldOut.Performance);
            if (budget == budgets.Count - 1) trial.Keep("agent", () => Growth.Of(recipe, seed, champion));
        }
        return returns;
    }
}
