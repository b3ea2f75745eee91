using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Training a recipe with every subset of its objectives, the others left out.</summary>
/// <remarks>An objective is a term of the reward: a field of the world whose name ends in "Reward" and that is not 0. The set-up is ours: docs/methods/attribution.md.</remarks>
internal sealed record AttributionSetUp
{
    /// <summary>More objectives would take too many training runs.</summary>
    public const int MostObjectives = 4;

    private const string Ending = "Reward";

    [Form("NAME of a recipe that is trained"), Description("recipes")] public IReadOnlyList<string> Recipes { get; init; } = ["keys-and-chests-paid"];
    [Form("NAME of a reward, or all"), Description("the objectives that are left out in turn, by the world's name for them; \"all\" for all")] public IReadOnlyList<string> Objectives { get; init; } = ["all"];
    [Range(2, 1000), Description("training runs for each subset")] public int Seeds { get; init; } = 5;
    [Range(0, 1_000_000), Description("updates of PPO or generations of evolution; 0 for the recipe's own")] public int Updates { get; init; }
    [Range(16, 1_000_000), Description("levels in each test")] public int Levels { get; init; } = 1000;

    /// <summary>The recipe of that name, which must be trained.</summary>
    public TrainedRecipe Recipe(string name)
    {
        if (RecipeCatalogue.Named(name) is not TrainedRecipe recipe) throw new ArgumentException($"{name} is made and not trained, so no objective made it.");
        return Updates > 0 ? recipe.Lasting(Updates) : recipe;
    }

    /// <summary>The objectives of a recipe that are left out in turn.</summary>
    public IReadOnlyList<string> Of(string recipe)
    {
        string[] all = [.. Recipe(recipe).World.Settings.Where(field => field.Key.EndsWith(Ending, StringComparison.Ordinal) && field.Value!.GetValue<double>() != 0).Select(field => field.Key)];
        string[] chosen = Objectives is ["all"] ? all : [.. Objectives];
        if (chosen.Except(all).FirstOrDefault() is { } unknown) throw new ArgumentException($"{recipe} is not paid for {unknown}; its objectives are: {string.Join(", ", all)}.");
        if (chosen.Length is 0 or > MostObjectives) throw new ArgumentException($"{recipe} has {chosen.Length} objectives, and 1 to {MostObjectives} can be told apart; choose among {(all.Length == 0 ? "others: none of its world's fields is a reward" : string.Join(", ", all))}.");
        return chosen;
    }

    /// <summary>Every training run.</summary>
    public IEnumerable<AttributionCell> Cells =>
        from recipe in Recipes from subset in Enumerable.Range(0, 1 << Of(recipe).Count) from seed in Enumerable.Range(1, Seeds) select new AttributionCell(recipe, subset, seed);

    /// <summary>The recipe with the objectives that are not in the subset left out.</summary>
    public TrainedRecipe Without(AttributionCell cell)
    {
        TrainedRecipe recipe = Recipe(cell.Recipe);
        IReadOnlyList<string> objectives = Of(cell.Recipe);
        JsonObject settings = recipe.World.Settings;
        for (int i = 0; i < objectives.Count; i++) if ((cell.Subset >> i & 1) == 0) settings[objectives[i]] = 0;
        return recipe with { World = WorldInstance.Read(recipe.World.Name, settings) };
    }

    /// <summary>Refuses what cannot be attributed.</summary>
    public void Check()
    {
        foreach (string recipe in Recipes) Of(recipe);
    }
}

/// <summary>One training run.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Subset">The objectives that it is trained with: bit i for the i-th.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record AttributionCell(string Recipe, int Subset, int Seed);
