using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>A comparison with an earlier run as one reads it on a terminal: what became of each question, then the numbers.</summary>
internal static class DriftPrinter
{
    /// <summary>What stands for a verdict: where nothing is decided, that is what it says.</summary>
    public static string Word(DriftVerdict verdict) => verdict == DriftVerdict.Undecided ? "cannot say" : verdict.ToString().ToLowerInvariant();

    /// <summary>An e-value in few characters.</summary>
    public static string Evidence(double e) => e.ToString(e is >= 0.01 and < 10_000 ? "0.##" : "0.#e0", CultureInfo.InvariantCulture);

    /// <summary>The comparisons, and what weakens them.</summary>
    public static void Print(DriftFindings drift, Terminal terminal)
    {
        terminal.Rows(new Table(["effect of the factor", "before", "now", "verdict"], [.. drift.Select(each => (string[])[each.Audit, Signed(each.Before), Signed(each.After), Word(each.Verdict)])]));
        terminal.Line();
        terminal.Rows(new Table(["the numbers", "change", "interval", "cases", "e"],
        [
            .. drift.Select(each => (string[])
            [
                each.Audit, Signed(each.Change), $"{Signed(each.Low)} to {Signed(each.High)}", each.Pairs.ToString(CultureInfo.InvariantCulture), Evidence(each.EValue),
            ]),
        ]));
        terminal.Paragraph("Change: effect now minus effect before, with an interval that holds however often one looks. e: evidence for a drift; 1 is none, larger is more.", "  ");
        foreach (IGrouping<Caveat, string> shared in drift.SelectMany(each => each.Caveats.Select(caveat => (caveat, each.Audit))).GroupBy(each => each.caveat, each => each.Audit))
            terminal.Item($"{(shared.Count() == drift.Count && drift.Count > 3 ? "all questions" : string.Join(", ", shared))}: {shared.Key}");
    }

    private static string Signed(double? value) => value is { } number ? number.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "none";
}
