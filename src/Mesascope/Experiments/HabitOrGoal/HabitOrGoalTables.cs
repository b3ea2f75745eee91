using System.Globalization;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Claim C5 as a table: how much of three learners' pressing survives the devaluation of its outcome, and whether the audit tells them apart.</summary>
public static class HabitOrGoalTable
{
    private const int GatedSeeds = 30;
    private const double LeastInterest = 0.1, Third = 1.0 / 3;
    private static readonly Interval Share = new(0, 1);
    private static readonly LeverLearner[] Learners = [LeverLearner.ModelFree, LeverLearner.ModelBased, LeverLearner.Arbitrated];

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "habit-or-goal",
        Summary = "Outcome devaluation: how much of the pressing for food survives satiety in a model-free, a model-based and an arbitrated learner, and whether the audit tells habit from goal.",
        Source = "Adams 1982; Dickinson 1985; Daw, Niv & Dayan 2005",
        Cost = "30 s",
        Takes =
        [
            new("seeds", "30", Domain.Whole("[2, 10000]"), "training runs", Quick: "6"),
            new("episodes", "100,300,1000,3000,10000,30000", Domain.Whole("[1, 10000000]").Several(rising: true), "episodes of training after which to test", Quick: "100,1000,10000"),
            new("size", "3", Domain.Whole("[2, 5]"), "cells along a side of the box; audited only at 3"),
            new("horizon", "24", Domain.Whole("[1, 1000]"), "steps in an episode; audited only at 24"),
            new("learningRate", "0.2", Domain.Number("(0, 1]"), "alpha of Q-learning"),
            new("discount", "0.9", Domain.Number("[0, 1)"), "gamma of both learners"),
            new("exploration", "0.2", Domain.Number("[0, 1]"), "share of random actions in training"),
            new("testExploration", "0.05", Domain.Number("[0, 1]"), "share of random actions in the test"),
            new("trust", "0.1", Domain.Number("[0, 1000]"), "recent prediction error, as a share of the cached value, below which the arbiter takes that value"),
            new("testEpisodes", "200", Domain.Whole("[1, 100000]"), "boxes per test and arm", Quick: "50"),
        ],
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HabitOrGoalReplication setUp = SetUp(settings);
        int[] episodes = settings.Wholes("episodes");
        bool audited = setUp.Box == new LeverBox();
        var runs = new Run[settings.Whole("seeds")];
        int done = 0;
        Parallel.For(0, runs.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            runs[i] = Run.Of(setUp, new Seed((ulong)i + 1), episodes, audited, cancellationToken);
            progress?.Invoke(Interlocked.Increment(ref done) / (double)runs.Length, "training runs");
        });
        var survival = Learners.ToDictionary(learner => learner, learner => episodes.Select((_, at) => Survival.Of([.. runs.Select(run => run.Presses[learner][at])])).ToArray());
        List<ReplicationRow> rows = [.. Learners.SelectMany(learner => Measured(learner, episodes, runs, survival[learner]))];
        rows.AddRange(Gates(episodes, survival, runs.Length >= GatedSeeds && !settings.Changed));
        if (audited) rows.AddRange(Audits(runs, runs.Length >= GatedSeeds && !settings.Changed));
        return new Tables { Rows = rows, Plots = [Plotted(episodes, survival)] };
    }

    private static HabitOrGoalReplication SetUp(Settings settings) => new()
    {
        Box = new LeverBox { Size = settings.Whole("size"), Horizon = settings.Whole("horizon") },
        LearningRate = settings.Number("learningRate"), Discount = settings.Number("discount"), Exploration = settings.Number("exploration"),
        TestExploration = settings.Number("testExploration"), Trust = settings.Number("trust"), TestEpisodes = settings.Whole("testEpisodes"),
    };

    private static IEnumerable<ReplicationRow> Measured(LeverLearner learner, int[] episodes, Run[] runs, Survival?[] survival)
    {
        for (int at = 0; at < episodes.Length; at++)
        {
            string parameters = $"{Name(learner)}, {Text(episodes[at])} episodes";
            yield return Gate.Reported("presses while hungry, beyond random", parameters, [.. runs.Select(run => run.Presses[learner][at].Hungry)], Interval.AllEffects);
            yield return survival[at]?.Row("T, share of pressing that survives", parameters) ?? new("T, share of pressing that survives", parameters + ": it hardly presses", null, null, null, null, runs.Length, null);
        }
    }

    private static IEnumerable<ReplicationRow> Gates(int[] episodes, Dictionary<LeverLearner, Survival?[]> survival, bool gated)
    {
        string longest = $"{Text(episodes[^1])} episodes";
        if (survival[LeverLearner.ModelBased][^1] is not { } goal) yield break;
        if (survival[LeverLearner.ModelFree][^1] is { } habit) yield return Gate.Ordering("T, model-free minus model-based", longest, habit.Minus(goal), gated);
        yield return Gate.Ordering("1/3 minus T of the model-based", longest, [.. goal.PerRun.Select(t => Third - t)], gated);
        Survival?[] arbitrated = survival[LeverLearner.Arbitrated];
        int first = Array.FindIndex(arbitrated, at => at is not null);
        if (first >= 0 && first < episodes.Length - 1 && arbitrated[^1] is { } last)
            yield return Gate.Ordering("T, arbitrated, longest minus shortest training", $"{Text(episodes[^1])} minus {Text(episodes[first])} episodes", last.Minus(arbitrated[first]!), gated);
    }

    private static IEnumerable<ReplicationRow> Audits(Run[] runs, bool gated)
    {
        double[] Over(LeverLearner learner, Func<AuditResult, bool> holds) => [.. runs.Select(run => holds(run.Audits[learner]) ? 1.0 : 0)];
        static bool Divergent(AuditResult result) => result.Findings[0].Verdict == Verdict.Divergent;
        foreach (LeverLearner learner in Learners)
        {
            yield return Gate.Reported("share of audits divergent", Name(learner), Over(learner, Divergent), Share);
            yield return Gate.Reported("share of audits consistent", Name(learner), Over(learner, result => result.Findings[0].Verdict == Verdict.Consistent), Share);
            yield return Gate.Reported("share with T of the audit above 2/3", Name(learner), Over(learner, result => result.Inference!.TerminalIndex is { Low: > 2 * Third }), Share);
            yield return Gate.Reported("share with T of the audit below 1/3", Name(learner), Over(learner, result => result.Inference!.TerminalIndex is { High: < Third }), Share);
            foreach (string goal in new[] { "food", "pressing" })
                yield return Gate.Reported($"share said to optimise for {goal}", Name(learner), Over(learner, result => result.Inference!.OptimisesFor == goal), Share);
        }
        yield return Gate.Ordering("share of audits divergent, model-free minus model-based", "", [.. Over(LeverLearner.ModelFree, Divergent).Zip(Over(LeverLearner.ModelBased, Divergent), (free, based) => free - based)], gated, Interval.AllEffects);
    }

    private static Plot Plotted(int[] episodes, Dictionary<LeverLearner, Survival?[]> survival) => new(
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

        public static Survival? Of((double Hungry, double Sated)[] presses)
        {
            double[] hungry = [.. presses.Select(run => run.Hungry)], sated = [.. presses.Select(run => run.Sated)];
            if (CaseInterval.Around(hungry.Sum() / hungry.Length, hungry).Low < LeastInterest) return null;
            var (value, influence) = RatioOfMeans.Of(sated, hungry);
            return new Survival(value, [.. influence.Select(moved => value + moved)]);
        }

        public ReplicationRow Row(string quantity, string parameters) => new(quantity, parameters, null, Value, Interval.Low, Interval.High, PerRun.Length, null);

        public double[] Minus(Survival other) => [.. PerRun.Zip(other.PerRun, (mine, its) => mine - its)];
    }

    /// <summary>One training run: presses beyond random by learner and length of training, and the audits after the longest.</summary>
    private sealed record Run(IReadOnlyDictionary<LeverLearner, (double Hungry, double Sated)[]> Presses, IReadOnlyDictionary<LeverLearner, AuditResult> Audits)
    {
        public static Run Of(HabitOrGoalReplication setUp, Seed seed, int[] episodes, bool audited, CancellationToken cancellationToken)
        {
            IReadOnlyList<TrainedLearners> trained = setUp.Train(seed, episodes, cancellationToken);
            return new Run(
                Learners.ToDictionary(learner => learner, learner => trained.Select(at => setUp.Test(at[learner], seed)).ToArray()),
                audited ? Learners.ToDictionary(learner => learner, learner => HabitOrGoalReplication.Audit(Name(learner), trained[^1][learner], seed, cancellationToken)) : new Dictionary<LeverLearner, AuditResult>());
        }
    }
}
