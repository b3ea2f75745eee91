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

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
