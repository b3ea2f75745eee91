using System.Globalization;
using static Mesascope.Experiments.CompoundingTrial;

namespace Mesascope.Experiments;

/// <summary>Claim D5 as a table: what a small divergence costs per step, by how long and how widely the agent acts, and by what becomes of the harm.</summary>
internal static class CompoundingTables
{
    /// <summary>The declaration.</summary>
    public static Experiment<CompoundingSetUp, CompoundingCell, ReplicationRow> Experiment { get; } = new()
    {
        Name = "compounding",
        Summary = "What the same small divergence costs per step when the agent acts longer, or as more copies: where harm is gone at the next step, flows off, or spoils what everything grows from.",
        Source = "ours, claim D5; logistic growth of Schaefer 1954",
        Cost = "5 s",
        IsStudy = true,
        Quick = new CompoundingSetUp { Horizons = [10, 30, 100], Widths = [1, 4], WorldHorizons = [10, 20] },
        Check = setUp => setUp.Check(),
        Design = Design,
        Trial = (setUp, cell, trial) => CompoundingTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static IEnumerable<CompoundingCell> Design(CompoundingSetUp setUp) =>
    [
        .. from arm in Arms from epsilon in setUp.Epsilons from steps in setUp.Horizons select new CompoundingCell(CompoundingPart.Longer, arm.Name, epsilon, steps, setUp.Copies),
        .. from part in (CompoundingPart[])[CompoundingPart.Wider, CompoundingPart.WiderTogether] from epsilon in setUp.Epsilons from copies in setUp.Widths
            select new CompoundingCell(part, Fishery, epsilon, setUp.Horizons[^1], copies),
        .. from epsilon in setUp.Epsilons from steps in setUp.WorldHorizons select new CompoundingCell(CompoundingPart.World, Rocks, epsilon, steps, 1),
        .. from arm in Arms select new CompoundingCell(CompoundingPart.Played, arm.Name, setUp.Epsilons[^1], setUp.Horizons[setUp.Horizons.Count / 2], setUp.Copies),
    ];

    // Rows as the cells gave them, with the gates before those that were played out.
    private static Tables Analyse(CompoundingSetUp setUp, IReadOnlyList<(CompoundingCell Cell, ReplicationRow Trial)> trials)
    {
        var loss = trials.ToDictionary(each => each.Cell, each => each.Trial.Result!.Value);
        double Longer(string arm, double epsilon, int steps) => loss[new(CompoundingPart.Longer, arm, epsilon, steps, setUp.Copies)];
        double Wider(bool together, double epsilon, int copies) => loss[new(together ? CompoundingPart.WiderTogether : CompoundingPart.Wider, Fishery, epsilon, setUp.Horizons[^1], copies)];
        double InRocks(double epsilon, int steps) => loss[new(CompoundingPart.World, Rocks, epsilon, steps, 1)];
        ILookup<bool, ReplicationRow> rows = trials.ToLookup(each => each.Cell.Part == CompoundingPart.Played, each => each.Trial);
        bool gated = SetUpFields<CompoundingSetUp>.IsPublished(setUp with { Episodes = new CompoundingSetUp().Episodes });
        return new Tables { Rows = [.. rows[false], .. Shapes(Longer, Wider, InRocks, setUp, gated), .. rows[true]], Plots = [LongerPlot(Longer, setUp), WiderPlot(Wider, setUp)] };
    }

    // The gates, fixed before the runs (docs/methods/compounding.md). All figures are exact, so an ordering either holds or does not.
    private static IEnumerable<ReplicationRow> Shapes(Func<string, double, int, double> longer, Func<bool, double, int, double> wider, Func<double, int, double> rocks, CompoundingSetUp setUp, bool gated)
    {
        (double small, double large, int first, int last, int before) = (setUp.Epsilons[0], setUp.Epsilons[^1], setUp.Horizons[0], setUp.Horizons[^1], setUp.Horizons[Math.Max(0, setUp.Horizons.Count - 2)]);
        (int few, int many) = (setUp.Widths[0], setUp.Widths[^1]);
        ReplicationRow Ratio(string what, double value, Func<double, bool> holds) => new("ratio", what, null, value, value, value, 1, gated ? holds(value) : null);
        yield return Ratio(Line($"fishery, epsilon={large}: loss per step, {last} over {first} steps; above 2"), longer(Fishery, large, last) / longer(Fishery, large, first), value => value > 2);
        yield return Ratio(Line($"well, epsilon={large}: loss per step, {last} over {first} steps; in [1, 4]"), longer(Well, large, last) / longer(Well, large, first), value => value is >= 1 and <= 4);
        yield return Ratio(Line($"well, epsilon={large}: loss per step, {last} over {before} steps; within 10 %"), longer(Well, large, last) / longer(Well, large, before), value => Math.Abs(value - 1) < 0.1);
        yield return Ratio(Line($"fishery, epsilon={large}, {last} steps: minding the stock over not; below 1"), longer(Minding, large, last) / longer(Fishery, large, last), value => value < 1);
        yield return Ratio(Line($"fishery, epsilon={large}, {last} steps: minding itself too over the stock only; below 0.5"), longer(MindingItself, large, last) / longer(Minding, large, last), value => value < 0.5);
        yield return Ratio(Line($"fishery, epsilon={small}, {last} steps: {many} copies over {few}; below 1"), wider(false, small, many) / wider(false, small, few), value => value < 1);
        yield return Ratio(Line($"fishery, epsilon={small}, {last} steps, slipping together: {many} copies over {few}; within 10 %"), wider(true, small, many) / wider(true, small, few), value => Math.Abs(value - 1) < 0.1);
        double rise = rocks(small, setUp.WorldHorizons[^1]) - rocks(small, setUp.WorldHorizons[0]);
        yield return new("difference", Line($"rocks and diamonds, epsilon={small}: performance lost per step, longest minus shortest; above 0.01"), null, rise, rise, rise, 1, gated ? rise > 0.01 : null);
    }

    private static Plot LongerPlot(Func<string, double, int, double> longer, CompoundingSetUp setUp) => new(
        "The same slip stays small, levels off or takes everything, by what becomes of the harm", "steps", "loss per step",
        [.. from arm in Arms from epsilon in setUp.Epsilons select new PlotLine(Line($"{arm.Name}, {epsilon}"), [.. setUp.Horizons.Select(horizon => new PlotPoint(horizon, longer(arm.Name, epsilon, horizon)))])], LogarithmicX: true);

    private static Plot WiderPlot(Func<bool, double, int, double> wider, CompoundingSetUp setUp) => new(
        $"More copies average out their slips, unless they slip together (fishery, {setUp.Horizons[^1]} steps)", "copies", "loss per step",
        [.. from together in (bool[])[false, true] from epsilon in setUp.Epsilons select new PlotLine(Line($"{(together ? "together" : "each by itself")}, {epsilon}"), [.. setUp.Widths.Select(width => new PlotPoint(width, wider(together, epsilon, width)))])], LogarithmicX: true);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
