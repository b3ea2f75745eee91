using Mesascope.Randomness;
using Mesascope.Statistics;
using static Mesascope.Experiments.Timescales;

namespace Mesascope.Experiments;

/// <summary>The rows of replication 3. Every interval is over populations; the gates stand in docs/methods/birth-control.md.</summary>
internal sealed class BirthControlRows(BirthControlSetUp setUp)
{
    private readonly bool _gated = setUp.IsGated;
    private static readonly Interval Shares = new(0, 1), Weights = new(-1, 1);

    /// <summary>Before, right after, and at the end of a single shift.</summary>
    public IEnumerable<ReplicationRow> OneShift(ShiftedOnce[] once)
    {
        foreach (ReplicationRow row in Levels(once, "children per life", g => g.Children)
            .Concat(Levels(once, "satisfactions per life", g => g.Satisfactions))
            .Concat(Levels(once, "meals per life", g => g.Meals))
            .Concat(Levels(once, "uses per life", g => g.Uses))
            .Concat(Levels(once, "tie of satisfactions to children, r", g => g.SatisfactionTie))
            .Concat(Levels(once, "tie of meals to children, r", g => g.MealTie))
            .Concat(Levels(once, "weight of a satisfaction", g => g.SatisfactionWeight, Weights))
            .Concat(Levels(once, "weight of a meal", g => g.MealWeight, Weights))) yield return row;
        string later = Later;
        yield return Gate.Reported("weight of the new use", "right after", [.. once.Select(each => First(each.After, RightAfter, g => g.UseWeight))], Weights);
        yield return Gate.Reported("weight of the new use", later, [.. once.Select(each => Last(each.After, setUp.Window, g => g.UseWeight))], Weights);
        string early = BirthControlTables.Text($"first {setUp.Window} generations after");
        yield return Gate.Reported("selection on the weight of the new use, per generation", early, [.. once.Select(each => First(each.After, setUp.Window, g => g.UseSelected))]);
        yield return Gate.Reported("selection on the weight of a satisfaction, per generation", early, [.. once.Select(each => First(each.After, setUp.Window, g => g.SatisfactionSelected))]);
        yield return Gate.Reported("selection on the weight of a meal, per generation", early, [.. once.Select(each => First(each.After, setUp.Window, g => g.MealSelected))]);
        yield return Gate.Reported("children per life, change", "no shift", [.. once.Select(each => Last(each.Unshifted, setUp.Window, g => g.Children) - each.FitnessBefore)]);
        yield return Gate.Reported("generations to adapt", BirthControlTables.Text($"to within {setUp.Tolerance} of the fitness before"), [.. once.Select(each => (double)(each.Adapted ?? setUp.After))], new(0, setUp.After));
        yield return Gate.Reported("share of populations that adapted", later, [.. once.Select(each => each.Adapted is null ? 0.0 : 1)], Shares);
        foreach (ReplicationRow row in OneShiftGates(once)) yield return row;
    }

    /// <summary>The loss by ratio, and the ratio at which it is never made good.</summary>
    public IEnumerable<ReplicationRow> RepeatedShifts(ShiftedOnce[] once, IReadOnlyList<double> ratios, ShiftedOften[][] often, double unit)
    {
        for (int r = 0; r < ratios.Count; r++)
        {
            string at = BirthControlTables.Text($"ratio {ratios[r]}, a shift every {often[r][0].Period} generations");
            yield return Gate.Reported("share of fitness lost at the end of a period", at, [.. often[r].Select(each => each.Lost)]);
            yield return Gate.Reported("share of fitness lost throughout", at, [.. often[r].Select(each => Mean(each.LostThroughout, setUp.Cycles / 2))]);
            yield return Gate.Reported("share of periods that closed the gap", at, [.. often[r].Select(each => each.LostAtEnd.Count(lost => lost <= setUp.Tolerance) / (double)setUp.Cycles)], Shares);
            yield return Gate.Reported("satisfactions per life", at, [.. often[r].Select(each => Last(each.History, each.History.Length / 2, g => g.Satisfactions))]);
        }
        foreach (ReplicationRow row in Thresholds(once, ratios, often, unit)) yield return row;
        int n = ratios.Count - 1;
        yield return Gate.Ordering("gap, never closed: loss beyond the tolerance", BirthControlTables.Text($"ratio {ratios[0]}"), [.. often[0].Select(each => each.Lost - setUp.Tolerance)], _gated);
        yield return Gate.Ordering("gap, closed: tolerance beyond the loss", BirthControlTables.Text($"ratio {ratios[n]}"), [.. often[n].Select(each => setUp.Tolerance - each.Lost)], _gated);
        yield return Gate.Ordering("share of fitness lost at the end of a period, difference", BirthControlTables.Text($"ratio {ratios[0]} minus ratio {ratios[n]}"), [.. often[0].Zip(often[n], (fast, slow) => fast.Lost - slow.Lost)], _gated);
    }

    /// <summary>Where a child can be felt: does one shift teach for the next?</summary>
    public IEnumerable<ReplicationRow> ChildrenFelt(ShiftedOften[] aware, int period)
    {
        string at = BirthControlTables.Text($"children felt, a shift every {period} generations");
        double[] first = [.. aware.Select(each => each.LostThroughout[0])], last = [.. aware.Select(each => each.LostThroughout[^1])];
        yield return Gate.Reported("share of fitness lost in the first period", at, first);
        yield return Gate.Reported("share of fitness lost in the last period", at, last);
        yield return Gate.Reported("weight of a child", at + ", before", [.. aware.Select(each => each.History[0].ChildWeight)], Weights);
        yield return Gate.Reported("weight of a child", at + ", at the end", [.. aware.Select(each => each.History[^1].ChildWeight)], Weights);
        yield return Gate.Reported("weight of a satisfaction", at + ", at the end", [.. aware.Select(each => each.History[^1].SatisfactionWeight)], Weights);
        yield return Gate.Ordering("share of fitness lost, difference", at + ", first minus last period", [.. first.Zip(last, (early, late) => early - late)], _gated);
    }

    /// <summary>What selection makes of drives that no child comes of. Added after the first run; the first two decoys are genes of the populations of the other rows.</summary>
    public IEnumerable<ReplicationRow> Decoys(ShiftedOnce[] once, DriveGeneration[][] decoyed)
    {
        ReplicationRow Before(string quantity, string parameters, IEnumerable<DriveGeneration[]> histories, Func<DriveGeneration, double> of, Interval? range) =>
            Gate.Reported(quantity, parameters, [.. histories.Select(history => Last(history, Timescales.Before, of))], range);
        IEnumerable<DriveGeneration[]> plain = once.Select(each => each.History);
        yield return Before("weight of the silent decoy", "felt by nobody, before the shift", plain, g => g.FirstKindWeight, Weights);
        yield return Before("weight of the idle decoy", "a use that leads to nothing, before the shift", plain, g => g.UseWeight, Weights);
        yield return Before("weight of the chance decoy", BirthControlTables.Text($"felt in {BirthControlArm.ChanceRate} of all steps whatever one does"), decoyed, g => g.FirstKindWeight, Weights);
        yield return Before("weight of the harm decoy", "a use that makes hungry again", decoyed, g => g.UseWeight, Weights);
        yield return Before("weight of a satisfaction", "evolved with the last two decoys", decoyed, g => g.SatisfactionWeight, Weights);
        yield return Before("weight of a meal", "evolved with the last two decoys", decoyed, g => g.MealWeight, Weights);
        yield return Before("children per life", "evolved with the last two decoys", decoyed, g => g.Children, null);
        double[] Ahead(Func<DriveGeneration, double> decoy) =>
            [.. decoyed.Select(history => Last(history, Timescales.Before, g => Math.Min(g.MealWeight, g.SatisfactionWeight)) - Last(history, Timescales.Before, decoy))];
        yield return Gate.Ordering("weight, the lower of meal and satisfaction minus a decoy", "chance", Ahead(g => g.FirstKindWeight), _gated);
        yield return Gate.Ordering("weight, the lower of meal and satisfaction minus a decoy", "harm", Ahead(g => g.UseWeight), _gated);
    }

    private IEnumerable<ReplicationRow> Thresholds(ShiftedOnce[] once, IReadOnlyList<double> ratios, ShiftedOften[][] often, double unit)
    {
        double[] Lost(int population) => [.. often.Select(ratio => ratio[population].Lost)];
        (double Log2, bool Inside)[] ofRatios = [.. once.Select((_, i) => Threshold(ratios, Lost(i), setUp.Tolerance))];
        double[] generations = [.. once.Select((_, i) => Threshold([.. often.Select(ratio => (double)ratio[0].Period)], Lost(i), setUp.Tolerance).Log2Ratio)];
        string units = BirthControlTables.Text($"in units of {unit} generations to adapt");
        yield return Geometric("threshold ratio, below which the gap is not closed", units, [.. ofRatios.Select(each => each.Log2)]);
        yield return Gate.Reported("share of populations with the threshold outside the ratios", units, [.. ofRatios.Select(each => each.Inside ? 0.0 : 1)], Shares);
        yield return Geometric("threshold, generations until the next shift", "", generations);
        // Added after the first run: the unit counts to the beginning of the window in which the gap is closed, a period to its end.
        double[] adapted = [.. once.Select(each => (double)(each.Adapted is { } from ? from + setUp.Window : setUp.After))];
        yield return Gate.Reported("generations to adapt", BirthControlTables.Text($"to the end of the {setUp.Window} generations in which the gap is closed"), adapted);
        yield return Geometric("threshold ratio, below which the gap is not closed", "in units of each population's generations to the end of that window", [.. generations.Zip(adapted, (log2, to) => log2 - PortableMath.Log(to) / PortableMath.Log(2))]);
    }

    // A mean of logarithms, turned back.
    private static ReplicationRow Geometric(string quantity, string parameters, double[] log2)
    {
        Interval? interval = MeanInterval.Of(log2, 0.05);
        return new(quantity, parameters, null, Power(log2.Sum() / log2.Length), Power(interval?.Low), Power(interval?.High), log2.Length, null);
    }

    private string Later => BirthControlTables.Text($"{setUp.After} generations later");

    private IEnumerable<ReplicationRow> Levels(ShiftedOnce[] once, string quantity, Func<DriveGeneration, double> of, Interval? range = null)
    {
        yield return Gate.Reported(quantity, "before the shift", [.. once.Select(each => Last(each.History, Before, of))], range);
        yield return Gate.Reported(quantity, "right after", [.. once.Select(each => First(each.After, RightAfter, of))], range);
        yield return Gate.Reported(quantity, Later, [.. once.Select(each => Last(each.After, setUp.Window, of))], range);
    }

    private IEnumerable<ReplicationRow> OneShiftGates(ShiftedOnce[] once)
    {
        ReplicationRow Gated(string quantity, string parameters, Func<ShiftedOnce, double> difference) => Gate.Ordering(quantity, parameters, [.. once.Select(difference)], _gated);
        double Change(ShiftedOnce each, Func<DriveGeneration, double> of) => First(each.After, RightAfter, of) - Last(each.History, Before, of);
        yield return Gated("satisfactions per life, rise", "right after minus before", each => Change(each, g => g.Satisfactions));
        yield return Gated("children per life, loss", "before minus right after", each => -Change(each, g => g.Children));
        yield return Gated("tie of satisfactions to children, loss", "before minus right after", each => -Change(each, g => g.SatisfactionTie));
        yield return Gated("tie lost, satisfactions minus meals", "before minus right after", each => Change(each, g => g.MealTie) - Change(each, g => g.SatisfactionTie));
        yield return Gated("children per life, regained", "later minus right after", each => Last(each.After, setUp.Window, g => g.Children) - First(each.After, RightAfter, g => g.Children));
        yield return Gated("weight of the new use, fall", "right after minus later", each => First(each.After, RightAfter, g => g.UseWeight) - Last(each.After, setUp.Window, g => g.UseWeight));
    }

    private static double Mean(double[] values, int from) => values.AsSpan(from).ToArray().Sum() / (values.Length - from);

    private static double? Power(double? log2) => log2 is { } x ? PortableMath.Exp(x * PortableMath.Log(2)) : null;
}
