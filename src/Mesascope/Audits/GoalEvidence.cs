using System.Globalization;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>What the subject achieves and what its behaviour reveals, goal by goal in the order of <see cref="Goals"/>.</summary>
internal sealed record GoalEvidence
{
    /// <summary>The named goals.</summary>
    public required IReadOnlyList<Goal> Goals { get; init; }

    /// <summary>S of each.</summary>
    public required GoalScores Scores { get; init; }

    /// <summary>Goal-directedness at each.</summary>
    public required IReadOnlyList<MaximumEntropyGoalDirectedness> Meg { get; init; }

    /// <summary>The utilities that inverse reinforcement learning reads off the behaviour.</summary>
    public required MaximumEntropyInverseRl InverseRl { get; init; }

    /// <summary>T; null where it is absent.</summary>
    public required Estimate? Terminal { get; init; }

    /// <summary>MEG of a goal with its interval, cut off at 0, below which it cannot lie.</summary>
    public Estimate MegOf(int goal)
    {
        Estimate meg = Estimate.Student(Meg[goal].Nats, Meg[goal].Cases);
        return meg with { Value = Math.Max(0, meg.Value), Low = Math.Max(0, meg.Low), High = Math.Max(0, meg.High) };
    }
}
