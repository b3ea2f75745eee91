using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Replication 9 as a table: MEG of a noisy walker for its own goal and for a wrong one.</summary>
public static class MegTable
{
    // Nats per episode at the published set-up, by epsilon; verified twice by independent simulation.
    private static readonly Dictionary<double, double> Published = new() { [0] = 6.842, [0.1] = 4.831, [0.3] = 2.105, [1] = 0 };
    private const double PublishedForWrongGoal = 0.041;

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "meg",
        Summary = "How much of a noisy walker's behaviour its goal explains, in nats, and how little a wrong goal does.",
        Source = "MacDermott et al. 2024",
        Cost = "1 s",
        Takes =
        [
            new("size", "5", Domain.Whole("[2, 100]"), "cells along a side"),
            new("horizon", "12", Domain.Whole("[1, 10000]"), "steps in an episode"),
            new("beta", "40", Domain.Number("[0, 10000]"), "rationality of the walker"),
            new("epsilon", "0,0.1,0.3,1", Domain.Number("[0, 1]").Several(), "shares of uniformly random actions"),
            new("stepCost", "1", Domain.Number("(0, 1000]"), "what a step outside the goal costs"),
            new("goal", "opposite", Domain.Whole("[0, 9999]").Or("opposite"), "the walker's goal cell, size*row + column, or opposite (of cell 0)"),
            new("wrongGoal", "corner", Domain.Whole("[0, 9999]").Or("corner"), "the wrong hypothesis' cell, or corner (row 0, last column)"),
        ],
        Check = settings => SetUp(settings).Check(0, Wrong(settings)),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        MegReplication setUp = SetUp(settings);
        int wrong = Wrong(settings);
        bool published = setUp with { GoalCell = null } == new MegReplication() && setUp.GoalCell is null or 24;
        var rows = new List<ReplicationRow>();
        foreach (double epsilon in settings.Numbers("epsilon"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            double? target = published && Published.TryGetValue(epsilon, out double known) ? known : null;
            rows.Add(Row("MEG, own goal (nats per episode)", $"epsilon={Text(epsilon)}", target, setUp.Run(epsilon, cancellationToken: cancellationToken).Nats));
        }
        double first = settings.Numbers("epsilon")[0];
        double? wrongTarget = published && first == 0 && wrong == 4 ? PublishedForWrongGoal : null;
        rows.Add(Row("MEG, wrong goal (nats per episode)", $"epsilon={Text(first)}, hypothesis cell={wrong}", wrongTarget, setUp.Run(first, wrong, cancellationToken).Nats));
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = [Curve(setUp, published, cancellationToken)] };
    }

    private static MegReplication SetUp(Settings settings) => new()
    {
        Size = settings.Whole("size"),
        Horizon = settings.Whole("horizon"),
        Beta = settings.Number("beta"),
        StepCost = settings.Number("stepCost"),
        GoalCell = settings.Text("goal") == "opposite" ? null : settings.Whole("goal"),
    };

    private static int Wrong(Settings settings) => settings.Text("wrongGoal") == "corner" ? settings.Whole("size") - 1 : settings.Whole("wrongGoal");

    private static Plot Curve(MegReplication setUp, bool published, CancellationToken cancellationToken)
    {
        PlotPoint[] ours = [.. Enumerable.Range(0, 21).Select(i => i / 20.0).Select(epsilon => new PlotPoint(epsilon, setUp.Run(epsilon, cancellationToken: cancellationToken).Nats))];
        var lines = new List<PlotLine> { new("our walker, its own goal", ours) };
        if (published) lines.Add(new PlotLine("published", [.. Published.OrderBy(each => each.Key).Select(each => new PlotPoint(each.Key, each.Value))], Reference: true));
        return new Plot("The more a walker acts at random, the less its goal explains", "share of random actions", "MEG, nats per episode", lines);
    }

    // The figures are given to three decimals without a spread: 5 %, or half a unit of the last decimal where that is more.
    private static ReplicationRow Row(string quantity, string parameters, double? target, double result) =>
        new(quantity, parameters, target, result, result, result, 1, target is { } figure ? Math.Abs(result - figure) <= Math.Max(0.05 * figure, 0.0005) : null);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
