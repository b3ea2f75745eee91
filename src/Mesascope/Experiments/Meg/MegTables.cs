using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Replication 9 as a table: MEG of a noisy walker for its own goal and for a wrong one.</summary>
internal static class MegTables
{
    // Nats per episode at the published set-up, by epsilon; verified twice by independent simulation.
    private static readonly Dictionary<double, double> Published = new() { [0] = 6.842, [0.1] = 4.831, [0.3] = 2.105, [1] = 0 };
    private const double PublishedForWrongGoal = 0.041;
    private static readonly MegSetUp AsPublished = new();
    private static readonly double[] Drawn = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)];

    /// <summary>The declaration.</summary>
    public static Experiment<MegSetUp, MegCell, MegTrial> Experiment { get; } = new()
    {
        Name = "meg",
        Summary = "How much of a noisy walker's behaviour its goal explains, in nats, and how little a wrong goal does.",
        Source = "MacDermott et al. 2024",
        Cost = "1 s",
        Check = setUp => setUp.Check(),
        Design = setUp => setUp.Epsilon.Concat(Drawn).Select(epsilon => new MegCell(epsilon, setUp.GoalCell)).Append(new MegCell(setUp.Epsilon[0], setUp.WrongCell)).Distinct(),
        Trial = (setUp, cell, trial) => MegTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static Tables Analyse(MegSetUp setUp, IReadOnlyList<(MegCell Cell, MegTrial Trial)> trials)
    {
        var nats = trials.ToDictionary(each => each.Cell, each => each.Trial.Nats);
        bool published = SetUpFields<MegSetUp>.IsPublished(setUp with { Goal = setUp.Goal == AsPublished.GoalCell ? null : setUp.Goal, Epsilon = AsPublished.Epsilon, WrongGoal = null });
        ReplicationRow[] own = [.. setUp.Epsilon.Select(epsilon => Row("MEG, own goal (nats per episode)", $"epsilon={Text(epsilon)}",
            published && Published.TryGetValue(epsilon, out double known) ? known : null, nats[new(epsilon, setUp.GoalCell)]))];
        double first = setUp.Epsilon[0];
        double? wrongTarget = published && first == 0 && setUp.WrongCell == AsPublished.WrongCell ? PublishedForWrongGoal : null;
        ReplicationRow wrong = Row("MEG, wrong goal (nats per episode)", $"epsilon={Text(first)}, hypothesis cell={setUp.WrongCell}", wrongTarget, nats[new(first, setUp.WrongCell)]);
        return new Tables { Rows = [.. own, wrong], Plots = [Curve([.. Drawn.Select(epsilon => new PlotPoint(epsilon, nats[new(epsilon, setUp.GoalCell)]))], published)] };
    }

    private static Plot Curve(PlotPoint[] ours, bool published)
    {
        var lines = new List<PlotLine> { new("our walker, its own goal", ours) };
        if (published) lines.Add(new PlotLine("published", [.. Published.OrderBy(each => each.Key).Select(each => new PlotPoint(each.Key, each.Value))], Reference: true));
        return new Plot("The more a walker acts at random, the less its goal explains", "share of random actions", "MEG, nats per episode", lines);
    }

    // The figures are given to three decimals without a spread: 5 %, or half a unit of the last decimal where that is more.
    private static ReplicationRow Row(string quantity, string parameters, double? target, double result) =>
        new(quantity, parameters, target, result, result, result, 1, target is { } figure ? Math.Abs(result - figure) <= Math.Max(0.05 * figure, 0.0005) : null);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
