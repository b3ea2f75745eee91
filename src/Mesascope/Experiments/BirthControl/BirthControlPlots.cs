using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>The pictures of replication 3.</summary>
internal static class BirthControlPlots
{
    private const int Shown = 40;

    /// <summary>Fitness and satisfaction across the shift, the loss by ratio, and the loss shift by shift where a child can be felt.</summary>
    public static Plot[] Of(BirthControlSetUp setUp, ShiftedOnce[] once, ShiftedOften[][] often, ShiftedOften[] aware)
    {
        IReadOnlyList<double> ratios = setUp.Ratios;
        int before = Math.Min(Shown, once[0].History.Length);
        DriveGeneration[][] across = [.. once.Select(each => each.History.Skip(each.History.Length - before).Concat(each.After).ToArray())];
        PlotLine Across(string name, Func<DriveGeneration, double> of) =>
            new(name, [.. Enumerable.Range(0, across[0].Length).Select(g => Point(g - before, [.. across.Select((run, i) => of(run[g]) / Timescales.Last(once[i].History, Timescales.Before, of))]))]);
        PlotLine Weight(string name, Func<DriveGeneration, double> of) =>
            new(name, [.. Enumerable.Range(0, across[0].Length).Select(g => Point(g - before, [.. across.Select(run => of(run[g]))]))]);
        List<Plot> plots =
        [
            new("When the use begins to satisfy, satisfaction rises and children become fewer", "generations after the shift", "share of before",
                [Across("satisfactions", g => g.Satisfactions), Across("children", g => g.Children), Across("meals", g => g.Meals)]),
            new("Selection turns the new feeling sour, and weakens the old drive", "generations after the shift", "mean weight",
                [Weight("satisfaction", g => g.SatisfactionWeight), Weight("use", g => g.UseWeight), Weight("meal", g => g.MealWeight)]),
            new("The faster the shifts, the less is made good", "generations until the next shift, in generations to adapt", "share of fitness lost",
            [
                new("at the end of a period", [.. ratios.Select((ratio, r) => Point(ratio, [.. often[r].Select(each => each.Lost)]))]),
                new("throughout", [.. ratios.Select((ratio, r) => Point(ratio, [.. often[r].Select(each => each.LostThroughout.Skip(setUp.Cycles / 2).Average())]))]),
                new("counts as closed", [new(ratios[0], setUp.Tolerance), new(ratios[^1], setUp.Tolerance)], Reference: true),
            ], LogarithmicX: true),
        ];
        if (aware.Length > 0)
            plots.Add(new("Where a child can be felt, one shift teaches for the next", "shift", "share of fitness lost in its period",
                [new("children felt", [.. Enumerable.Range(0, setUp.Cycles).Select(cycle => Point(cycle + 1, [.. aware.Select(each => each.LostThroughout[cycle])]))])]));
        return [.. plots];
    }

    private static PlotPoint Point(double x, double[] values)
    {
        Interval? interval = MeanInterval.Of(values, 0.05);
        return new PlotPoint(x, values.Sum() / values.Length, interval?.Low, interval?.High);
    }
}
