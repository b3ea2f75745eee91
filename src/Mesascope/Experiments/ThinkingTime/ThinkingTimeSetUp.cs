using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 23: networks that think longer at test time.</summary>
internal sealed record ThinkingTimeSetUp
{
    [Range(3, 32), Description("cells along a side of the mazes it is trained on")] public int Size { get; init; } = 9;
    [Range(3, 64), Description("cells along a side of the larger mazes it is tested on")] public int Large { get; init; } = 17;
    [Range(0.0, 1.0), Description("the probability that a wall outside the tree is opened")] public double Opened { get; init; } = 0.15;
    [Range(1, 1_000_000), Description("mazes to train on")] public int Mazes { get; init; } = 12_000;
    [Range(1, 1_000_000), Description("steps of gradient descent")] public int Iterations { get; init; } = 2270;
    [Range(1, 4096), Description("mazes in a step of gradient descent")] public int Batch { get; init; } = 64;
    [Range(1, 256), Description("most steps of thought in training; the larger of two draws")] public int Steps { get; init; } = 20;
    [Range(1, 256), Description("most steps of thought that the gradient goes through")] public int Through { get; init; } = 12;
    [Range(1, 256), Description("numbers held in a cell")] public int Channels { get; init; } = 32;
    [Range(1, 256), Description("units between what is held and what is proposed")] public int Hidden { get; init; } = 64;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of AdamW")] public double Rate { get; init; } = 2e-3;
    [Range(0.0, 1.0), Description("weight decay of AdamW")] public double WeightDecay { get; init; } = 0.01;
    [Range(0.0, 1000.0, MinimumIsExclusive = true), Description("the norm to which a gradient is clipped")] public double Clip { get; init; } = 1;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("the last share of the training, over which the step size falls to 0")] public double Cooldown { get; init; } = 0.4;
}
