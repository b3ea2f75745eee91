using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The other two dials of replication 13: networks of growing width, and growing budgets of breeding, paid for tomatoes that look watered.</summary>
public sealed record PhaseTransitionBreeding
{
    /// <summary>Individuals per generation, at least 64.</summary>
    public int Population { get; init; } = 128;

    /// <summary>Episodes by which each individual is judged, at least 1.</summary>
    public int EpisodesPerIndividual { get; init; } = 4;

    /// <summary>Breeds one network on the published field and judges its champion on new episodes after each of these numbers of generations.</summary>
    /// <param name="width">Hidden units, at least 1.</param>
    /// <param name="budgets">Generations, rising, each at least 1.</param>
    /// <param name="seed">Of the training run.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public PhaseTransitionReturns[] Run(int width, IReadOnlyList<int> budgets, Seed seed, CancellationToken cancellationToken = default)
    {
        var recipe = new NetworkRecipe
        {
            Name = "replication", Summary = "", BaseObjective = "tomatoes that look watered", HiddenWidths = [width],
            World = WorldInstance.Of<TomatoWatering, TomatoWatering.State>(new TomatoWatering { StartAnywhere = true }),
            Search = RecipeCatalogue.Crossing with { PopulationSize = Population, AnnealedOver = budgets[^1] },
            Generations = budgets[^1], EpisodesPerIndividual = EpisodesPerIndividual,
        };
        Breeding breeding = Breeding.Of(recipe, seed, threads: 1); // the caller runs several at once
        var returns = new PhaseTransitionReturns[budgets.Count];
        for (int budget = 0; budget < budgets.Count; budget++)
        {
            while (breeding.Generation < budgets[budget])
            {
                breeding.Step(cancellationToken);
            }
            Score score = breeding.Result().HeldOut;
            returns[budget] = new(score.Reward, score.Performance);
        }
        return returns;
    }
}
