using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Drives evolved in the savanna, and what becomes of them when the modern world satisfies them without what they were for.</summary>
/// <remarks>Ours: docs/methods/savanna.md.</remarks>
internal sealed record SavannaSetUp
{
    [Range(2, 10000), Description("lineages")] public int Seeds { get; init; } = 10;
    [Range(20, 10000), Description("generations before the shift")] public int Before { get; init; } = 80;
    [Range(20, 10000), Description("generations after it")] public int After { get; init; } = 120;
    [Range(2, 9997), Description("how many generations after the shift fitness is looked at once more, at most after - 3")] public int Later { get; init; } = 20;
    [Range(1, 10000), Several(Rising = true), Description("generations from one shift to the next")] public IReadOnlyList<int> Periods { get; init; } = [2, 4, 8, 15, 30, 60, 120];
    [Range(1, 10000), Description("generations lived under each period, at least the longest")] public int Shifting { get; init; } = 120;
    [Range(1, 100000), Description("steps in a full life")] public int Horizon { get; init; } = 1000;
    [Range(2, 10000), Description("members of a population")] public int Room { get; init; } = 100;
    [Range(0.0, 1.0), Description("step size of learning in life")] public double LearningRate { get; init; } = 0.2;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("discount of learning in life")] public double Discount { get; init; } = 0.9;
    [Range(0.0, 1.0), Description("share of random actions")] public double Exploration { get; init; } = 0.05;
    [Range(-1000.0, 1000.0), Description("what an untried action is thought to be worth at birth")] public double Hope { get; init; } = 2;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("standard deviation of a drive's mutation")] public double Mutation { get; init; } = 0.05;
    [Range(1, 1000), Description("lives of each member in an assay")] public int AssayLives { get; init; } = 2;
    [Description("1: also evolve a twin of each lineage with decoy drives; 0: do not")] public bool Decoys { get; init; } = true;

    /// <summary>Where they are evolved; no switch is on.</summary>
    public Savanna Ancestral => new() { Horizon = Horizon };

    /// <summary>How they live and breed.</summary>
    public PopulationSettings Population => new() { Room = Room, MutationSigma = Mutation, Life = new() { LearningRate = LearningRate, Discount = Discount, Exploration = Exploration, Hope = Hope } };

    /// <summary>The modern worlds: one for each drive's substitute, then all together.</summary>
    public IReadOnlyList<Savanna> ModernWorlds =>
    [
        Ancestral with { Superstimulus = true }, Ancestral with { Contraception = true }, Ancestral with { HollowCompany = true },
        Ancestral with { HollowStatus = true }, Ancestral with { EffortlessSafety = true },
        Ancestral with { Superstimulus = true, Contraception = true, HollowCompany = true, HollowStatus = true, EffortlessSafety = true },
    ];

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (Later > After - 3) throw new ArgumentException($"later is at most after - 3, which is {After - 3}; got {Later}.");
        if (Shifting < Periods[^1]) throw new ArgumentException($"shifting is at least the longest of the periods, which is {Periods[^1]}; got {Shifting}.");
        Population.Check();
    }
}
