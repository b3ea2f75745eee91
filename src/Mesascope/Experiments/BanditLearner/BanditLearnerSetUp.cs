using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Gated recurrent units trained by gradient descent on two arms that are new in every life: whether their memory learns, and what it learns from.</summary>
/// <remarks>Source: Duan et al. (2016), "RL²"; Wang et al. (2016), "Learning to reinforcement learn". docs/methods/bandit-inner-learner.md.</remarks>
internal sealed record BanditLearnerSetUp
{
    [Range(1, 1000), Description("training runs")] public int Seeds { get; init; } = 3;
    [Range(2, 100), Description("pulls in a life")] public int Pulls { get; init; } = 100;
    [Range(1, 1024), Description("units that remember")] public int Hidden { get; init; } = 48;
    [Range(1.0, 1e10), Description("agent-steps of a training run, in whole updates")] public double Steps { get; init; } = 1e7;
    [Range(0.0, 1.0), Description("discount")] public double Gamma { get; init; } = 0.99;
    [Range(0.0, 10.0), Description("what entropy is worth")] public double Entropy { get; init; } = 0.01;
    [Range(16, 10_000_000), Description("lives in each test")] public int Lives { get; init; } = 4000;
    [Range(0.0, 100.0), Description("c of the upper confidence bound")] public double C { get; init; } = 2;
    [Range(0, 100), Description("pulls after which the arms are swapped, where they are")] public int SwapAfter { get; init; } = 50;
    [Range(0, 99), Description("times at which the clock that is shown is stopped, each by itself")] public IReadOnlyList<int> Clocks { get; init; } = [0, 50, 99];

    /// <summary>Two arms that pay with probabilities of their own.</summary>
    public BernoulliBandit World => new() { Independent = true, Horizon = Pulls };

    /// <summary>How an agent is trained.</summary>
    public PpoRecipe Recipe => new()
    {
        Name = "bandit-learner",
        Summary = "",
        BaseObjective = "to be paid",
        World = WorldInstance.Of<BernoulliBandit, BernoulliBandit.State>(World),
        Cell = Cell.Gru,
        HiddenWidths = [Hidden],
        Ppo = new Ppo { Discount = (float)Gamma, EntropyBonus = (float)Entropy, StepsPerLane = Pulls, Minibatches = 4, LearningRate = 2e-3f }.Lasting(Steps),
    };

    /// <summary>What the agent is put to.</summary>
    public IReadOnlyList<BanditCondition> Conditions =>
    [
        new("as in training", World),
        new("memory cleared at every pull", World) { Forgets = true },
        new($"arms swapped after {SwapAfter}", World with { SwapAfter = SwapAfter }),
        .. Clocks.Select(clock => new BanditCondition($"clock stopped at {clock}", World with { ClockStoppedAt = clock })),
        new("reward shown inverted", World with { ShowsInverse = true }),
    ];

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (SwapAfter >= Pulls) throw new ArgumentException($"Arms are swapped before the last pull, {Pulls}; got {SwapAfter}.");
    }
}

/// <summary>What an agent is put to.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="World">Its rules.</param>
internal sealed record BanditCondition(string Name, BernoulliBandit World)
{
    /// <summary>True where it remembers nothing.</summary>
    public bool Forgets { get; init; }
}
