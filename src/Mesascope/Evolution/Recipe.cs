using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>How an organism is made: a declaration that, with its seed, gives the same organism bit for bit.</summary>
public abstract record Recipe
{
    /// <summary>The name on the command line, and of the organism it makes: <c>keykeeper</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it makes and why that is worth having, in one or two sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>The world it is made for, with the rules it is bred under.</summary>
    public required WorldInstance World { get; init; }

    /// <summary>What was selected for, as one would say it.</summary>
    public required string BaseObjective { get; init; }

    /// <summary>The name of the goal it is known to have: by construction, or because its reward pays for nothing else in a world that tells goals apart; null where only an audit can say.</summary>
    public string? TrueGoal { get; init; }
}

/// <summary>A planner whose goal is known by construction; making one takes no time.</summary>
public sealed record PlannerRecipe : Recipe
{
    /// <summary>The goal it plans for, as the world's card names it.</summary>
    public required string Goal { get; init; }
}

/// <summary>A network bred by evolution.</summary>
public sealed record NetworkRecipe : Recipe
{
    /// <summary>Units of each hidden layer. Shape [hidden layers].</summary>
    public IReadOnlyList<int> HiddenWidths { get; init; } = [32];

    /// <summary>The search and its settings.</summary>
    public required SearchSettings Search { get; init; }

    /// <summary>Generations in all, those of <see cref="Upbringing"/> included; at least 1.</summary>
    public required int Generations { get; init; }

    /// <summary>Other rules of the same world under which the first generations live, first to last; usually none.</summary>
    public IReadOnlyList<UpbringingStage> Upbringing { get; init; } = [];

    /// <summary>Episodes by which each individual is judged, the same levels for all of a generation and new ones in the next; at least 1.</summary>
    public required int EpisodesPerIndividual { get; init; }

    /// <summary>The share of uniformly random actions, in [0, 1].</summary>
    public double Exploration { get; init; } = MlpAgent.UsualExploration;

    /// <summary>The seed that the shipped organism was bred from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The world's fields that varied from episode to episode while it was bred; a contrast that turns another one meets the organism with something new.</summary>
    public IReadOnlyList<BredRange> Varied { get; init; } = [];

    /// <summary>The network's shape.</summary>
    public Mlp Network => new([World.ObservationBits, .. HiddenWidths, World.Actions]);
}

/// <summary>Rules under which the first generations of a breeding live.</summary>
/// <param name="World">The same world as the recipe's, with other rules.</param>
/// <param name="Generations">How many generations, at least 1.</param>
public sealed record UpbringingStage(WorldInstance World, int Generations);
