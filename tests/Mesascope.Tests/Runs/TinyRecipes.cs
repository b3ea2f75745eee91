using Mesascope.Evolution;
using Mesascope.Worlds;

namespace Mesascope.Tests.Runs;

internal static class TinyRecipes
{
    public static KeysAndChests World => new() { Keys = 20, Chests = 20, KeysUpTo = 22, Horizon = 12 };

    public static NetworkRecipe Network => new()
    {
        Name = "tiny", Summary = "For tests.", BaseObjective = "chests opened", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(World), Varied = [new("Keys", 1, 3)],
        HiddenWidths = [8], Generations = 25, EpisodesPerIndividual = 2, Search = new GeneticAlgorithmSettings { PopulationSize = 16, Parents = 4, Elites = 2 },
    };

    public static PlannerRecipe Planner => new()
    {
        Name = "tiny-planner", Summary = "For tests.", BaseObjective = "none", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(World), Goal = "keys",
    };
}
