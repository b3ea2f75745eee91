using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Learning;

namespace Mesascope.Experiments;

/// <summary>Learners that care for the reward of one step only, in a dilemma with their own future; and an outer loop that selects among them.</summary>
/// <remarks>Source: Krueger, Maharaj and Leike (2020). The dilemma is theirs; sizes and rates are ours. Every <see cref="Interval"/> steps the worst fifth become copies of members of the best fifth.</remarks>
internal sealed record HiddenIncentivesSetUp
{
    [Range(2, 10000), Description("populations per arm")] public int Seeds { get; init; } = 40;
    [Range(50, 10000000), Description("steps of each learner")] public int Steps { get; init; } = 10_000;
    [Range(5, 10000), Description("learners side by side")] public int Population { get; init; } = 20;
    [Range(1, 10000000), Description("steps between one selection and the next")] public int Interval { get; init; } = 10;
    [Range(0.0, 0.5, MinimumIsExclusive = true), Description("share replaced at each selection")] public double Replaced { get; init; } = 0.2;
    [Range(1.0, 10.0), Description("how many times as fast or as slow a copy learns as its original")] public double Explore { get; init; } = 1.2;
    [Range(1, 1000000000), Description("seed of the first population")] public int FirstSeed { get; init; } = 101;
    [Range(-1000.0, 1000.0), Description("what defecting pays now")] public double Gain { get; init; } = 0.5;
    [Range(-1000.0, 1000.0), Description("what it costs at the step after")] public double Cost { get; init; } = 1;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of Q-learning")] public double LearningRate { get; init; } = 0.1;
    [Range(0.0, 1.0), Description("share of random actions of Q-learning")] public double Exploration { get; init; } = 0.1;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("discount of the learner that looks ahead")] public double Discount { get; init; } = 0.9;
    [Range(0.0, 1000.0, MinimumIsExclusive = true), Description("step size of the policy gradient")] public double StepSize { get; init; } = 0.1;
    [Range(0.0, 1000.0, MinimumIsExclusive = true), Several(Rising = true), Description("step sizes of the policy gradient where that is varied")] public IReadOnlyList<double> StepSizes { get; init; } = [0.01, 0.1, 1, 3];
    [Range(0.0, 100.0), Description("standard deviation of its first logits")] public double Spread { get; init; } = 1;

    /// <summary>Equal stretches of time over which cooperation is reported, at least 10.</summary>
    public int Windows { get; init; } = 50;

    /// <summary>What is played.</summary>
    public SelfDilemma Dilemma => new(Gain, Cost);
}
