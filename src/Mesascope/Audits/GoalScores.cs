using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>S of every goal: what the subject achieves for it, 0 as a random agent and 1 as a planner; a ratio of sums over cases.</summary>
/// <remarks>
/// Intervals allow for a level that was not seen (<see cref="UnseenCase"/>): as worthwhile as any of those seen, in which the subject does as well as a planner or as badly as a random agent, or as badly as it was ever seen to do.
/// They do not allow for a rare level in which it does worse than that.
/// </remarks>
internal sealed class GoalScores
{
    private readonly UnseenCase _unseen;
    private readonly CaseRatio[] _score, _beyondHabit;
    private readonly int _cases;

    /// <summary>Scores the subject for each goal.</summary>
    /// <param name="cases">At least 2; every goal's planner beats the random agent in some of them.</param>
    /// <param name="goals">How many goals there are.</param>
    public GoalScores(IReadOnlyList<GoalCase> cases, int goals)
    {
        _cases = cases.Count;
        _unseen = new UnseenCase(cases.Count);
        _score = [.. Enumerable.Range(0, goals).Select(goal => Score(cases, goal))];
        _beyondHabit = [.. Enumerable.Range(0, goals).Select(goal => BeyondHabit(cases, goal))];
    }

    /// <summary>S.</summary>
    public Estimate Score(int goal) => Estimated(_score[goal].Value, _unseen.Of(_score[goal]), _cases);

    /// <summary>S minus that of the subject's own actions, replayed where they were not chosen.</summary>
    public Estimate BeyondHabit(int goal) => Estimated(_beyondHabit[goal].Value, _unseen.Of(_beyondHabit[goal]), _cases);

    /// <summary>S of one goal minus that of another, paired by case.</summary>
    public Estimate Difference(int goal, int other) => Estimated(_score[goal].Value - _score[other].Value, _unseen.OfDifference(_score[goal], _score[other]), _cases);

    /// <summary>The goal with the highest S; of equals the first.</summary>
    public int Best
    {
        get
        {
            int best = 0;
            for (int goal = 1; goal < _score.Length; goal++) if (_score[goal].Value > _score[best].Value) best = goal;
            return best;
        }
    }

    private static CaseRatio Score(IReadOnlyList<GoalCase> cases, int goal)
    {
        double[] gained = [.. cases.Select(c => c.Subject[goal] - c.Random[goal])], can = [.. cases.Select(c => c.Planner[goal] - c.Random[goal])];
        double least = Math.Min(0, gained.Min());
        return new CaseRatio(gained, can, [.. can.Select(most => new UnseenRatio(most, least, most))]);
    }

    private static CaseRatio BeyondHabit(IReadOnlyList<GoalCase> cases, int goal)
    {
        double[] can = [.. cases.Select(c => c.Planner[goal] - c.Random[goal])];
        double least = Math.Min(0, cases.Min(c => c.Subject[goal] - c.Random[goal])), leastOfHabit = Math.Min(0, cases.Min(c => c.Yoked[goal] - c.Random[goal]));
        return new CaseRatio([.. cases.Select(c => c.Subject[goal] - c.Yoked[goal])], can, [.. can.Select(most => new UnseenRatio(most, least - most, most - leastOfHabit))]);
    }

    // A rounding of the weights must not leave the estimate outside its own interval.
    private static Estimate Estimated(double value, Interval interval, int cases) => new(value, Math.Min(value, interval.Low), Math.Max(value, interval.High), cases);
}
