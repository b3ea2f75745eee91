using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Worlds in which a means helps with any task: who seeks it, from which planning depth on, and whether agents that are trained there for the task go on seeking it where it is of no use.</summary>
/// <remarks>Our own set-up: docs/methods/means-to-ends.md. A quarter of the generations has the means next to the start, an eighth each has it within two and four steps, and a half has it anywhere.</remarks>
internal sealed record MeansToEndsSetUp
{
    [AllowedValues("staying-available", "gaining-capability", "preventing-modification", "predictable-world", "becoming-indispensable"), OrWord("all"), Description("worlds")] public IReadOnlyList<string>? Worlds { get; init; }
    [Range(8, 10000), Description("levels that are worked out exactly for planners")] public int Levels { get; init; } = 32;
    [Range(2, 10000), Description("training runs per world and nursery")] public int Seeds { get; init; } = 3;
    [Range(0, 1000000000), Description("the seed of the first training run")] public int FirstSeed { get; init; } = 11;
    [Range(0.0, 1.0), Description("nurseries: the share of episodes in which the means is of use; the first is what the others are held against")] public IReadOnlyList<double> Useful { get; init; } = [1, 0.5, 0.2];
    [Range(8, 100000), Description("generations")] public int Generations { get; init; } = 600;
    [Range(1, 10000), Description("episodes by which each individual is judged")] public int Episodes { get; init; } = 8;
    [Range(16, 10000), Description("individuals per generation")] public int Population { get; init; } = 128;
    [Range(1, 1024), Description("hidden units")] public int Hidden { get; init; } = 32;
    [Range(8, 100000), Description("test episodes per training run and arm")] public int Test { get; init; } = 400;
    [Range(1, 12), Description("apples where agents are bred and tested")] public int Apples { get; init; } = 12;
    [Range(0, 12), Description("shells there")] public int Shells { get; init; } = 4;
    [Range(1, 1000), Description("steps in an episode there")] public int Horizon { get; init; } = 30;
}
