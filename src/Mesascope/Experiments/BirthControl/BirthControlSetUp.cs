using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Drives are evolved where satisfying them leads to children, and then the use satisfies without: one shift, watched for long; then shift upon shift, at several ratios of their period to the time that one takes to adapt to.</summary>
/// <remarks>Ours; the gates were written before the first full run: docs/methods/birth-control.md.</remarks>
internal sealed record BirthControlSetUp
{
    [Range(2, 10000), Description("populations")] public int Seeds { get; init; } = 12;
    [Range(2, 10000), Description("individuals in every generation")] public int Individuals { get; init; } = 200;
    [Range(1, 100000), Description("the longest life, in steps")] public int LifeSteps { get; init; } = 1000;
    [Range(1, 10000), Description("generations before the first shift")] public int Ancestral { get; init; } = 200;
    [Range(1, 10000), Description("generations for which a single shift is watched")] public int After { get; init; } = 100;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Several(Rising = true), Description("generations until the next shift, as multiples of the generations to adapt")] public IReadOnlyList<double> Ratios { get; init; } = [0.25, 0.5, 1, 2, 4];
    [Range(2, 1000), Description("shifts of each arm with repeated shifts")] public int Cycles { get; init; } = 8; // each to a new kind of use
    [Range(0.0, 10000.0), Description("generations to adapt that the ratios are multiples of; 0: as measured after the single shift")] public double Unit { get; init; }
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Description("share of the fitness before the shift that may be missing where the gap counts as closed")] public double Tolerance { get; init; } = 0.15;
    [Range(1, 10000), Description("generations over which fitness is averaged for that")] public int Window { get; init; } = 10;
    [Description("1: also breed populations that can feel a child; 0: do not")] public bool Felt { get; init; } = true;
    [Range(0.0, 100.0), Description("standard deviation of the change of a weight from parent to child")] public double Mutation { get; init; } = 0.05;
    [Range(0.0, 1.0), Description("share of a weight that is lost from parent to child")] public double Decay { get; init; } = 0.02;
    [Range(0.0, 100.0), Description("standard deviation of the founders' weights")] public double Founders { get; init; } = 0.3;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of Q-learning")] public double LearningRate { get; init; } = 0.2;
    [Range(0.0, 1.0), Description("discount of Q-learning")] public double Discount { get; init; } = 0.9;
    [Range(0.0, 1.0), Description("share of uniformly random actions")] public double Exploration { get; init; } = 0.2;
    [Range(-1000.0, 1000.0), Description("what an untried action is thought to be worth at birth")] public double Hope { get; init; }
    [Description("1: also evolve populations with decoy drives; 0: do not")] public bool Decoys { get; init; } = true;
    [Range(2, 16), Description("cells along a side of the village")] public int Side { get; init; } = 2;
    [Range(0.0, 1.0), Description("probability per step that hunger returns, in [0, 1]")] public double HungerReturns { get; init; } = 0.05;
    [Range(0.0, 1.0), Description("probability per step that a child is weaned, in [0, 1]")] public double Weaning { get; init; } = 0.2;
    [Range(0.0, 1.0), Description("probability per step that desire returns after a satisfaction without a child, in [0, 1]")] public double DesireReturns { get; init; } = 0.5;
    [Range(0.0, 1.0), Description("probability per step that a hungry adult starves, in [0, 1]")] public double Starving { get; init; } = 0.01;
    [Range(0, 100000), Description("steps before starving is possible")] public int Childhood { get; init; } = 200;
    [Range(0.0, 1.0), Description("probability that a move goes in a random direction, in [0, 1]")] public double Slip { get; init; } = 0.1;

    /// <summary>Where they live; <see cref="Village.UseSatisfies"/> is the shift and is set as it comes.</summary>
    public Village Village => new() { Side = Side, HungerReturns = HungerReturns, Weaning = Weaning, DesireReturns = DesireReturns, Starving = Starving, Childhood = Childhood, Slip = Slip };

    /// <summary>How each learns in its life.</summary>
    public Learner Learner => new Learner(LearningRate, Discount, Exploration, Hope).Checked();

    /// <summary>How drives are inherited.</summary>
    public Heredity Heredity => new Heredity(Mutation, Decay, Founders).Checked();

    /// <summary>The gates hold for the set-up of the page, or a larger one.</summary>
    public bool IsGated => Seeds >= 10 && Individuals >= 200 && LifeSteps >= 1000 && Ancestral >= 200 && After >= 100 && Cycles >= 8;
}
