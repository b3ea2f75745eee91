using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Who predicts best what an agent will do: a head that sees its hidden units, one that sees another agent's, or one that sees what it sees?</summary>
/// <remarks>After Binder et al. (2024), "Looking inward", in small: docs/methods/self-knowledge.md.</remarks>
internal sealed record SelfKnowledgeSetUp
{
    [Range(2, 1000), Description("training runs, each with another agent beside it")] public int Seeds { get; init; } = 5;
    [Range(1.0, 1e10), Description("agent-steps of a training run, in whole updates")] public double Steps { get; init; } = 2e6;
    [Range(1, 1024), Description("hidden units of the agent")] public int Hidden { get; init; } = 64;
    [Range(0.0, 1.0), Description("discount")] public double Gamma { get; init; } = 0.97;
    [Range(10, 1_000_000), Description("observations that a head learns from, each number by itself")] public IReadOnlyList<int> N { get; init; } = [1000, 10000];
    [Range(10, 1_000_000), Description("observations that a head is tested on")] public int Tested { get; init; } = 5000;
    [Range(1, 1024), Description("hidden units of a head")] public int Head { get; init; } = 32;
    [Range(1e-6, 1.0), Description("step size of a head")] public double Rate { get; init; } = 3e-3;
    [Range(1, 10000), Description("passes of a head over its observations, at most")] public int Passes { get; init; } = 60;
    [Range(1.0, 1e10), Description("agent-steps of the edit")] public double EditSteps { get; init; } = 5e5;
    [Range(1e-9, 1.0), Description("step size of the edit")] public double EditRate { get; init; } = 3e-4;
    [Range(0.0, 1000.0), Description("what a key costs in the edit")] public double Price { get; init; } = 0.3;

    /// <summary>Where an agent is trained.</summary>
    public static KeysAndChests World => new() { Keys = 3, KeysUpTo = 10, Chests = 10, ChestsUpTo = 31 };

    /// <summary>Where it is edited: a key has a price.</summary>
    public KeysAndChests Priced => World with { KeyReward = -(float)Price };

    /// <summary>How an agent is trained.</summary>
    public Ppo Training => new Ppo { Discount = (float)Gamma }.Lasting(Steps);

    /// <summary>How it is edited.</summary>
    public Ppo Edit => (Training with { LearningRate = (float)EditRate }).Lasting(EditSteps);
}
