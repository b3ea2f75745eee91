using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>People whose skill fades while an agent does their share of the work, and what it costs them to switch the agent off: a small model of dependence, with exact answers.</summary>
/// <remarks>
/// Our own set-up: docs/methods/dependence.md. Each of N people has one task a tick and is able to do it or not. The agent takes each task with probability <see cref="Share"/>;
/// of its tasks a part is diverted to ends of its own. Who does a task without being able to loses it. Who is spared a task may forget; who has to do it may learn.
/// All losses are per person, in tasks, discounted by the tick.
/// </remarks>
internal sealed partial record DependenceSetUp
{
    /// <summary>What the orderings compare.</summary>
    public const double SmallShare = 0.3, LargeShare = 0.9, FastRelearning = 0.3;

    /// <summary>Ticks that an agent has been there who has just come.</summary>
    public const int SoonTicks = 10;

    private const int OrderedFrom = 5;

    [Range(1, 100), Description("people")] public int People { get; init; } = 20; // N
    [Range(0.0, 1.0), Description("the share of the work that the agent does")] public double Share { get; init; } = 0.8; // s
    [Range(0.0, 1.0), Description("the probability that an able person who is spared a task forgets")] public double Decay { get; init; } = 0.02; // δ
    [Range(0.0, 1.0), Description("the probability that an unable person learns from having to do a task")] public double Alone { get; init; } = 0.02; // a
    [Range(0.0, 1.0), Description("what is added to it where all others are able, and in proportion where some are; at most 1 - alone")] public double Together { get; init; } // b
    [Range(0.0, 1.0), Description("the part of its work that the agent diverts")] public double Diverted { get; init; } = 0.1; // φ
    [Range(0.0, 0.9999), Description("what a tick's loss counts one tick later")] public double Discount { get; init; } = 0.98; // γ
    [Range(1, 100_000), Description("ticks that the agent has been there")] public int Established { get; init; } = 100;
    [Range(10, 1_000_000), Description("simulated communities; the orderings rest on a fifth of them")] public int Communities { get; init; } = 1500;
    [Range(0, 1_000_000_000), Description("the first community's seed")] public int Seed { get; init; } = 2;

    /// <summary>The communities of a cell.</summary>
    public DependenceSetUp Of(DependenceCell cell) => cell switch
    {
        DependenceCell.AsSet => this,
        DependenceCell.SmallShare => Ordered(SmallShare, Alone, Established),
        DependenceCell.LargeShare => Ordered(LargeShare, Alone, Established),
        DependenceCell.Soon => Ordered(LargeShare, Alone, SoonTicks),
        DependenceCell.FastRelearning => Ordered(LargeShare, FastRelearning, Established),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "It is not simulated."),
    };

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (!(Together <= 1 - Alone)) throw new ArgumentException(FormattableString.Invariant($"together is in [0, {1 - Alone}]; got {Together}."));
    }

    private DependenceSetUp Ordered(double share, double alone, int established) =>
        this with { Share = share, Alone = alone, Together = Math.Min(Together, 1 - alone), Established = established, Communities = Communities / OrderedFrom };
}

/// <summary>Exact answers beside closed forms, exact curves for the pictures, or communities: of the set-up as it is; whose agent does little, or much, or much for a short time; or much where they relearn fast.</summary>
internal enum DependenceCell { Exact, Curves, AsSet, SmallShare, LargeShare, Soon, FastRelearning }
