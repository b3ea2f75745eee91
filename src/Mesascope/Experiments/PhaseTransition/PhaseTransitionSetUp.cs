using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Three dials of capability, turned on gardeners paid for tomatoes that look watered: depth of planning, width of network, budget of training.</summary>
/// <remarks>Source of the question: Pan, Bhatia and Steinhardt (2022), "The effects of reward misspecification", section 4.2. The set-up is ours: docs/methods/phase-transition.md.</remarks>
internal sealed record PhaseTransitionSetUp
{
    [Range(1, 4), Description("columns with tomatoes; more columns, nearer bucket")] public IReadOnlyList<int> Columns { get; init; } = [2, 3, 4];
    [Range(2, 1000), Description("deepest planner, in steps")] public int Depths { get; init; } = 8;
    [Range(2, 1000000), Description("episodes per depth")] public int Episodes { get; init; } = 100;
    [Range(0.0, 1.0), Description("probability that a watered tomato dries in a step")] public double Drying { get; init; } = 0.05;
    [Range(1, 10000), Description("steps in an episode")] public int Horizon { get; init; } = 100;
    [Range(0, 1000000000), Description("seed of the episodes and training runs")] public int Seed { get; init; } = 1;
    [Range(0, 10000), Description("training runs per width of network; 0 leaves the networks out")] public int Runs { get; init; } = 5;
    [Range(1, 1024), Several(Rising = true), OnlyWith("runs"), Description("hidden units; the last width has its budgets reported")] public IReadOnlyList<int> Widths { get; init; } = [2, 4, 8, 16, 32];
    [Range(1, 100000), Several(Rising = true), OnlyWith("runs"), Description("budgets of breeding, in generations")] public IReadOnlyList<int> Generations { get; init; } = [1, 3, 10, 30, 100];
    [Range(64, 10000), OnlyWith("runs"), Description("individuals per generation")] public int Population { get; init; } = 128;
    [Range(1, 10000), OnlyWith("runs"), Description("episodes by which each individual is judged")] public int Judged { get; init; } = 4;

    /// <summary>What everything is drawn from.</summary>
    public Seed Source => new((ulong)Seed);
}
