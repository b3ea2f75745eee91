using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary><c>organism.json</c>: what an organism is, where it lives and what made it; everything but its weights. What <see cref="OrganismBody"/> makes of it is for everybody else.</summary>
public sealed record OrganismCard
{
    /// <summary>The format that this version reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format of the file.</summary>
    public required int Format { get; init; }

    /// <summary>The kind of its body: a name of <see cref="OrganismBody.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called: <c>keykeeper</c>; null leaves it to the folder.</summary>
    public string? Name { get; init; }

    /// <summary>What it is and why it is worth having; may be empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where it lives: the name of a world.</summary>
    [JsonPropertyName("world")]
    public required string Setting { get; init; }

    /// <summary>The rules it was made under: the world's fields by name; those not named are the usual ones.</summary>
    public JsonObject WorldSettings { get; init; } = [];

    /// <summary>The fields that varied from episode to episode while it was trained; none for a planner, which was not trained; null where that is not known.</summary>
    public IReadOnlyList<TrainingRange>? Varied { get; init; }

    /// <summary>What was selected for, in words; may be empty.</summary>
    public string BaseObjective { get; init; } = "";

    /// <summary>The goal it is known to have, as the world's card names it; null where only an audit can say.</summary>
    public string? TrueGoal { get; init; }

    /// <summary>The network's widths, input first; null for a planner.</summary>
    public IReadOnlyList<int>? Widths { get; init; }

    /// <summary>What the hidden units are, <see cref="Gru"/> or <see cref="Lstm"/>; null for those of a feed-forward network, and for a planner.</summary>
    public string? Cell { get; init; }

    /// <summary>What the hidden units do with their sums, <c>relu</c> or <c>tanh</c>; null is <c>relu</c>.</summary>
    public string? Activation { get; init; }

    /// <summary>How an action follows from the scores, <see cref="Greedy"/> or <see cref="Softmax"/>; null is <see cref="Greedy"/>.</summary>
    public string? Choice { get; init; }

    /// <summary>The temperature of the softmax, above 0; null is 1.</summary>
    public double? Temperature { get; init; }

    /// <summary>The share of uniformly random actions that it acts with, in [0, 1]; null is 0.</summary>
    public double? Exploration { get; init; }

    /// <summary>The outer optimizer and its settings; null for a planner.</summary>
    public OuterOptimizer? OuterOptimizer { get; init; }

    /// <summary>What made it, first to last; empty where that is not known.</summary>
    public IReadOnlyList<LineageStage> Lineage { get; init; } = [];

    /// <summary>SHA-256 of <c>weights.safetensors</c> in hexadecimal digits; null for a planner.</summary>
    public string? WeightsDigest { get; init; }

    /// <summary>The value of <see cref="Cell"/> for gated recurrent units.</summary>
    internal const string Gru = "gru";

    /// <summary>The value of <see cref="Cell"/> for long short-term memory.</summary>
    internal const string Lstm = "lstm";

    /// <summary>The value of <see cref="Choice"/> that takes the best-scored action.</summary>
    internal const string Greedy = "greedy";

    /// <summary>The value of <see cref="Choice"/> that draws an action by its score.</summary>
    internal const string Softmax = "softmax";

    /// <summary>The activation; null where it is none that there is.</summary>
    internal Activation? ActivationKind =>
        Activation is null || Same(Activation, "relu") ? Agents.Activation.Relu : Same(Activation, "tanh") ? Agents.Activation.Tanh : null;

    /// <summary>True of gated recurrent units.</summary>
    internal bool IsGru => Cell is not null && Same(Cell, Gru);

    /// <summary>True of long short-term memory.</summary>
    internal bool IsLstm => Cell is not null && Same(Cell, Lstm);

    /// <summary>True where an action is drawn by its score.</summary>
    internal bool IsSoftmax => Choice is not null && Same(Choice, Softmax);

    /// <summary>True of two spellings of one word.</summary>
    internal static bool Same(string written, string meant) => written.Equals(meant, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One stage of what made an organism.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="RecipeDigest">SHA-256 over everything that the outcome depends on: recipe, rules of the world, seed.</param>
/// <param name="Seed">The seed it was trained from.</param>
/// <param name="Generations">Generations of evolution in this stage, or updates of gradient descent; 0 for a planner.</param>
/// <param name="EpisodesPerIndividual">Episodes by which each individual was judged; 0 where there are no individuals.</param>
/// <param name="HeldOutReward">Mean reward per episode on levels that no generation met; null for a planner.</param>
/// <param name="HeldOutPerformance">Mean performance there; null for a planner.</param>
/// <param name="WorldSettings">The rules of this stage; null where they are those of the organism.</param>
public sealed record LineageStage(string Recipe, string RecipeDigest, ulong Seed, int Generations, int EpisodesPerIndividual, double? HeldOutReward, double? HeldOutPerformance, JsonObject? WorldSettings = null);
