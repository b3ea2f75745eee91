using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 2: the reward that makes a learner fittest is not the fitness.</summary>
/// <remarks>Source: Singh, Lewis and Barto (2009), "Where do rewards come from?"; Singh et al. (2010). Departures: docs/methods/hungry-thirsty.md.</remarks>
internal sealed record HungryThirstySetUp
{
    /// <summary>How many layouts there are: food and water in two different corners.</summary>
    public const int AllLayouts = 12;

    [Range(2, 10_000), Description("lives per layout")] public int Seeds { get; init; } = 20;
    [Range(1, AllLayouts), Description("layouts")] public int Layouts { get; init; } = AllLayouts;
    [Range(1, 10_000_000), Description("steps in a life")] public int Steps { get; init; } = 75_000;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of Q-learning")] public double LearningRate { get; init; } = 0.1;
    [Range(0.0, 1.0), Description("discount of Q-learning")] public double Discount { get; init; } = 0.99;
    [Range(0.0, 1.0), Description("share of uniformly random actions")] public double Exploration { get; init; } = 0.1;
    [Range(0.0, 1.0), Description("probability that a move goes in a random direction")] public double Slip { get; init; } = 0.1;
    [Range(0.0, 1.0), Description("probability per step that thirst returns")] public double ThirstReturns { get; init; } = 0.1;
    [Range(-1000.0, 1000.0), Several(Exactly = 4), Description("inner reward where not hungry and not thirsty, not hungry and thirsty, hungry and not thirsty, hungry and thirsty")] public IReadOnlyList<double> Drive { get; init; } = [0.5, 1, -0.01, -0.05];
    [Range(2, 10_000), OrWord("0"), Description("searches over drives, each by evolution and at random; 0: none")] public int? Searches { get; init; } = 10;
    [Range(4, 10_000), OnlyWith("searches"), Description("drives per generation")] public int Population { get; init; } = 24;
    [Range(1, 10_000), OnlyWith("searches"), Description("generations of a search")] public int Generations { get; init; } = 12;
    [Range(1, AllLayouts), OnlyWith("searches"), Description("layouts in which each drive of a search lives, drawn anew each generation")] public int JudgedBy { get; init; } = 4;
    [Range(1, 10_000), OnlyWith("searches"), Description("new lives per layout of each drive that is found")] public int HeldOut { get; init; } = 3;

    /// <summary>The rules; the two corners are set for each life.</summary>
    public HungryThirsty World => new() { Slip = Slip, ThirstReturns = ThirstReturns };

    /// <summary>How it learns.</summary>
    public Learner Learner => new(LearningRate, Discount, Exploration);

    /// <summary><see cref="Drive"/>, as it is felt.</summary>
    public HungerAndThirst Feels => new(Drive[0], Drive[1], Drive[2], Drive[3]);
}

/// <summary>A life that learns from the fitness or from the drive of the set-up, or a search over drives.</summary>
internal enum HungryThirstyPart { FitnessAsReward, Drive, Search }

/// <summary>One life or one search.</summary>
/// <param name="Part">Which of them.</param>
/// <param name="Layout">Of a life, in [0, 12); 0 for a search.</param>
/// <param name="Number">From 0.</param>
internal sealed record HungryThirstyCell(HungryThirstyPart Part, int Layout, int Number);

/// <summary>An inner reward for each of the four ways to be: the genome of replication 2.</summary>
/// <param name="Neither">Not hungry, not thirsty.</param>
/// <param name="Thirsty">Thirsty, not hungry.</param>
/// <param name="Hungry">Hungry, not thirsty.</param>
/// <param name="Both">Hungry and thirsty.</param>
internal readonly record struct HungerAndThirst(double Neither, double Thirsty, double Hungry, double Both) : IDrives
{
    /// <summary>The fitness itself: 1 for a step on which it is not hungry.</summary>
    public static HungerAndThirst Fitness => new(1, 1, 0, 0);

    /// <inheritdoc/>
    public double Felt(uint events) => (events & (HungryThirsty.Events.Ate | HungryThirsty.Events.WasThirsty)) switch
    {
        HungryThirsty.Events.Ate => Neither,
        HungryThirsty.Events.Ate | HungryThirsty.Events.WasThirsty => Thirsty,
        0 => Hungry,
        _ => Both,
    };
}
