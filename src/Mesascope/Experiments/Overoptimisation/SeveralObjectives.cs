namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(OveroptimisationCell Cell, OveroptimisationTrial Trial)>;

/// <summary>Several objectives at once, whose weights are known: which comes loose first, and at which KL, beside the closed form.</summary>
internal static class SeveralObjectives
{
    private const int GatedSeeds = 10;
    private const double Near = 0.15;

    /// <summary>A rater who goes by looks, and one who knows what each objective is worth.</summary>
    public static IReadOnlyList<string> Raters { get; } = ["looks", "worth"];

    /// <summary>The closed form is of a policy that moves along the rater's weights, which is where a rater who goes by looks sends it.</summary>
    public static IEnumerable<ReplicationRow> Rows(OveroptimisationSetUp setUp, Runs trials)
    {
        Objectives objectives = setUp.Objectives;
        bool gated = setUp.ObjectiveSeeds >= GatedSeeds;
        double?[] overtakes = [.. Enumerable.Range(1, 3).Select(objectives.OvertakesAt)];
        int[] order = [.. Enumerable.Range(0, 3).Where(k => overtakes[k] < setUp.MostKl).OrderBy(k => overtakes[k])];
        foreach (string rater in Raters)
        {
            OveroptimisationTrial[] runs = Of(trials, rater);
            string at = $"rater goes by {rater}";
            yield return Gate.Reported("correlation of proxy and rating without pressure", at, [.. runs.Select(run => run.Correlation)]);
            for (int k = 0; k < 3; k++)
                yield return Row($"KL from which on {Objectives.Names[k + 1]} is worth more than truth", at, overtakes[k], [.. runs.Select(run => run.Overtakes[k])], gated && rater == "looks" && order is [var first, ..] && first == k && overtakes[k] > 0, setUp.MostKl);
            for (int k = 0; k < 4; k++)
                yield return Row($"KL at which {Objectives.Names[k]} is worth most", at, objectives.TurnsAt(k), [.. runs.Select(run => run.Turns[k])], false, setUp.MostKl);
            foreach ((int sooner, int later) in order.Zip(order.Skip(1)))
                yield return Gate.Ordering($"KL at which {Objectives.Names[later + 1]} overtakes truth, minus {Objectives.Names[sooner + 1]}; never counts as the end", at,
                    [.. runs.Select(run => (run.Overtakes[later] ?? setUp.MostKl) - (run.Overtakes[sooner] ?? setUp.MostKl))], gated && overtakes[later] > overtakes[sooner]);
        }
    }

    /// <summary>What each objective is worth along the path.</summary>
    public static IEnumerable<Plot> Plots(OveroptimisationSetUp setUp, Runs trials) => Raters.Select(rater => new Plot($"Several objectives under pressure on what a rater likes: which turns, and when (rater goes by {rater}; first seed)", "KL, in nats", "worth, in standard deviations",
        [.. Objectives.Names.Select((name, k) => new PlotLine(name, [.. Of(trials, rater)[0].Worths[k].Select(point => new PlotPoint(point.Kl, point.Gold))]))]));

    // A KL beyond the end of the path cannot be seen: then it has no target.
    private static ReplicationRow Row(string quantity, string at, double? closed, double?[] found, bool gated, double most)
    {
        int missing = found.Count(kl => kl is null);
        double? target = closed < most ? closed : null;
        if (missing > 0) return new(quantity, FormattableString.Invariant($"{at}; not before KL {most} in {missing} of {found.Length} runs"), target, null, null, null, found.Length, gated ? false : null);
        ReplicationRow row = Gate.Reported(quantity, at, [.. found.Select(kl => kl!.Value)]) with { Target = target };
        return gated ? row with { Pass = Math.Abs(row.Result!.Value - target!.Value) <= Near * target } : row;
    }

    private static OveroptimisationTrial[] Of(Runs trials, string rater) => [.. trials.Where(run => run.Cell.Rater == rater).Select(run => run.Trial)];
}
