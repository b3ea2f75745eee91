using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>How an organism is made: a declaration that, with its seed, gives the same organism bit for bit.</summary>
public abstract record Recipe
{
    /// <summary>The name on the command line: <c>keykeeper</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the organism it makes; that of the recipe, unless the recipe was changed.</summary>
    public string OrganismName { get => field ?? Name; init; }

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

/// <summary>What the hidden units of a network are.</summary>
public enum Cell
{
    /// <summary>Layers of ReLU units, any number of them, which forget: <see cref="Mlp"/>.</summary>
    FeedForward,

    /// <summary>One layer of gated recurrent units, which remember: <see cref="Gru"/>.</summary>
    Gru,
}

/// <summary>A network made by an outer optimizer.</summary>
public abstract record TrainedRecipe : Recipe
{
    /// <summary>What the hidden units are.</summary>
    public Cell Cell { get; init; } = Cell.FeedForward;

    /// <summary>Units of each hidden layer; of gated recurrent units there is one layer. Shape [hidden layers].</summary>
    public IReadOnlyList<int> HiddenWidths { get; init; } = [32];

    /// <summary>The seed that the shipped organism was trained from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The world's fields that varied from episode to episode under the last rules; a contrast that turns another one meets the organism with something new.</summary>
    public IReadOnlyList<TrainingRange> Varied { get; init; } = [];

    /// <summary>What varied over the whole of the training.</summary>
    public virtual IReadOnlyList<TrainingRange> VariedInAll => Varied;

    /// <summary>What made it, with its settings.</summary>
    public abstract OuterOptimizer Optimizer { get; }

    /// <summary>Generations or updates of the last stage.</summary>
    public abstract int LastSteps { get; }

    /// <summary>How its action follows from its scores.</summary>
    public abstract Choice Choice { get; }

    /// <summary>The network's shape.</summary>
    /// <exception cref="ArgumentException">More than one layer of gated recurrent units is asked for.</exception>
    public INetwork Network => Cell == Cell.FeedForward ? new Mlp([World.ObservationBits, .. HiddenWidths, World.Actions])
        : HiddenWidths is [var units] ? new Gru(World.ObservationBits, units, World.Actions)
        : throw new ArgumentException($"{Name} has {HiddenWidths.Count} hidden layers; of gated recurrent units there is one.");

    /// <summary>The recipe for another number of generations or updates. It says what is then done.</summary>
    public abstract TrainedRecipe Lasting(int steps);

    /// <summary>Training that stands before its first step. It may hold what is to be disposed of.</summary>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="device">Where generations of evolution run; null for this processor.</param>
    /// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
    /// <exception cref="ArgumentException">It cannot be trained there.</exception>
    public abstract ITrainer<Champion> Start(Seed seed, IEvolutionDevice? device = null, int threads = 0);
}

/// <summary>A network made by proximal policy optimisation; its actions are drawn from the softmax of its scores.</summary>
public sealed record PpoRecipe : TrainedRecipe
{
    /// <summary>The optimizer's settings.</summary>
    public required Ppo Ppo { get; init; }

    /// <inheritdoc/>
    public override OuterOptimizer Optimizer => Ppo;

    /// <inheritdoc/>
    public override int LastSteps => Ppo.Updates;

    /// <inheritdoc/>
    public override Choice Choice => new(Temperature: 1);

    /// <inheritdoc/>
    public override ITrainer<Champion> Start(Seed seed, IEvolutionDevice? device = null, int threads = 0) =>
        device is null ? new PpoTraining(this, seed, threads) : throw new ArgumentException($"{Name} is trained by PPO, which runs on this processor only.");

    /// <inheritdoc/>
    public override PpoRecipe Lasting(int steps) => steps == Ppo.Updates ? this : this with
    {
        Ppo = Ppo with { Updates = steps },
        OrganismName = FormattableString.Invariant($"{Name}-{steps}-updates"),
        Summary = FormattableString.Invariant($"{steps} {(steps == 1 ? "update" : "updates")}, where the recipe has {Ppo.Updates}, of: {Summary}"),
    };
}

/// <summary>A network made by evolution.</summary>
public sealed record NetworkRecipe : TrainedRecipe
{
    /// <summary>The search and its settings.</summary>
    public required SearchSettings Search { get; init; }

    /// <summary>Generations in all, those of <see cref="Curriculum"/> included; at least 1.</summary>
    public required int Generations { get; init; }

    /// <summary>Other rules of the same world under which the first generations live, first to last; usually none.</summary>
    public IReadOnlyList<CurriculumStage> Curriculum { get; init; } = [];

    /// <summary>Episodes by which each individual is judged, the same levels for all of a generation and new ones in the next; at least 1.</summary>
    public required int EpisodesPerIndividual { get; init; }

    /// <summary>The share of uniformly random actions, in [0, 1].</summary>
    public double Exploration { get; init; } = NetworkAgent.UsualExploration;

    /// <inheritdoc/>
    public override OuterOptimizer Optimizer => Search;

    /// <inheritdoc/>
    public override int LastSteps => Generations - Curriculum.Sum(stage => stage.Generations);

    /// <inheritdoc/>
    public override Choice Choice => new(Exploration: Exploration);

    /// <inheritdoc/>
    public override IReadOnlyList<TrainingRange> VariedInAll => [.. Varied.Concat(Curriculum.SelectMany(stage => stage.Varied))
        .GroupBy(range => range.Switch).Select(group => new TrainingRange(group.Key, group.Min(range => range.Low), group.Max(range => range.High)))];

    /// <inheritdoc/>
    public override ITrainer<Champion> Start(Seed seed, IEvolutionDevice? device = null, int threads = 0) => Breeding.Of(this, seed, device, threads);

    /// <inheritdoc/>
    /// <remarks>Stages that are not reached are gone, and the rules are those of the last stage that is.</remarks>
    public override NetworkRecipe Lasting(int generations)
    {
        if (generations == Generations) return this;
        NetworkRecipe lasting = this with
        {
            Generations = generations,
            OrganismName = FormattableString.Invariant($"{Name}-{generations}-generations"),
            Summary = FormattableString.Invariant($"{generations} {(generations == 1 ? "generation" : "generations")}, where the recipe has {Generations}, of: {Summary}"),
        };
        for (int stage = 0, reached = 0; stage < Curriculum.Count; stage++)
        {
            reached += Curriculum[stage].Generations;
            if (generations <= reached)
                return lasting with { World = Curriculum[stage].World, Varied = Curriculum[stage].Varied, BaseObjective = Curriculum[stage].BaseObjective ?? BaseObjective, Curriculum = [.. Curriculum.Take(stage)] };
        }
        return lasting;
    }
}

/// <summary>Rules under which the first generations of a breeding live.</summary>
/// <param name="World">The same world as the recipe's, with other rules.</param>
/// <param name="Generations">How many generations, at least 1.</param>
public sealed record CurriculumStage(WorldInstance World, int Generations)
{
    /// <summary>The world's fields that varied from episode to episode in this stage.</summary>
    public IReadOnlyList<TrainingRange> Varied { get; init; } = [];

    /// <summary>What was selected for up to the end of this stage; null where it is what the recipe says.</summary>
    public string? BaseObjective { get; init; }
}
