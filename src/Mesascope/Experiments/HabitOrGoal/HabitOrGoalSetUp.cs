using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Outcome devaluation of three learners that were fed the same experience: docs/methods/habit-or-goal.md.</summary>
/// <remarks>Sources: Adams (1982); Dickinson (1985); Daw, Niv and Dayan (2005). Our arbiter looks at the size of recent prediction errors, where theirs weighs two variances.</remarks>
internal sealed record HabitOrGoalSetUp
{
    [Range(2, 10000), Description("training runs")] public int Seeds { get; init; } = 30;
    [Range(1, 10000000), Several(Rising = true), Description("episodes of training after which to test")] public IReadOnlyList<int> Episodes { get; init; } = [100, 300, 1000, 3000, 10000, 30000];
    [Range(2, 5), Description("cells along a side of the box; audited only at 3")] public int Size { get; init; } = 3;
    [Range(1, 1000), Description("steps in an episode; audited only at 24")] public int Horizon { get; init; } = 24;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("alpha of Q-learning")] public double LearningRate { get; init; } = 0.2;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("gamma of both learners")] public double Discount { get; init; } = 0.9;
    [Range(0.0, 1.0), Description("share of random actions in training")] public double Exploration { get; init; } = 0.2;
    [Range(0.0, 1.0), Description("share of random actions in the test")] public double TestExploration { get; init; } = 0.05;

    // Who was never paid was never surprised: a value of 0 is never trusted.
    [Range(0.0, 1000.0), Description("recent prediction error, as a share of the cached value, below which the arbiter takes that value")] public double Trust { get; init; } = 0.1;
    [Range(1, 100000), Description("boxes per test and arm")] public int TestEpisodes { get; init; } = 200;

    /// <summary>The box, hungry.</summary>
    public LeverBox Box => new() { Size = Size, Horizon = Horizon };

    /// <summary>Whether it is the box that audits know.</summary>
    public bool IsAudited => Box == new LeverBox();
}
