using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Evolution and gradient descent on the same worlds with the same network: what each reaches with the same number of agent-steps, and whether they make the same goal where they reach the same return.</summary>
/// <remarks>The set-up is ours: docs/methods/outer-optimizers.md.</remarks>
internal sealed record OuterOptimizersSetUp
{
    /// <summary>The name of random search: one generation, and the best of it.</summary>
    public const string RandomSearch = "random-search";

    /// <summary>Where budgets are compared, by the recipe that lives there.</summary>
    private static readonly string[] Homes = ["keykeeper", "corner-runner", "monster-forager", "woodcutter", "follower"];

    [Range(2, 1000), Description("training runs per optimizer whose goals are compared")] public int Seeds { get; init; } = 10;
    [Range(1, 100000), Description("generations of evolution there")] public int Generations { get; init; } = 1000;
    [Range(1, 10000), Description("episodes by which each individual is judged")] public int Episodes { get; init; } = 16;
    [Range(128, 10000), Description("individuals per generation, an even number")] public int Population { get; init; } = 256;
    [Range(1, 1024), Description("hidden units")] public int Hidden { get; init; } = 32;
    [Range(1.0, 1e10), Description("most agent-steps of gradient descent there; it stops where it has evolution's return")] public double Steps { get; init; } = 1e7;
    [Range(0.0, 1.0), Description("discount of gradient descent")] public double Gamma { get; init; } = 0.97;
    [Description("1: infer goals and prices of every training run; 0: do not")] public bool Infer { get; init; } = true;
    [Range(2, 1000), Description("training runs per optimizer and world where budgets are compared")] public int BudgetSeeds { get; init; } = 3;
    [Range(1.0, 1e10), Description("agent-steps of each of them")] public double Budget { get; init; } = 2e6;
    [Range(1, 10000), Description("episodes by which evolution judges an individual there")] public int BudgetEpisodes { get; init; } = 4;

    /// <summary>Every training run.</summary>
    public IEnumerable<OuterOptimizersCell> Cells =>
        [
            .. Enumerable.Range(1, Seeds).Select(seed => new OuterOptimizersCell("goals", "keys-and-chests", "both", seed)),
            .. from home in Homes from optimizer in (string[])[Ppo.MethodName, GeneticAlgorithmSettings.MethodName, RandomSearch] from seed in Enumerable.Range(1, BudgetSeeds) select new OuterOptimizersCell("budget", World(home).Name, optimizer, seed),
        ];

    /// <summary>Evolution whose goal is compared.</summary>
    public NetworkRecipe Evolved => Evolution(World("keykeeper"), Population, Generations, Episodes);

    /// <summary>Gradient descent whose goal is compared.</summary>
    public PpoRecipe Descended => Descent(World("keykeeper"), Steps);

    /// <summary>A training run with the budget.</summary>
    public TrainedRecipe WithinBudget(string worldName, string optimizer)
    {
        WorldInstance world = World(Homes.First(home => World(home).Name == worldName));
        if (optimizer == Ppo.MethodName) return Descent(world, Budget);
        double episodes = Budget / Horizon(world);
        return optimizer == RandomSearch
            ? Evolution(world, 2 * (int)Math.Max(64, episodes / 2 / Episodes), 1, Episodes)
            : Evolution(world, Population, (int)Math.Max(1, episodes / Population / BudgetEpisodes), BudgetEpisodes);
    }

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (Population % 2 != 0) throw new ArgumentException($"population is an even number; got {Population}.");
    }

    /// <summary>Steps in an episode.</summary>
    public static int Horizon(WorldInstance world) => world.Settings["Horizon"]!.GetValue<int>();

    private static WorldInstance World(string recipe) => RecipeCatalogue.Named(recipe).World;

    private NetworkRecipe Evolution(WorldInstance world, int population, int generations, int episodes) => new()
    {
        Name = "evolved", Summary = "", BaseObjective = "its reward", World = world, HiddenWidths = [Hidden],
        Search = RecipeCatalogue.Crossing with { PopulationSize = population, AnnealedOver = generations }, Generations = generations, EpisodesPerIndividual = episodes,
    };

    private PpoRecipe Descent(WorldInstance world, double steps) => new()
    {
        Name = "descended", Summary = "", BaseObjective = "its reward", World = world, HiddenWidths = [Hidden], Ppo = new Ppo { Discount = (float)Gamma }.Lasting(steps),
    };
}
