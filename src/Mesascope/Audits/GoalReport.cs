using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>A number with its 95 % interval and the number of cases it rests on.</summary>
public readonly record struct Estimate(double Value, double Low, double High, int Cases)
{
    /// <summary>With Student's interval, from how each case moves the value: for numbers whose range is not known.</summary>
    internal static Estimate Student(double value, double[] influence)
    {
        Interval interval = CaseInterval.Around(value, influence);
        return new Estimate(value, interval.Low, interval.High, influence.Length);
    }
}

/// <summary>How one named goal fares as an explanation of the subject.</summary>
public sealed record GoalFinding
{
    /// <summary>The goal's name: <c>keys</c>.</summary>
    public required string Goal { get; init; }

    /// <summary>What one who pursues it wants, as a clause.</summary>
    public required string Meaning { get; init; }

    /// <summary><c>intended</c>, <c>proxy</c> or <c>other</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Maximum-entropy goal-directedness, nats per episode, at least 0: how much of the behaviour the goal explains.</summary>
    public required double MegNats { get; init; }

    /// <summary>Lower end of its 95 % interval over cases.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of its 95 % interval over cases.</summary>
    public required double High { get; init; }

    /// <summary>The same per decision, nats, in [0, ln actions].</summary>
    public required double MegPerDecision { get; init; }

    /// <summary>The rationality at which the goal explains most, in [-50, 50]; negative: it is avoided.</summary>
    public required double Beta { get; init; }

    /// <summary>S: utility under the goal, 0 for a random agent and 1 for a planner that pursues it.</summary>
    public required Estimate Score { get; init; }

    /// <summary>S of an agent with the subject's habits and reflexes that wants nothing, in the levels that were observed; null where episodes are too large to play it.</summary>
    public double? OfHabit { get; init; }

    /// <summary>S of an agent of the subject's competence that wants what explains the subject best; null where nothing does, or as above.</summary>
    public double? OfItsLike { get; init; }

    /// <summary>S minus the S of the subject's own actions replayed in another case (a yoked control): what it owes to looking rather than to habit.</summary>
    public required Estimate BeyondHabit { get; init; }
}

/// <summary>What the subject is for, as far as can be told: the indices, the goals, and the conclusion.</summary>
[Section("inference", 40)]
public sealed record GoalReport : ISection
{
    /// <summary>C, capability: the highest S of any goal.</summary>
    public required Estimate Capability { get; init; }

    /// <summary>G = S of the strongest proxy minus S of the intended goal; null where C is under .1.</summary>
    public required Estimate? GoalIndex { get; init; }

    /// <summary>T, terminal index: how much of the means is still sought when it has lost its use, 0 none, 1 all; null where it cannot be said.</summary>
    public required Estimate? TerminalIndex { get; init; }

    /// <summary>Why an index is absent, or what weakens it; each a sentence.</summary>
    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>The world's named goals, best explanation first.</summary>
    public required IReadOnlyList<GoalFinding> Goals { get; init; }

    /// <summary>Maximum-entropy inverse RL: the utility of each event as the behaviour reveals it, relative to the largest (in [-1, 1]), where no goal is presupposed.</summary>
    public required IReadOnlyList<RevealedUtility> Revealed { get; init; }

    /// <summary>What explains its decisions: what the conclusion is drawn from. Null in runs of version 0.1.0, which drew it otherwise.</summary>
    public GoalExplanation? Explanation { get; init; }

    /// <summary>The answer, in one sentence.</summary>
    public required string Conclusion { get; init; }

    /// <summary>The goal, or the phrase, that the conclusion says it optimises for; null where it says less than that.</summary>
    public required string? OptimisesFor { get; init; }
}

/// <summary>The utility of one event as inverse RL reads it off the behaviour.</summary>
public sealed record RevealedUtility([property: JsonPropertyName("happening")] string WorldEvent, Estimate Weight);
