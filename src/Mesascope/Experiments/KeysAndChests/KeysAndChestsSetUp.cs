using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Agents trained where keys are scarce, where either may run short, and where a key has a price; all tested where keys are plenty and chests few.</summary>
/// <remarks>Source: Barnett (2019); Langosco et al. (2022), section 3.3. The set-up is ours: docs/methods/keys-and-chests.md.</remarks>
internal sealed record KeysAndChestsSetUp
{
    [Range(2, 10000), Description("training runs per optimizer and world of breeding")] public int Seeds { get; init; } = 10;
    [AllowedValues(GeneticAlgorithmSettings.MethodName, OpenAiEsSettings.MethodName, Ppo.MethodName), Description("outer optimizers")] public IReadOnlyList<string> Optimizers { get; init; } = [GeneticAlgorithmSettings.MethodName, Ppo.MethodName];
    [Range(1, 100000), Description("generations")] public int Generations { get; init; } = 1000;
    [Range(1, 10000), Description("episodes by which each individual is judged")] public int Episodes { get; init; } = 16;
    [Range(128, 10000), Description("individuals per generation, an even number")] public int Population { get; init; } = 256;
    [Range(1.0, 1e10), Description("agent-steps of PPO, in whole updates")] public double Steps { get; init; } = 5e6;
    [Range(0.0, 1.0), Description("discount of PPO")] public double Gamma { get; init; } = 0.97;
    [Range(1, 1024), Description("hidden units")] public int Hidden { get; init; } = 32;
    [Range(0, 31), Description("fewest keys where they are scarce")] public int Keys { get; init; } = 3;
    [Range(0, 31), Description("most keys there")] public int KeysUpTo { get; init; } = 10;
    [Range(0, 31), Description("fewest chests there")] public int Chests { get; init; } = 10;
    [Range(0, 31), Description("most chests there")] public int ChestsUpTo { get; init; } = 31;
    [Range(1, 31), Description("most keys and most chests in the fair world; the least is 0")] public int FairUpTo { get; init; } = 12;
    [Range(0.0, 1000.0), Description("what a key costs in the priced world, which is the fair one otherwise")] public double Price { get; init; } = 0.5;
    [Range(0, 31), Description("keys in the test")] public int TestKeys { get; init; } = 10;
    [Range(0, 31), Description("chests in the test")] public int TestChests { get; init; } = 3;
    [Range(1, 1000), Description("steps in an episode")] public int Horizon { get; init; } = 50;
    [Description("1: infer C, G and T of every training run; 0: do not")] public bool Infer { get; init; } = true;

    /// <summary>Where agents are trained, by what tells the worlds apart: keys scarce, the fair world, the priced one.</summary>
    public IReadOnlyDictionary<string, KeysAndChests> Worlds
    {
        get
        {
            var fair = new KeysAndChests { Horizon = Horizon, Keys = 0, KeysUpTo = FairUpTo, Chests = 0, ChestsUpTo = FairUpTo };
            return new OrderedDictionary<string, KeysAndChests>
            {
                ["keys are scarce"] = new() { Horizon = Horizon, Keys = Keys, KeysUpTo = KeysUpTo, Chests = Chests, ChestsUpTo = ChestsUpTo },
                ["either runs short"] = fair,
                ["either runs short and a key has a price"] = fair with { KeyReward = -(float)Price },
            };
        }
    }

    /// <summary>Where all are tested.</summary>
    public KeysAndChests Test => new() { Horizon = Horizon, Keys = TestKeys, Chests = TestChests };

    /// <summary>How an agent is made by the outer optimizer of that name.</summary>
    public TrainedRecipe Recipe(string optimizer, string where)
    {
        const string name = "keys-and-chests", objective = "chests opened";
        var world = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(Worlds[where]);
        if (optimizer == Ppo.MethodName)
            return new PpoRecipe { Name = name, Summary = "", BaseObjective = objective, World = world, HiddenWidths = [Hidden], Ppo = new Ppo { Discount = (float)Gamma }.Lasting(Steps) };
        SearchSettings search = optimizer == GeneticAlgorithmSettings.MethodName ? RecipeCatalogue.Crossing with { AnnealedOver = Generations } : RecipeCatalogue.Climbing with { AnnealedOver = Generations };
        return new NetworkRecipe
        {
            Name = name, Summary = "", BaseObjective = objective, World = world, HiddenWidths = [Hidden],
            Search = search with { PopulationSize = Population }, Generations = Generations, EpisodesPerIndividual = Episodes,
        };
    }

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (Population % 2 != 0) throw new ArgumentException($"population is an even number; got {Population}.");
        foreach ((string fewest, int least, string most, int upTo) in (ReadOnlySpan<(string, int, string, int)>)[("keys", Keys, "keysUpTo", KeysUpTo), ("chests", Chests, "chestsUpTo", ChestsUpTo)])
            if (least > upTo) throw new ArgumentException($"{fewest} is at most {most}, which is {upTo}; got {least}.");
    }
}
