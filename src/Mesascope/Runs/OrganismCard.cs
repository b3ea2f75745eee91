using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary><c>organism.json</c>: what an organism is, what it was bred on and by what; everything but its weights.</summary>
public sealed record OrganismCard
{
    /// <summary>The format that this version reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format of the file.</summary>
    public required int Format { get; init; }

    /// <summary><see cref="Organism.Network"/> or <see cref="Organism.Planner"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called: <c>keykeeper</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is and why it is worth having.</summary>
    public required string Summary { get; init; }

    /// <summary>The world it was bred in.</summary>
    public required string World { get; init; }

    /// <summary>The rules it was bred under: the world's fields by name.</summary>
    public required JsonObject WorldSettings { get; init; }

    /// <summary>The fields that varied from episode to episode while it was bred; none for a planner, which was not bred.</summary>
    public required IReadOnlyList<BredRange> Varied { get; init; }

    /// <summary>What was selected for, in words.</summary>
    public required string BaseObjective { get; init; }

    /// <summary>The goal it is known to have, as the world's card names it; null where only an audit can say.</summary>
    public string? TrueGoal { get; init; }

    /// <summary>The network's widths, input first; null for a planner.</summary>
    public IReadOnlyList<int>? Widths { get; init; }

    /// <summary>The share of uniformly random actions that it was bred with, in [0, 1]; null for a planner.</summary>
    public double? Exploration { get; init; }

    /// <summary>The outer optimizer and its settings; null for a planner.</summary>
    public SearchSettings? OuterOptimizer { get; init; }

    /// <summary>What made it, first to last.</summary>
    public required IReadOnlyList<LineageStage> Lineage { get; init; }

    /// <summary>SHA-256 of <c>weights.safetensors</c> in hexadecimal digits; null for a planner.</summary>
    public string? WeightsDigest { get; init; }
}

/// <summary>One stage of what made an organism.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="RecipeDigest">SHA-256 over everything that the outcome depends on: recipe, rules of the world, seed.</param>
/// <param name="Seed">The seed it was bred from.</param>
/// <param name="Generations">Generations in this stage; 0 for a planner.</param>
/// <param name="EpisodesPerIndividual">Episodes by which each individual was judged; 0 for a planner.</param>
/// <param name="HeldOutReward">Mean reward per episode on levels that no generation met; null for a planner.</param>
/// <param name="HeldOutPerformance">Mean performance there; null for a planner.</param>
/// <param name="WorldSettings">The rules of this stage; null where they are those of the organism.</param>
public sealed record LineageStage(string Recipe, string RecipeDigest, ulong Seed, int Generations, int EpisodesPerIndividual, double? HeldOutReward, double? HeldOutPerformance, JsonObject? WorldSettings = null);
