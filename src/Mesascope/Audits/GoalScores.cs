using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>S of every goal: what the subject achieves for it, 0 as a random agent and 1 as a planner; a ratio of means over cases.</summary>
internal sealed class GoalScores
{
    private readonly (double Value, double[] Influence)[] _score, _beyondHabit;

    /// <summary>Scores the subject for each goal.</summary>
    /// <param name="cases">At least 2; every goal's planner beats the random agent in some of them.</param>
    /// <param name="goals">How many goals there are.</param>
    public GoalScores(IReadOnlyList<GoalCase> cases, int goals)
    {
        double[] Over(Func<GoalCase, double> of) => [.. cases.Select(of)];
        _score = [.. Enumerable.Range(0, goals).Select(g => RatioOfMeans.Of(Over(c => c.Subject[g] - c.Random[g]), Over(c => c.Planner[g] - c.Random[g])))];
        _beyondHabit = [.. Enumerable.Range(0, goals).Select(g => RatioOfMeans.Of(Over(c => c.Subject[g] - c.Yoked[g]), Over(c => c.Planner[g] - c.Random[g])))];
    }

    /// <summary>S.</summary>
    public Estimate Score(int goal) => Estimated(_score[goal].Value, _score[goal].Influence);

    /// <summary>S minus that of the subject's own actions, replayed where they were not chosen.</summary>
    public Estimate BeyondHabit(int goal) => Estimated(_beyondHabit[goal].Value, _beyondHabit[goal].Influence);

    /// <summary>S of one goal minus that of another, paired by case.</summary>
    public Estimate Difference(int goal, int other) => Estimated(
        _score[goal].Value - _score[other].Value,
        [.. _score[goal].Influence.Zip(_score[other].Influence, (a, b) => a - b)]);

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

    /// <summary>An estimate with its interval over cases.</summary>
    public static Estimate Estimated(double value, double[] influence)
    {
        Interval interval = CaseInterval.Around(value, influence);
        return new Estimate(value, interval.Low, interval.High, influence.Length);
    }
}
