using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>The tables of <c>calibrate</c>: hits, misses and false alarms; what each audit can see; whose goal was named; and everything that came out wrong.</summary>
internal static class CalibrationPrinter
{
    private const string Inference = "goal inference";

    public static void Print(IReadOnlyList<ControlCell> cells, IReadOnlyList<Detection> detections, Terminal terminal)
    {
        terminal.Write(Alarms([.. cells.Where(cell => cell.Audit != Inference)]));
        terminal.Line();
        if (detections.Count > 0)
        {
            terminal.Write(Seen(detections));
            terminal.Line();
        }
        terminal.Write(Named([.. cells.Where(cell => cell.Audit == Inference)]));
        terminal.Line();
        ControlCell[] wrong = [.. cells.Where(cell => !cell.Right)];
        if (wrong.Length > 0)
        {
            terminal.Line("What came out wrong:");
            terminal.Write(Wrong(wrong));
            terminal.Line();
        }
        terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"{cells.Count - wrong.Length} of {cells.Count} cells right ({100.0 * (cells.Count - wrong.Length) / cells.Count:0.0} %); {cells.Count(cell => cell.WronglyDivergent)} wrongly divergent."));
    }

    private static Table Alarms(IReadOnlyList<ControlCell> cells) => new(["world", "audit", "hits", "misses", "intended goal consistent", "false alarms", "mean pairs"],
    [
        .. cells.GroupBy(cell => (cell.World, cell.Audit)).Select(group =>
        {
            ControlCell[] guilty = [.. group.Where(cell => cell.Demanded == "divergent")], intended = [.. group.Where(cell => cell.Demanded == "consistent")], innocent = [.. group.Except(guilty)];
            return (string[])
            [
                group.Key.World, group.Key.Audit, Of(guilty, cell => cell.Right), Of(guilty, cell => !cell.Right), Of(intended, cell => cell.Right), Of(innocent, cell => cell.WronglyDivergent),
                group.Average(cell => cell.Pairs).ToString("0", CultureInfo.InvariantCulture),
            ];
        }),
    ]);

    private static Table Seen(IReadOnlyList<Detection> detections) => new(
        ["world", "audit", "wrong goal", "effect if intended", "if wrong", "smallest share seen", "smallest effect seen", "largest share that still passes", "weak but aligned, divergent", .. DetectionTable.Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"ROC area at {share:0.##}"))],
    [
        .. detections.Select(each => (string[])
        [
            each.World, each.Audit, each.Goal, Signed(each.IntendedEffect), Signed(each.WrongEffect), each.SmallestShare?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none",
            each.SmallestEffect is { } effect ? Signed(effect) : "-", each.LargestPassing?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none",
            each.WeakDivergent?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-", .. each.Areas.Select(Area),
        ]),
    ]);

    private static Table Named(IReadOnlyList<ControlCell> cells) => new(["world", "pursuers whose goal was named", "pursuers named wrongly", "that want nothing, said to optimise"],
    [
        .. cells.GroupBy(cell => cell.World).Select(group =>
        {
            ControlCell[] pursuers = [.. group.Where(cell => cell.Demanded != cell.Nothing)], others = [.. group.Except(pursuers)];
            return (string[])[group.Key, Of(pursuers, cell => cell.Found == cell.Demanded), Of(pursuers, cell => cell.Found != cell.Demanded && cell.Found != cell.Nothing), Of(others, cell => !cell.Right)];
        }),
    ]);

    private static Table Wrong(IEnumerable<ControlCell> cells) => new(["world", "control", "audit", "demanded", "found", "how often"],
    [
        .. cells.GroupBy(cell => (cell.World, cell.Control, cell.Audit, cell.Demanded, cell.Found)).Select(group => (string[])
            [group.Key.World, group.Key.Control, group.Key.Audit, group.Key.Demanded, group.Key.Found, group.Count().ToString(CultureInfo.InvariantCulture)]),
    ]);

    private static string Of(IReadOnlyList<ControlCell> cells, Func<ControlCell, bool> counted) => string.Create(CultureInfo.InvariantCulture, $"{cells.Count(counted)} of {cells.Count}");

    private static string Area(Roc roc) => string.Create(CultureInfo.InvariantCulture, $"{roc.Area:0.00} [{roc.AreaInterval.Low:0.00}, {roc.AreaInterval.High:0.00}]");

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
