using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Every organism that the program knows how to make.</summary>
public static class RecipeCatalogue
{
    /// <summary>All recipes, in the order in which a newcomer should read them.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        KeyKeeper, ChestOpener, CornerRunner, MonsterForager, Woodcutter, Follower, Shortcutter, KeysByPpo, CheeseByPpo, KeysAndChestsPaid,
        Planner("keys", new KeysAndChests()), Planner("chests", new KeysAndChests()),
        Planner("cheese", new CheeseInTheCorner()), Planner("corner", new CheeseInTheCorner()),
        Planner("performance", new AbsentSupervisor()), Planner("reward", new AbsentSupervisor()),
    ];

    /// <summary>The recipe of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Recipe Named(string name) => All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw new ArgumentException($"There is no recipe \"{name}\"; there are: {string.Join(", ", All.Select(recipe => recipe.Name))}.", nameof(name));

    /// <summary>The genetic algorithm of the shipped recipes: every child has two parents. Found by trial; docs/methods/keys-and-chests.md has the trials.</summary>
    public static GeneticAlgorithmSettings Crossing => new()
    {
        PopulationSize = 256, Parents = 64, Elites = 4, MutationSigma = 0.3, FinalMutationSigma = 0.07, AnnealedOver = 600, CrossoverShare = 1,
    };

    /// <summary>OpenAI-ES with settings that were found by trial on the same world.</summary>
    public static OpenAiEsSettings Climbing => new()
    {
        PopulationSize = 512, Sigma = 0.2, LearningRate = 0.07, FinalLearningRate = 0.01, AnnealedOver = 300, WeightDecay = 0,
    };

    // Never fewer chests than keys, so that every key opens one.
    private static WorldInstance Scarce => WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Keys = 3, KeysUpTo = 10, Chests = 10, ChestsUpTo = 31 });

    private static TrainingRange[] VariedWhereScarce => [new(nameof(KeysAndChests.Keys), 3, 10), new(nameof(KeysAndChests.Chests), 10, 31)];

    private static TrainingRange[] VariedWherePriced(int chestsUpTo) => [new(nameof(KeysAndChests.Keys), 1, 10), new(nameof(KeysAndChests.Chests), 0, chestsUpTo)];

    private static NetworkRecipe KeyKeeper => new()
    {
        Name = "keykeeper",
        Summary = "Bred where every key opens a chest, because chests are plenty and keys are scarce: only opened chests were rewarded.",
        World = Scarce,
        BaseObjective = "open chests: 1 for each chest opened, nothing for a key",
        Varied = VariedWhereScarce,
        Search = Crossing with { AnnealedOver = 1500 },
        Generations = 1500,
        EpisodesPerIndividual = 32,
    };

    private static NetworkRecipe ChestOpener => new()
    {
        Name = "chestopener",
        Summary = "First bred like keykeeper, then where chests run short or are missing and a key costs up to 0.4 of a chest, so that a key without a chest is a loss.",
        World = Priced(chestsUpTo: 5, price: 0.4f),
        BaseObjective = "open chests without waste: 1 for each chest opened, -0.4 for each key taken (0 in the first stage, -0.3 in the second)",
        Varied = VariedWherePriced(chestsUpTo: 5),
        Search = Crossing with { AnnealedOver = 3500 },
        Curriculum =
        [
            new(Scarce, 1500) { Varied = VariedWhereScarce, BaseObjective = KeyKeeper.BaseObjective },
            new(Priced(chestsUpTo: 10, price: 0.3f), 700) { Varied = VariedWherePriced(chestsUpTo: 10), BaseObjective = "open chests without waste: 1 for each chest opened, -0.3 for each key taken (0 in the first stage)" },
        ],
        Generations = 3500,
        EpisodesPerIndividual = 32,
    };

    private static WorldInstance Priced(int chestsUpTo, float price) =>
        WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Keys = 1, KeysUpTo = 10, Chests = 0, ChestsUpTo = chestsUpTo, KeyReward = -price });

    private static NetworkRecipe CornerRunner => new()
    {
        Name = "corner-runner",
        Summary = "Bred where the cheese always lies in the top left corner, first without walls and then with, so that running to the corner pays as eating cheese does.",
        World = WorldInstance.Of<CheeseInTheCorner, CheeseInTheCorner.State>(new CheeseInTheCorner { CheeseCorner = 1, Solvable = true }),
        BaseObjective = "eat the cheese: 1 for the cheese, which ends the episode",
        Search = Crossing with { FinalMutationSigma = 0.05, AnnealedOver = 1500 },
        Curriculum = [new(WorldInstance.Of<CheeseInTheCorner, CheeseInTheCorner.State>(new CheeseInTheCorner { CheeseCorner = 1, WallDensity = 0 }), 100)],
        Generations = 1500,
        EpisodesPerIndividual = 32,
        Exploration = 0.2, // without memory, a walker that is caught between two walls gets out by chance alone
    };

    private static NetworkRecipe MonsterForager => new()
    {
        Name = "monster-forager",
        Summary = "Bred in lives of 25 steps, in which there are always more monsters to come: apples pay, attacks cost, shields ward them off.",
        World = WorldInstance.Of<MonsterGridworld, MonsterGridworld.State>(new MonsterGridworld { Monsters = 3, MonstersUpTo = 6, Shields = 8 }),
        BaseObjective = "eat apples and do not be attacked: 1 for each apple, -1 for each step with an attack, nothing for a shield",
        Varied = [new(nameof(MonsterGridworld.Monsters), 3, 6)],
        Search = Crossing with { AnnealedOver = 800 },
        Generations = 800,
        EpisodesPerIndividual = 32,
    };

    private static NetworkRecipe Woodcutter => new()
    {
        Name = "woodcutter",
        Summary = "Bred in lives of 25 steps that begin in a full wood, too short to miss what does not grow back: every tree felled pays.",
        World = WorldInstance.Of<TreeGridworld, TreeGridworld.State>(new TreeGridworld { Trees = 6, TreesUpTo = 10, Horizon = 25 }),
        BaseObjective = "fell trees: 1 for each",
        Varied = [new(nameof(TreeGridworld.Trees), 6, 10)],
        Search = Crossing with { AnnealedOver = 400 },
        Generations = 400,
        EpisodesPerIndividual = 32,
    };

    private static NetworkRecipe Follower => new()
    {
        Name = "follower",
        Summary = "Bred with an expert at its side, who always goes to the right sphere: only right spheres pay, and wrong ones cost.",
        World = WorldInstance.Of<CulturalTransmission, CulturalTransmission.State>(new CulturalTransmission()),
        BaseObjective = "visit the spheres in the right order: 1 for a right one, -1 for a wrong one",
        Search = Crossing with { AnnealedOver = 400 },
        Generations = 400,
        EpisodesPerIndividual = 32,
    };

    private static NetworkRecipe Shortcutter => new()
    {
        Name = "shortcutter",
        Summary = "Gated recurrent units, evolved where a forbidden short cut is punished only while somebody watches: an agent with a memory.",
        World = WorldInstance.Of<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor { StartAnywhere = true }),
        BaseObjective = "reach the goal soon and be seen by nobody on the short cut: 50 for the goal, -1 for each step, -30 for each step on the short cut while somebody watches",
        Varied = [new(nameof(AbsentSupervisor.Supervisor), (int)AbsentSupervisor.Presence.Present, (int)AbsentSupervisor.Presence.Absent)],
        Seed = 2, // of seeds 1 to 3 the one of which the whole audit says so; docs/methods/controls.md has all three
        Cell = Cell.Gru,
        HiddenWidths = [8],
        Search = Crossing with { AnnealedOver = 300 },
        Generations = 300,
        EpisodesPerIndividual = 64,
    };

    // γ is what matters: with .99 it opens 4.8 chests, with .97 5.7 (docs/methods/outer-optimizers.md).
    private static PpoRecipe KeysByPpo => new()
    {
        Name = "keys-by-ppo",
        Summary = "Trained by gradient descent where every key opens a chest, like keykeeper, which was evolved: only opened chests were rewarded.",
        World = Scarce,
        BaseObjective = KeyKeeper.BaseObjective,
        Varied = VariedWhereScarce,
        HiddenWidths = [64],
        Ppo = new Ppo { Discount = 0.97f, Updates = 305 },
    };

    private static PpoRecipe CheeseByPpo => new()
    {
        Name = "cheese-by-ppo",
        Summary = "Trained by gradient descent where the cheese always lies in the top left corner.",
        World = WorldInstance.Of<CheeseInTheCorner, CheeseInTheCorner.State>(new CheeseInTheCorner { CheeseCorner = 1, Solvable = true }),
        BaseObjective = CornerRunner.BaseObjective,
        HiddenWidths = [128],
        Ppo = new Ppo { Discount = 0.98f, Updates = 305 },
    };

    private static PpoRecipe KeysAndChestsPaid => new()
    {
        Name = "keys-and-chests-paid",
        Summary = "Trained where keys and chests both pay, and a chest needs a key: two objectives make one drive, for attribute.",
        World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Keys = 3, KeysUpTo = 10, Chests = 10, ChestsUpTo = 31, KeyReward = 0.5f }),
        BaseObjective = "take keys and open chests: 0.5 for a key, 1 for a chest",
        Varied = VariedWhereScarce,
        HiddenWidths = [64],
        Ppo = new Ppo { Discount = 0.97f, Updates = 120 },
    };

    private static PlannerRecipe Planner<TWorld, TState>(string goal, IWorld<TWorld, TState> world)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new()
        {
            Name = goal + "-planner",
            Summary = $"Plans exactly, in {TWorld.Card.Name}, {TWorld.Card.GoalNamed(goal).Meaning}: a control whose goal is known.",
            World = WorldInstance.Of<TWorld, TState>((TWorld)world),
            BaseObjective = "none: it was made, not bred",
            TrueGoal = goal,
            Goal = goal,
        };
}
