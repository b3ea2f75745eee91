using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>The tables of <c>calibrate --statistics</c>.</summary>
internal static class StatisticsPrinter
{
    public static void Print(IReadOnlyList<SequenceRow> rows, Terminal terminal)
    {
        foreach (IGrouping<string, SequenceRow> group in rows.GroupBy(row => row.What))
        {
            SequenceRow[] alike = [.. group];
            terminal.Line(alike[0].Allowed is { } allowed ? string.Create(CultureInfo.InvariantCulture, $"{group.Key}; allowed: {allowed:0.00}") : group.Key);
            terminal.Write(new Table(["", "times", "of", "share", "95 % interval"],
                [.. alike.Select(row => (string[])[row.Where, Whole(row.Times), Whole(row.Streams), Share((double)row.Times / row.Streams), $"{Share(row.Interval.Low)} to {Share(row.Interval.High)}"])]));
            terminal.Line();
        }
    }

    /// <summary>How many pairs verdicts take.</summary>
    public static void Print(IReadOnlyList<PowerCell> cells, IReadOnlyList<(double Noise, double? Pairs)> clean, Terminal terminal)
    {
        terminal.Line("pairs until divergent (mean; by which 90 % had got there; n of a t test with 90 % power)");
        terminal.Write(new Table(["margin", "K", "effect", "mean", "90 %", "fixed n"],
        [
            .. cells.Select(cell => (string[])
            [
                Short(cell.Margin), Whole(cell.BatterySize), Short(cell.Effect), cell.MeanPairs is { } mean ? mean.ToString("0", CultureInfo.InvariantCulture) : $"never ({Share(cell.Reached)})",
                cell.NinetiethPercentile is { } most ? Whole(most) : "never", cell.FixedPairs is { } n ? Whole(n) : "never",
            ]),
        ]));
        terminal.Line();
        terminal.Line("pairs until consistent, effect 0, margin 0.1 (mean)");
        terminal.Write(new Table(["+1 and -1 in", "pairs"], [.. clean.Select(each => (string[])[$"{Short(each.Noise)} each", each.Pairs?.ToString("0", CultureInfo.InvariantCulture) ?? "not all within the budget"])]));
        terminal.Line();
    }

    private static string Short(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
