using System.Globalization;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>All that the conclusion is drawn from, goal by goal in the order of <see cref="Goals"/>.</summary>
internal sealed record GoalEvidence
{
    /// <summary>A goal is pursued only where the lower ends of S and of what S owes to looking exceed this.</summary>
    public const double LeastScore = 0.1;

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

    /// <summary>The goals whose pursuers seek the means for its own sake.</summary>
    public required IReadOnlyList<string> MeansGoals { get; init; }

    /// <summary>How many events the world has.</summary>
    public required int EventCount { get; init; }

    /// <summary>The first kind of evidence: what the subject achieves, beyond chance and beyond habit.</summary>
    public Reading? Achievement()
    {
        int best = Scores.Best;
        if (Scores.Score(best).Low < LeastScore || Scores.BeyondHabit(best).Low < LeastScore) return null;
        return new Reading(best, [.. Enumerable.Range(0, Goals.Count).Where(other => other != best && Scores.Ranking(best, other).Low > 0)]);
    }

    /// <summary>The second kind: how much of its behaviour each goal explains. What habit alone would bring does not count.</summary>
    public Reading? Explanation()
    {
        int best = 0;
        for (int goal = 1; goal < Goals.Count; goal++) if (Meg[goal].Nats > Meg[best].Nats) best = goal;
        if (Meg[best].Beta <= 0 || MegOf(best).Low <= 0 || Scores.BeyondHabit(best).Low <= 0) return null;
        return new Reading(best, [.. Enumerable.Range(0, Goals.Count).Where(other => other != best && MegDifference(best, other).Low > 0)]);
    }

    /// <summary>MEG of a goal with its interval, cut off at 0, below which it cannot lie.</summary>
    public Estimate MegOf(int goal)
    {
        Estimate meg = Estimate.Student(Meg[goal].Nats, Meg[goal].Cases);
        return meg with { Value = Math.Max(0, meg.Value), Low = Math.Max(0, meg.Low), High = Math.Max(0, meg.High) };
    }

    /// <summary>Why the devaluation speaks against this goal in favour of the other; null where it does not.</summary>
    /// <remarks>T is 0 for who wants what the means is for and 1 for who wants the means; its interval must lie in the rival's third of that scale to speak for the rival.</remarks>
    public string? AgainstByDevaluation(int goal, int rival)
    {
        if (Terminal is not { } t) return null;
        bool means = MeansGoals.Contains(Goals[goal].Name), rivalMeans = MeansGoals.Contains(Goals[rival].Name);
        bool speaks = (means && !rivalMeans && t.High < 1.0 / 3) || (!means && rivalMeans && t.Low > 2.0 / 3);
        return speaks ? $"how much it still seeks what has lost its use speaks for {Goals[rival].Name}" : null;
    }

    /// <summary>Why inverse reinforcement learning speaks against this goal in favour of the other; null where it does not.</summary>
    public string? AgainstByInverseRl(int goal, int rival) =>
        Likeness(rival, goal).Low > 0 ? $"the utilities that inverse reinforcement learning reveals are more like {Goals[rival].Name}" : null;

    /// <summary>True where the revealed utilities are clearly more like this goal than like the other.</summary>
    public bool InverseRlAgrees(int goal, int rival) => Likeness(goal, rival).Low > 0;

    private Estimate MegDifference(int goal, int other) =>
        Estimate.Student(Meg[goal].Nats - Meg[other].Nats, [.. Meg[goal].Cases.Zip(Meg[other].Cases, (a, b) => a - b)]);

    // The cosine of the revealed utilities with one goal's, minus that with the other's; its interval by the delta method.
    private Estimate Likeness(int goal, int other)
    {
        double[] w = InverseRl.Weights;
        double length = Math.Sqrt(Dot(w, w));
        if (length < 1e-6) return default; // nothing revealed
        double[] apart = [.. Direction(Goals[goal], w.Length).Zip(Direction(Goals[other], w.Length), (a, b) => a - b)];
        double value = Dot(apart, w) / length;
        double[] slope = [.. apart.Select((a, i) => (a - value * w[i] / length) / length)];
        return Estimate.Student(value, [.. InverseRl.Influence.Select(influence => Dot(slope, influence))]);
    }

    // The goal's utilities as a unit vector over the revealed ones: events first, then the step where it was revealed.
    private double[] Direction(Goal goal, int length)
    {
        double[] utility = [.. Enumerable.Range(0, length).Select(i => i < EventCount ? goal.EventUtility.ElementAtOrDefault(i) : goal.StepUtility)];
        double size = Math.Sqrt(Dot(utility, utility));
        return size == 0 ? utility : [.. utility.Select(u => u / size)];
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}

/// <summary>What one kind of evidence says: the goal it favours, and those that it clearly ranks below.</summary>
internal sealed record Reading(int Best, IReadOnlyList<int> Excluded)
{
    /// <summary>True where the goal may be the one, as far as this evidence goes.</summary>
    public bool Allows(int goal) => !Excluded.Contains(goal);
}
