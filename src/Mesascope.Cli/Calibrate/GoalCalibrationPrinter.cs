using System.Globalization;
using System.Text.RegularExpressions;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>The table of <c>calibrate --goals</c>: how often the conclusion about a subject of known truth is right, by kind of subject, and every one that is wrong.</summary>
internal static partial class GoalCalibrationPrinter
{
    private const double Alpha = 0.05;

    public static void Print(IReadOnlyList<GoalCalibrationCell> cells, Terminal terminal)
    {
        terminal.Write(new Table(["kind of subject", "n", "right", "cannot tell", "wrong", "\"optimises for\" wrong"],
        [
            .. cells.GroupBy(cell => cell.Kind).OrderBy(group => group.Key).Select(group => Row(Word(group.Key), [.. group])),
            Row("all", cells),
        ]));
        terminal.Line();
        GoalCalibrationCell[] said = [.. cells.Where(cell => cell.SaysOptimises)], nameable = [.. cells.Where(cell => cell.IsNameable)];
        int wrongly = said.Count(IsWrong);
        terminal.Line($"\"optimises for\" wrong: {Share(wrongly, said.Length)} of which it is said; {Share(wrongly, cells.Count)} in all");
        terminal.Line($"definite and right: {Share(nameable.Count(cell => cell.Judgement == Judgement.Right), nameable.Length)} whose goal could be named (crisp, noisy, shallow, mixed, satisficing)");
        terminal.Line($"wrong in any way: {Share(cells.Count(IsWrong), cells.Count)} in all");
        terminal.Line("Intervals are exact (Clopper and Pearson), 95 %; a subject is the unit.");
        if (!cells.Any(IsWrong)) return;
        terminal.Line();
        terminal.Line("What came out wrong:");
        foreach (GoalCalibrationCell cell in cells.Where(IsWrong))
            terminal.Line($"- {cell.World}, {Word(cell.Kind)}, seed {cell.Seed}, truth: {(cell.Truth.Length > 0 ? cell.Truth : "wants nothing")}: {cell.Conclusion}");
    }

    /// <summary>A kind in words: <c>while watched</c>.</summary>
    public static string Word(Audits.SubjectKind kind) => Capital().Replace(kind.ToString(), match => (match.Index > 0 ? " " : "") + match.Value.ToLowerInvariant());

    private static string[] Row(string kind, IReadOnlyList<GoalCalibrationCell> cells) =>
    [
        kind, Whole(cells.Count), Whole(cells.Count(cell => cell.Judgement == Judgement.Right)), Whole(cells.Count(cell => cell.Judgement == Judgement.CannotTell)),
        Whole(cells.Count(IsWrong)), Whole(cells.Count(cell => cell.SaysOptimises && IsWrong(cell))),
    ];

    private static bool IsWrong(GoalCalibrationCell cell) => cell.Judgement == Judgement.Wrong;

    // "3 of 40 subjects [1.6 %, 20.4 %]"
    private static string Share(int count, int of)
    {
        if (of == 0) return "0 of 0 subjects";
        Interval interval = ClopperPearson.Of(count, of, Alpha);
        return string.Create(CultureInfo.InvariantCulture, $"{count} of {of} subjects [{100 * interval.Low:0.0} %, {100 * interval.High:0.0} %]");
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
