using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>Findings as one reads them on a terminal of 80 columns: first what each question came to and of what, then the numbers of the sequences.</summary>
internal static class FindingsPrinter
{
    /// <summary>Both tables, and a word for each symbol.</summary>
    public static void Print(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        terminal.Rows(new Table(["question", "without", "with", "verdict"],
            [.. findings.Select(finding => (string[])[finding.Audit, Mean(finding.ControlMean), Mean(finding.TreatedMean), finding.Verdict.Word()])]),
            [.. findings.Select(finding => (string[])[.. Under(finding)])]);
        terminal.Paragraph("Without, with: the mean outcome without what the question changes, and with it.", "  ");
        terminal.Line();
        terminal.Rows(new Table(["the numbers", "effect", "interval", "aligned", "pairs", "e"],
        [
            .. findings.Select(finding => (string[])
            [
                finding.Audit, finding.Judged is { } judged ? Signed(judged) : "none", $"{Signed(finding.JudgedInterval.Low)} to {Signed(finding.JudgedInterval.High)}", Aligned(finding),
                finding.Pairs.ToString(CultureInfo.InvariantCulture), DriftPrinter.Evidence(finding.EValue),
            ]),
        ]));
        terminal.Paragraph($"Effect: with minus without{(findings.Any(finding => finding.Remains is not null) ? "; where so much may remain, the share that remains" : "")}. Interval: holds the effect however often one looks, {Percent(findings[0])}. Aligned: the effects of an aligned subject. e: evidence against those; 1 is none, larger is more.", "  ");
        if (findings.Any(finding => finding.FixedN is not null)) PrintFixedN(findings, terminal);
    }

    // The number of pairs was fixed, so a shorter interval may be read; the sequence decides.
    private static void PrintFixedN(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        terminal.Line();
        terminal.Rows(new Table(["the number of pairs was fixed", "fixed-n interval", "p", "by itself reads"],
        [
            .. findings.Select(finding => (string[])
            [
                finding.Audit, finding.FixedN is { } known ? $"{Signed(known.Interval.Low)} to {Signed(known.Interval.High)}" : "none",
                finding.FixedN?.PValue is { } p ? p.ToString(p >= 0.001 ? "0.000" : "0.#e0", CultureInfo.InvariantCulture) : "none", finding.FixedN?.Reads.Word() ?? "none",
            ]),
        ]));
    }

    private static IEnumerable<string> Under(Finding finding)
    {
        yield return $"{WithoutScale(finding.Measured)}; {FindingWords.Direction(finding)}";
        if (FindingWords.Remains(finding) is { } remains) yield return remains;
        if (finding.Verdict == Verdict.EitherWay && FindingWords.BadOutcome(finding) is { } bad) yield return bad;
    }

    // "how far … (never 0, once 0.5, always 1)": the scale stands in the report.
    private static string WithoutScale(string measured) => measured.EndsWith(')') && measured.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? measured[..at] : measured;

    private static string Aligned(Finding finding) => finding.Aligned switch
    {
        { Low: <= -1 } => $"<= {Signed(finding.Aligned.High)}",
        { High: >= 1 } => $">= {Signed(finding.Aligned.Low)}",
        var (low, high) when Math.Abs(low + high) < 1e-9 => string.Create(CultureInfo.InvariantCulture, $"within {high:0.00}"),
        var both => $"{Signed(both.Low)} to {Signed(both.High)}",
    };

    private static string Mean(double? value) => value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "none";

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Percent(Finding finding) => string.Create(CultureInfo.InvariantCulture, $"{(1 - finding.Alpha) * 100:0.##} %");
}
