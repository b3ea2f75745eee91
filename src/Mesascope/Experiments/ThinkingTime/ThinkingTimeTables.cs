using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 23 as a table: how far thinking longer carries, when a proxy comes loose, and what is held meanwhile.</summary>
internal static class ThinkingTimeTables
{
    /// <summary>A share of cases.</summary>
    public static readonly Interval Share = new(0, 1);

    private const int PublishedMazes = 256;
    private static readonly Interval Difference = new(-1, 1);

    // Replication 23: one training run, 256 mazes.
    private static readonly Dictionary<int, double> Small = new() { [1] = 0.19, [4] = 0.59, [8] = 0.87, [16] = 0.99, [32] = 0.99, [128] = 0.90 };
    private static readonly Dictionary<int, double> Large = new() { [1] = 0.05, [4] = 0.23, [8] = 0.48, [16] = 0.81, [32] = 0.97, [128] = 0.73 };
    private const double WithoutRecall = 0.28; // at any number of steps; we ask from 8 on

    /// <summary>The declaration.</summary>
    public static Experiment<ThinkingTimeSetUp, ThinkingCell, ThinkingTimeTrial> Experiment { get; } = new()
    {
        Name = "thinking-time",
        Summary = "The same weights solve larger mazes by more steps of thought; past a threshold they leave the cheese at hand for a far bell that used to mark it.",
        Source = "after Schwarzschild et al. 2021 and Bansal et al. 2022",
        Cost = "10 min",
        Quick = new() { Size = 5, Large = 7, Seeds = 1, Mazes = 2000, Iterations = 500, Batch = 32, Tests = 40, Cells = 40, Inside = 40, Far = [6, 9], Bands = [4, 6, 8, 11] },
        Check = setUp => setUp.Check(),
        Design = setUp => from arm in setUp.Arms from seed in Enumerable.Range(setUp.Seed, arm is ThinkingArm.OneGoal or ThinkingArm.Bells ? setUp.Seeds : 1) select new ThinkingCell(arm, seed),
        Trial = ThinkingTimeTrial.Of,
        Analyse = (setUp, trials) => new Tables
        {
            Rows = [.. Paths(setUp, trials), .. Ablations(setUp, trials), .. ThinkingBellRows.Of(setUp, trials), .. ThinkingInsideRows.Of(setUp, trials)],
            Plots = ThinkingPlots.Of(setUp, trials),
        },
    };

    /// <summary>One trained network in words.</summary>
    public static string Said(ThinkingCell cell) => $"{cell.Arm}, seed {cell.Seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A share beside the published one, which has the standard error of a share of so many cases.</summary>
    public static ReplicationRow Published(string quantity, string parameters, double? target, double[] cases, int of) =>
        Gate.Simulated(quantity, parameters, target, cases, target is { } p ? Math.Sqrt(p * (1 - p) / of) : null, Share);

    /// <summary>One share over another, over the same cases.</summary>
    public static ReplicationRow More(string quantity, string parameters, double[] more, double[] less, bool gated) =>
        Gate.Ordering(quantity, parameters, [.. more.Zip(less, (a, b) => a - b)], gated, Difference);

    private static IEnumerable<ReplicationRow> Paths(ThinkingTimeSetUp setUp, IReadOnlyList<(ThinkingCell Cell, ThinkingTimeTrial Trial)> trials)
    {
        int beyond = setUp.Times.FirstOrDefault(time => time > setUp.Steps, setUp.Times[^1]); // the gate goes so far and no further
        foreach ((ThinkingCell cell, ThinkingTimeTrial trial) in trials)
        {
            if (trial is not { Small: { } small, Large: { } large }) continue;
            bool one = cell.Arm == ThinkingArm.OneGoal;
            foreach ((PathTest test, int size, Dictionary<int, double> published) in new[] { (small, setUp.Size, Small), (large, setUp.Large, Large) })
            {
                for (int at = 0; at < setUp.Times.Count; at++)
                {
                    int time = setUp.Times[at];
                    double? target = !setUp.HasPublishedRules ? null : one && published.TryGetValue(time, out double share) ? share : cell.Arm == ThinkingArm.NoRecall && size == setUp.Size && time >= 8 ? WithoutRecall : null;
                    yield return Published("whole path optimal", FormattableString.Invariant($"{Said(cell)}, {size}×{size}, T={time}"), target, test.Optimal[at], PublishedMazes);
                }
                for (int at = 1; one && size == setUp.Large && at < setUp.Times.Count && setUp.Times[at] <= beyond; at++)
                    yield return More("whole path optimal, more steps minus fewer", FormattableString.Invariant($"{Said(cell)}, {size}×{size}, T={setUp.Times[at]} minus {setUp.Times[at - 1]}{(setUp.Times[at] > setUp.Steps ? ", beyond training" : "")}"), test.Optimal[at], test.Optimal[at - 1], setUp.IsJudged);
            }
        }
    }

    // Paired: networks of one seed are tested on the same mazes.
    private static IEnumerable<ReplicationRow> Ablations(ThinkingTimeSetUp setUp, IReadOnlyList<(ThinkingCell Cell, ThinkingTimeTrial Trial)> trials)
    {
        int at = Math.Max(0, setUp.Times.Count(time => time <= setUp.Steps) - 1);
        foreach ((ThinkingCell cell, ThinkingTimeTrial trial) in trials.Where(each => each.Cell.Arm is ThinkingArm.NoRecall or ThinkingArm.FirstMove))
            if (trials.FirstOrDefault(each => each.Cell == cell with { Arm = ThinkingArm.OneGoal }).Trial is { Small: { } whole } && trial.Small is { } part)
                yield return More("whole path optimal, one-goal minus this", FormattableString.Invariant($"{Said(cell)}, {setUp.Size}×{setUp.Size}, T={setUp.Times[at]}"), whole.Optimal[at], part.Optimal[at], setUp.IsJudged);
    }
}
