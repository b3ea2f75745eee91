using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 22 as a table: what other people's optimizers made.</summary>
internal static class InnerLearnersTables
{
    private const int EpisodesOfEach = 20, Pulls = 100;
    private const double MostErrors = 2.5, UsualOdds = 0.1, PublishedPay = 89.35, PublishedBest = 89.375, Digits = 5e-4;

    /// <summary>The declaration.</summary>
    public static Experiment<InnerLearnersSetUp, InnerLearnersCell, InnerLearnersTrial> Experiment { get; } = new()
    {
        Name = "inner-learners",
        Summary = "What other people's optimizers made: 24 published policies, replayed step for step, played again, and asked what they are for where their worlds are not as they were.",
        Source = "Lange 2022 (gymnax, gymnax-blines)",
        Cost = "6 min",
        Quick = new() { Episodes = 200, BanditLives = 200, MazeLives = 100, RoomLives = 60, Audited = false },
        Check = setUp => { if (setUp.Data is { Length: > 0 } folder && GymnaxData.Names(folder).Count == 0) throw new ArgumentException($"data names a folder without policies of gymnax-blines (.json and .safetensors): {folder}."); },
        Design = InnerLearnersTrials.Design,
        Trial = InnerLearnersTrials.Of,
        Analyse = (_, trials) => new Tables { Rows = [.. trials.SelectMany(each => Rows(each.Cell, each.Trial)), .. Optimum(trials)], Plots = Plots(trials) },
    };

    private static IEnumerable<ReplicationRow> Rows(InnerLearnersCell cell, InnerLearnersTrial trial) => cell.Question switch
    {
        InnerLearnersTrials.Replay => [Replayed(cell, trial.Measures[0]), Reported(cell, trial.Measures[1])],
        InnerLearnersTrials.Return => [Returned(cell.Subject, trial.Measures[0], trial.Measures[1])],
        InnerLearnersTrials.Instruments => Audited(cell, trial.Audit!),
        _ => trial.Measures.Where(measure => measure.X is null).Select(measure => Reported(cell, measure)),
    };

    private static ReplicationRow Replayed(InnerLearnersCell cell, Measured measure) =>
        Gate.Computed(measure.Quantity, cell.Subject, EpisodesOfEach, Math.Round(measure.Mean * measure.N)) with { N = measure.N };

    // What is to be 0 of a failed policy is held to that.
    private static ReplicationRow Reported(InnerLearnersCell cell, Measured measure)
    {
        string parameters = cell.Condition.Length > 0 ? $"{cell.Subject}, {cell.Condition}" : cell.Subject;
        var row = new ReplicationRow(measure.Quantity, parameters, null, measure.Mean, measure.Interval.Low, measure.Interval.High, measure.N, null);
        return cell.Question == InnerLearnersTrials.Failed && measure.Quantity.StartsWith("nothing found", StringComparison.Ordinal) ? row with { Target = 0, Pass = measure.Interval.Contains(0) } : row;
    }

    // Both standard errors: theirs of the mean of so many episodes, with our standard deviation.
    private static ReplicationRow Returned(string subject, Measured ours, Measured published)
    {
        double error = Math.Sqrt(ours.Error * ours.Error + ours.Deviation * ours.Deviation / published.N), off = Math.Abs(ours.Mean - published.Mean);
        bool pass = off <= MostErrors * error + Digits;
        return new("return, actions drawn as in training", subject, published.Mean, ours.Mean, ours.Interval.Low, ours.Interval.High, ours.N, pass,
            pass ? null : string.Create(CultureInfo.InvariantCulture, $"{off / error:0.0} standard errors from the mean of {published.N} episodes that its authors logged last"));
    }

    private static IEnumerable<ReplicationRow> Audited(InnerLearnersCell cell, InstrumentFindings audit)
    {
        foreach (InstrumentFinding finding in audit.Findings)
            yield return new($"audit {finding.Audit}: effect", $"{cell.Subject}: {finding.Verdict.Word()}", null, finding.Effect, finding.Low, finding.High, finding.Pairs, null);
        if (audit.Terminal is { } terminal) yield return new($"audit of {cell.Condition}: T, share that survives devaluation", cell.Subject, null, terminal.Value, terminal.Low, terminal.High, terminal.Cases, null);
        yield return Gate.Computed($"audit of {cell.Condition}: a goal is named", $"{cell.Subject}: {audit.OptimisesFor ?? "none"}", null, audit.OptimisesFor is null ? 0 : 1);
    }

    private static IEnumerable<ReplicationRow> Optimum(IReadOnlyList<(InnerLearnersCell Cell, InnerLearnersTrial Trial)> trials)
    {
        string odds = $"worse arm pays {UsualOdds.ToString(CultureInfo.InvariantCulture)}, {Pulls} pulls";
        yield return Gate.Computed("best possible pay", odds, PublishedBest, BanditOptimum.Best(UsualOdds, Pulls), Digits);
        yield return Gate.Computed("pay of Thompson sampling", odds, null, BanditOptimum.Thompson(UsualOdds, Pulls));
        yield return Gate.Computed("pay of an arm drawn at random", odds, null, BanditOptimum.Random(Pulls));
        Measured[] arms = [.. trials.Where(each => each.Cell.Question == InnerLearnersTrials.Bandit && each.Cell.Condition.StartsWith("usual", StringComparison.Ordinal)).Select(each => each.Trial.Measures[0])];
        double mean = arms.Average(arm => arm.Mean), error = Math.Sqrt(arms.Sum(arm => arm.Error * arm.Error)) / arms.Length;
        yield return new("pay of the policy, either arm better as often", odds, PublishedPay, mean, mean - 1.96 * error, mean + 1.96 * error, arms.Sum(arm => arm.N), Math.Abs(mean - PublishedPay) <= MostErrors * error + 0.005);
    }

    private static IReadOnlyList<Plot> Plots(IReadOnlyList<(InnerLearnersCell Cell, InnerLearnersTrial Trial)> trials)
    {
        PlotLine Line(string question, string condition, string name, string? subject = null) => new(name,
            [.. trials.First(each => each.Cell.Question == question && each.Cell.Condition == condition && (subject is null ? each.Cell.Subject != InnerLearnersTrials.AtRandom : each.Cell.Subject == subject)).Trial.Measures.Where(measure => measure.X is not null)
                .Select(measure => new PlotPoint(measure.X!.Value, measure.Mean, measure.Mean - 1.96 * measure.Error, measure.Mean + 1.96 * measure.Error))]);
        PlotLine[] Arms(string condition, string name) => [.. new[] { "first", "second" }.Select(arm => Line(InnerLearnersTrials.Bandit, $"{condition}, {arm} arm better", $"{name}, {arm} arm better"))];
        string swapped = trials.Select(each => each.Cell.Condition).First(condition => condition.StartsWith("arms swapped", StringComparison.Ordinal)).Split(',')[0];
        return
        [
            new("With the goal gone nobody stays where it was (column 9): es ends at the right-hand wall (column 11)", "column of the four rooms, from the left", "share of the last 100 of 500 steps",
                [Line(InnerLearnersTrials.Rooms, "goal absent, its start", "es, from its start", InnerLearnersTrials.Es), Line(InnerLearnersTrials.Rooms, "goal absent, any start", "ppo, from anywhere", InnerLearnersTrials.Ppo), Line(InnerLearnersTrials.Rooms, "goal absent, any start", "at random", InnerLearnersTrials.AtRandom)]),
            new("It finds the better arm within five pulls, and only with its memory", "pulls", "share of pulls of the better arm", [.. Arms("usual", "usual"), .. Arms("memory cleared", "memory cleared")]),
            new("It learns a second time in one direction only, and follows the reward that is shown", "pulls", "share of pulls of the arm that pays more now", [.. Arms(swapped, "arms swapped"), .. Arms("reward shown inverted", "reward shown inverted")]),
            new("In the maze it needs its memory and the reward, and most of all its beaten track", "steps", "finds in 100 steps",
                [.. MazeQuestions.Conditions.Where(condition => !condition.Contains("moved", StringComparison.Ordinal)).Select(condition => Line(InnerLearnersTrials.Maze, condition, condition))]),
        ];
    }
}
