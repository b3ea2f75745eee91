using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Replication 3 as a table: one shift, repeated shifts by ratio, the threshold, and the arm in which a child can be felt.</summary>
internal static class BirthControlTables
{
    /// <summary>The declaration.</summary>
    public static Experiment<BirthControlSetUp, BirthControlCell, BirthControlTrial> Experiment { get; } = new()
    {
        Name = "birth-control",
        Summary = "A drive outlives its reason: bred where satisfaction led to children, then satisfied without; and how fast shifts may come before selection never catches up.",
        Source = "ours, after Singh, Lewis & Barto 2009",
        Cost = "3 min",
        IsStudy = true,
        Quick = new() { Seeds = 3, Individuals = 60, LifeSteps = 500, Ancestral = 60, After = 40, Ratios = [0.25, 2], Cycles = 3 },
        Design = setUp => Of(BirthControlPart.ShiftedOnce, setUp).Concat(setUp.Decoys ? Of(BirthControlPart.Decoys, setUp) : []),
        Then = (setUp, trials) =>
        {
            double unit = Timescales.GenerationsToAdapt(setUp, Once(trials));
            return Of(BirthControlPart.ShiftedOften, setUp, [.. setUp.Ratios.Select(ratio => Timescales.Period(ratio * unit))]).Concat(setUp.Felt ? Of(BirthControlPart.ChildrenFelt, setUp, Timescales.Period(unit)) : []);
        },
        Trial = BirthControlTrial.Of,
        Analyse = Analysed,
    };

    private static IEnumerable<BirthControlCell> Of(BirthControlPart part, BirthControlSetUp setUp, params int[] periods) => Enumerable.Range(1, setUp.Seeds).Select(population => new BirthControlCell(part, population, periods));

    private static ShiftedOnce[] Once(IReadOnlyList<(BirthControlCell Cell, BirthControlTrial Trial)> trials) => [.. trials.Select(each => each.Trial.Once).OfType<ShiftedOnce>()];

    private static Tables Analysed(BirthControlSetUp setUp, IReadOnlyList<(BirthControlCell Cell, BirthControlTrial Trial)> trials)
    {
        BirthControlTrial[] In(BirthControlPart part) => [.. trials.Where(each => each.Cell.Part == part).Select(each => each.Trial)];
        ShiftedOnce[] once = Once(trials);
        double unit = Timescales.GenerationsToAdapt(setUp, once);
        BirthControlTrial[] shifted = In(BirthControlPart.ShiftedOften);
        ShiftedOften[][] often = [.. setUp.Ratios.Select((_, r) => shifted.Select(each => each.Often[r]).ToArray())];
        ShiftedOften[] aware = [.. In(BirthControlPart.ChildrenFelt).Select(each => each.Often[0])];
        var rows = new BirthControlRows(setUp);
        IEnumerable<ReplicationRow> all = rows.OneShift(once).Concat(rows.RepeatedShifts(once, setUp.Ratios, often, unit));
        if (setUp.Felt) all = all.Concat(rows.ChildrenFelt(aware, aware[0].Period));
        if (setUp.Decoys) all = all.Concat(rows.Decoys(once, [.. In(BirthControlPart.Decoys).Select(each => each.Decoyed)]));
        return new Tables { Rows = [.. all], Plots = BirthControlPlots.Of(setUp, once, often, aware) };
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
