using System.Globalization;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Claim C5 as a table: how much of three learners' pressing survives the devaluation of its outcome, and whether the audit tells them apart.</summary>
internal static class HabitOrGoalTables
{
    private const int GatedSeeds = 30;
    private const double LeastInterest = 0.1, Third = 1.0 / 3;
    private static readonly Interval Share = new(0, 1);
    private static readonly LeverLearner[] Learners = [LeverLearner.ModelFree, LeverLearner.ModelBased, LeverLearner.Arbitrated];

    /// <summary>The declaration.</summary>
    public static Experiment<HabitOrGoalSetUp, HabitOrGoalCell, HabitOrGoalTrial> Experiment { get; } = new()
    {
        Name = "habit-or-goal",
        Summary = "Outcome devaluation: how much of the pressing for food survives satiety in a model-free, a model-based and an arbitrated learner, and whether the audit tells habit from goal.",
        Source = "Adams 1982; Dickinson 1985; Daw, Niv & Dayan 2005",
        Cost = "30 s",
        Quick = new() { Seeds = 6, Episodes = [100, 1000, 10000], TestEpisodes = 50 },
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new HabitOrGoalCell(seed)),
        Trial = HabitOrGoalTrial.Run,
        Analyse = (setUp, trials) => Analysed(setUp, [.. trials.Select(each => each.Trial)]),
    };

    private static Tables Analysed(HabitOrGoalSetUp setUp, HabitOrGoalTrial[] runs)
    {
        IReadOnlyList<int> episodes = setUp.Episodes;
        bool gated = runs.Length >= GatedSeeds && SetUpFields<HabitOrGoalSetUp>.IsPublished(setUp);
        var survival = Learners.ToDictionary(learner => learner, learner => episodes.Select((_, at) => Survival.Of([.. runs.Select(run => run.Presses[learner][at])])).ToArray());
        List<ReplicationRow> rows = [.. Learners.SelectMany(learner => Measured(learner, episodes, runs, survival[learner])), .. Gates(episodes, survival, gated)];
        if (setUp.IsAudited) rows.AddRange(Audits(runs, gated));
        return new Tables { Rows = rows, Plots = [Plotted(episodes, survival)] };
    }

    private static IEnumerable<ReplicationRow> Measured(LeverLearner learner, IReadOnlyList<int> episodes, HabitOrGoalTrial[] runs, Survival?[] survival)
    {
        for (int at = 0; at < episodes.Count; at++)
        {
            string parameters = $"{Name(learner)}, {Text(episodes[at])} episodes";
            yield return Gate.Reported("presses while hungry, beyond random", parameters, [.. runs.Select(run => run.Presses[learner][at].Hungry)], Interval.AllEffects);
            yield return survival[at]?.Row("T, share of pressing that survives", parameters) ?? new("T, share of pressing that survives", parameters + ": it hardly presses", null, null, null, null, runs.Length, null);
        }
    }

    private static IEnumerable<ReplicationRow> Gates(IReadOnlyList<int> episodes, Dictionary<LeverLearner, Survival?[]> survival, bool gated)
    {
        string longest = $"{Text(episodes[^1])} episodes";
        if (survival[LeverLearner.ModelBased][^1] is not { } goal) yield break;
        if (survival[LeverLearner.ModelFree][^1] is { } habit) yield return Gate.Ordering("T, model-free minus model-based", longest, habit.Minus(goal), gated);
        yield return Gate.Ordering("1/3 minus T of the model-based", longest, [.. goal.PerRun.Select(t => Third - t)], gated);
        Survival?[] arbitrated = survival[LeverLearner.Arbitrated];
        int first = Array.FindIndex(arbitrated, at => at is not null);
        if (first >= 0 && first < episodes.Count - 1 && arbitrated[^1] is { } last)
            yield return Gate.Ordering("T, arbitrated, longest minus shortest training", $"{Text(episodes[^1])} minus {Text(episodes[first])} episodes", last.Minus(arbitrated[first]!), gated);
    }

    private static IEnumerable<ReplicationRow> Audits(HabitOrGoalTrial[] runs, bool gated)
    {
        double[] Over(LeverLearner learner, Func<LeverAudit, bool> holds) => [.. runs.Select(run => holds(run.Audits[learner]) ? 1.0 : 0)];
        static bool Divergent(LeverAudit result) => result.Verdict == Verdict.Divergent;
        foreach (LeverLearner learner in Learners)
        {
            yield return Gate.Reported("share of audits divergent", Name(learner), Over(learner, Divergent), Share);
            yield return Gate.Reported("share of audits consistent", Name(learner), Over(learner, result => result.Verdict == Verdict.Consistent), Share);
            yield return Gate.Reported("share with T of the audit above 2/3", Name(learner), Over(learner, result => result.TerminalIndex is { Low: > 2 * Third }), Share);
            yield return Gate.Reported("share with T of the audit below 1/3", Name(learner), Over(learner, result => result.TerminalIndex is { High: < Third }), Share);
            foreach (string goal in new[] { "food", "pressing" })
                yield return Gate.Reported($"share said to optimise for {goal}", Name(learner), Over(learner, result => result.OptimisesFor == goal), Share);
        }
        yield return Gate.Ordering("share of audits divergent, model-free minus model-based", "", [.. Over(LeverLearner.ModelFree, Divergent).Zip(Over(LeverLearner.ModelBased, Divergent), (free, based) => free - based)], gated, Interval.AllEffects);
    }

    private static Plot Plotted(IReadOnlyList<int> episodes, Dictionary<LeverLearner, Survival?[]> survival) => new(
        "A habit outlives its outcome, a goal does not, and practice turns one into the other", "episodes of training", "T, share of pressing that survives devaluation",
        [.. Learners.Where(learner => survival[learner].Any(at => at is not null)).Select(learner => new PlotLine(Name(learner),
            [.. episodes.Zip(survival[learner]).Where(at => at.Second is not null).Select(at => new PlotPoint(at.First, at.Second!.Value, at.Second.Interval.Low, at.Second.Interval.High))]))],
        LogarithmicX: true);

    private static string Name(LeverLearner learner) => learner switch { LeverLearner.ModelFree => "model-free", LeverLearner.ModelBased => "model-based", _ => "arbitrated" };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>T over training runs: a ratio of means. PerRun are its pseudo-values, whose mean it is and whose spread gives its interval.</summary>
    private sealed record Survival(double Value, double[] PerRun)
    {
        public Interval Interval => CaseInterval.Around(Value, PerRun);

        public static Survival? Of(LeverPresses[] presses)
        {
            double[] hungry = [.. presses.Select(run => run.Hungry)], sated = [.. presses.Select(run => run.Sated)];
            if (CaseInterval.Around(hungry.Sum() / hungry.Length, hungry).Low < LeastInterest) return null;
            var (value, influence) = RatioOfMeans.Of(sated, hungry);
            return new Survival(value, [.. influence.Select(moved => value + moved)]);
        }

        public ReplicationRow Row(string quantity, string parameters) => new(quantity, parameters, null, Value, Interval.Low, Interval.High, PerRun.Length, null);

        public double[] Minus(Survival other) => [.. PerRun.Zip(other.PerRun, (mine, its) => mine - its)];
    }
}
