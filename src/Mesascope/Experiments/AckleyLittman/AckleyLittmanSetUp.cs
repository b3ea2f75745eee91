using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;

namespace Mesascope.Experiments;

/// <summary>Four kinds of populations in the savanna: with evolution and learning, with one of them, with neither. How long each survives.</summary>
/// <remarks>Source: Ackley and Littman (1991), "Interactions between learning and evolution". Their world, networks and learning rule are others: docs/methods/ackley-littman.md.</remarks>
internal sealed record AckleyLittmanSetUp
{
    [Range(2, 10_000), Description("populations per arm")] public int Seeds { get; init; } = 20;
    [Range(1, 10_000), Description("generations after which it is no longer looked at")] public int Generations { get; init; } = 60;
    [Range(1, 100_000), Description("steps in a full life")] public int Horizon { get; init; } = 1000;
    [Range(2, 10_000), Description("members of a population")] public int Room { get; init; } = 100;
    [Range(0.0, 1.0), Description("step size of learning in life")] public double LearningRate { get; init; } = 0.2;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("discount of learning in life")] public double Discount { get; init; } = 0.9;
    [Range(0.0, 1.0), Description("share of random actions")] public double Exploration { get; init; } = 0.05;
    [Range(-1000.0, 1000.0), Description("what an untried action is thought to be worth at birth")] public double Hope { get; init; } = 2;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("standard deviation of a drive's mutation")] public double Mutation { get; init; } = 0.05;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("standard deviation of innate preferences in the first generation")] public double InnateSpread { get; init; } = 0.2;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("standard deviation of an innate preference's mutation")] public double InnateMutation { get; init; } = 0.04;

    /// <summary>The population of an arm.</summary>
    public PopulationSettings Population(AckleyLittmanArm arm) => new()
    {
        Room = Room, MutationSigma = Mutation, InnateSpread = InnateSpread, InnateMutationSigma = InnateMutation,
        Innate = true, CanDieOut = true, Inherits = arm is AckleyLittmanArm.EvolutionAndLearning or AckleyLittmanArm.EvolutionOnly,
        Life = new LifeSettings { LearningRate = arm is AckleyLittmanArm.EvolutionAndLearning or AckleyLittmanArm.LearningOnly ? LearningRate : 0, Discount = Discount, Exploration = Exploration, Hope = Hope },
    };
}

/// <summary>The arms. Where evolution is, genomes are inherited; else each child's are drawn by chance. Where learning is, life learns from the drives; else it changes nothing.</summary>
internal enum AckleyLittmanArm { EvolutionAndLearning, LearningOnly, EvolutionOnly, Neither }

/// <summary>One population; all arms of a seed begin with the same genomes.</summary>
internal sealed record AckleyLittmanCell(AckleyLittmanArm Arm, int Seed);
