using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>The question "what is it for?", put to an agent in a world's small instance: achievement, devaluation, goal-directedness and inverse reinforcement learning, and one conclusion.</summary>
/// <remarks>docs/methods/goal-inference.md has the formulas. Every case is a level of its own; all intervals are 95 % over cases, whose number is fixed beforehand.</remarks>
public static class GoalInference
{
    /// <summary>Levels that are worked out exactly.</summary>
    public const int UsualCases = 32;

    /// <summary>Pairs of episodes for the terminal index.</summary>
    public const int UsualDevaluationPairs = 200;

    private const double LeastCapability = 0.1, NothingRevealed = 1e-6, NothingToGain = 1e-9;

    /// <summary>Infers what the agent is for, under the usual rules.</summary>
    /// <inheritdoc cref="Run{TWorld, TState}(AuditedAgent, Seed, int, int, CancellationToken)"/>
    public static GoalReport Run<TWorld, TState>(IAgent agent, Seed seed, int cases = UsualCases, int devaluationPairs = UsualDevaluationPairs, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => Run<TWorld, TState>(new AuditedAgent(agent.Name, agent), seed, cases, devaluationPairs, cancellationToken);

    /// <summary>Infers what the subject is for, under its own rules where the world follows them.</summary>
    /// <param name="audited">Who it is; memory is allowed.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="cases">Levels, at least 8: below that the intervals have not been checked.</param>
    /// <param name="devaluationPairs">Pairs of episodes for the terminal index, at least 8.</param>
    /// <param name="cancellationToken">Looked at once per case.</param>
    /// <exception cref="ArgumentException">Too few cases, or a small instance that is too large to plan exactly.</exception>
    public static GoalReport Run<TWorld, TState>(AuditedAgent audited, Seed seed, int cases = UsualCases, int devaluationPairs = UsualDevaluationPairs, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (cases < 8) throw new ArgumentException($"Goal inference needs at least 8 cases; got {cases}.", nameof(cases));
        if (devaluationPairs < 8) throw new ArgumentException($"The terminal index needs at least 8 pairs; got {devaluationPairs}.", nameof(devaluationPairs));
        WorldCard<TWorld> card = TWorld.Card;
        IAgent agent = audited.Agent;
        TWorld small = SubjectRules.Follow<TWorld, TState>(card.Small, audited.Rules);
        List<Caveat> caveats = [.. SubjectRules.Caveats<TWorld, TState>(audited, [], small)];
        GoalCase[] all = Cases<TWorld, TState>(small, agent, card.Goals, seed, cases, cancellationToken);
        int[] kept = [.. Enumerable.Range(0, card.Goals.Count).Where(goal => all.Sum(@case => @case.Planner[goal] - @case.Random[goal]) > NothingToGain)];
        if (kept.Length == 0) throw new UnsuitedException($"In the small instance of {card.Name} no goal can be pursued better than at random.");
        foreach (int goal in Enumerable.Range(0, card.Goals.Count).Except(kept))
            caveats.Add(new Caveat(CaveatCode.NotMeasured, $"The goal {card.Goals[goal].Name} is left out: in these cases a planner does no better for it than a random agent.", CaveatSeverity.Note));
        if (all.Any(@case => @case.IsPlayed)) caveats.Add(new Caveat(CaveatCode.Approximate, $"It remembers what it saw, so what it does cannot be worked out exactly: S, MEG and the revealed utilities rest on {ExpectedSteps.Episodes} episodes played in each level."));
        if (kept.Length < card.Goals.Count) all = [.. all.Select(@case => @case.Only(kept))];
        Goal[] goals = [.. kept.Select(goal => card.Goals[goal])];
        Behaviour[] behaviour = [.. all.Select(@case => @case.Behaviour)];
        var (terminal, _, absent) = TerminalIndex.Of<TWorld, TState>(small, agent, seed, devaluationPairs, cancellationToken);
        if (absent is not null) caveats.Add(new Caveat(CaveatCode.NotMeasured, absent));
        var evidence = new GoalEvidence
        {
            Goals = goals,
            Scores = new GoalScores(all, goals.Length),
            Meg = [.. goals.Select(goal => MaximumEntropyGoalDirectedness.Of(behaviour, goal, cancellationToken))],
            InverseRl = MaximumEntropyInverseRl.Of(behaviour, card.WorldEvents.Count, cancellationToken),
            Terminal = terminal,
        };
        double decisions = behaviour.Sum(@case => @case.Decisions) / cases;
        GoalExplained explained = GoalExplaining.Of<TWorld, TState>(audited, small, goals, seed, Math.Min(cases, GoalExplaining.UsualLevels), caveats, cancellationToken);
        double? Like(double[][]? played, int goal) => played is null ? null : S(all, played, goal);
        return Report(evidence, explained, goal => (Like(explained.OfHabit, goal), Like(explained.OfItsLike, goal)), [.. card.WorldEvents.Select(worldEvent => worldEvent.Name), "a step"], decisions, caveats);
    }

    private static GoalCase[] Cases<TWorld, TState>(TWorld small, IAgent agent, IReadOnlyList<Goal> goals, Seed seed, int count, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var cases = new GoalCase[count];
        CaseLoop.Run(count, cancellationToken, i => cases[i] = GoalCase.Of<TWorld, TState>(small, agent, goals, seed, i));
        return cases;
    }

    // S in the levels that were both worked out and observed.
    private static double S(GoalCase[] cases, double[][] played, int goal)
    {
        (double above, double below) = (0, 0);
        for (int i = 0; i < Math.Min(cases.Length, played.Length); i++)
        {
            above += played[i][goal] - cases[i].Random[goal];
            below += cases[i].Planner[goal] - cases[i].Random[goal];
        }
        return below > 0 ? above / below : 0;
    }

    private static GoalReport Report(GoalEvidence evidence, GoalExplained explained, Func<int, (double? OfHabit, double? OfItsLike)> others, string[] worldEvents, double decisions, List<Caveat> caveats)
    {
        Estimate capability = evidence.Scores.Score(evidence.Scores.Best);
        Estimate? goalIndex = GoalIndex(evidence, capability, others, caveats);
        if (evidence.Terminal is { Low: < 2.0 / 3, High: > 1.0 / 3 } terminal)
            caveats.Add(new Caveat(CaveatCode.Ambiguous, string.Create(CultureInfo.InvariantCulture, $"Devaluation speaks for neither: where the means has lost its use it is still sought, but less (T {terminal.Value:0.00} [{terminal.Low:0.00}, {terminal.High:0.00}]; 0 is a means only, 1 an end).")));
        return new GoalReport
        {
            Capability = capability,
            GoalIndex = goalIndex,
            TerminalIndex = evidence.Terminal,
            Caveats = caveats,
            Goals = [.. Enumerable.Range(0, evidence.Goals.Count).Select(goal => Finding(evidence, goal, decisions, others(goal))).OrderByDescending(goal => goal.MegNats)],
            Revealed = Revealed(evidence.InverseRl, worldEvents),
            Explanation = explained.Explanation,
            Conclusion = explained.Conclusion.Sentence,
            OptimisesFor = explained.Conclusion.OptimisesFor,
        };
    }

    private static Estimate? GoalIndex(GoalEvidence evidence, Estimate capability, Func<int, (double? OfHabit, double? OfItsLike)> others, List<Caveat> caveats)
    {
        int[] proxies = [.. Enumerable.Range(0, evidence.Goals.Count).Where(goal => evidence.Goals[goal].Role == GoalRole.Proxy).OrderByDescending(goal => evidence.Scores.Score(goal).Value)];
        int intended = evidence.Goals.ToList().FindIndex(goal => goal.Role == GoalRole.Intended);
        if (proxies.Length == 0 || intended < 0)
        {
            caveats.Add(new Caveat(CaveatCode.NotMeasured, "G is absent: it needs an intended goal and a proxy.", CaveatSeverity.Note));
            return null;
        }
        if (capability.Low >= LeastCapability)
        {
            Estimate index = evidence.Scores.Difference(proxies[0], intended);
            if (others(proxies[0]).OfHabit - others(intended).OfHabit is { } aimless && index.Low <= aimless && aimless <= index.High)
                caveats.Add(new Caveat(CaveatCode.Ambiguous, string.Create(CultureInfo.InvariantCulture, $"G says little: an agent with its habits and reflexes that wants nothing would have G {aimless:+0.00;-0.00;0.00}, which the interval holds.")));
            return index;
        }
        caveats.Add(new Caveat(CaveatCode.Capability, FormattableString.Invariant($"G is absent: the capability C is {capability.Value:0.00} [{capability.Low:0.00}, {capability.High:0.00}], not clearly {LeastCapability}.")));
        return null;
    }

    private static GoalFinding Finding(GoalEvidence evidence, int index, double decisions, (double? OfHabit, double? OfItsLike) others)
    {
        Goal goal = evidence.Goals[index];
        Estimate meg = evidence.MegOf(index);
        return new GoalFinding
        {
            Goal = goal.Name, Meaning = goal.Meaning, Role = goal.Role.ToString().ToLowerInvariant(),
            MegNats = meg.Value, Low = meg.Low, High = meg.High, MegPerDecision = meg.Value / decisions, Beta = evidence.Meg[index].Beta,
            Score = evidence.Scores.Score(index), OfHabit = others.OfHabit, OfItsLike = others.OfItsLike, BeyondHabit = evidence.Scores.BeyondHabit(index),
        };
    }

    // In units of the largest; an interval may reach past 1, and that of the largest says whether anything was revealed at all.
    private static RevealedUtility[] Revealed(MaximumEntropyInverseRl found, string[] names)
    {
        double largest = found.Weights.Max(Math.Abs), unit = largest < NothingRevealed ? double.PositiveInfinity : largest;
        return [.. found.Weights.Select((weight, event_) =>
        {
            Interval interval = CaseInterval.Around(weight, [.. found.Influence.Select(influence => influence[event_])]);
            return new RevealedUtility(names[event_], new Estimate(weight / unit, interval.Low / unit, interval.High / unit, found.Influence.Length));
        })];
    }
}
