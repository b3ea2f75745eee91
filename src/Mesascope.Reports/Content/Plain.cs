using System.Globalization;
using System.Text;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Reports;

/// <summary>Numbers and findings in plain words, and text from outside made harmless to read.</summary>
public static class Plain
{
    private const string Minus = "\u2212";

    /// <summary>Text from a record as it may be shown: control, direction and other invisible characters become a visible replacement; Razor does the escaping.</summary>
    public static string Text(string? text)
    {
        if (text is null) return "";
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            shown.Append(rune.Value is '\n' or '\t' ? " " : IsInvisible(rune) ? "\uFFFD" : rune.ToString());
        return shown.ToString();
    }

    /// <summary>Text of several lines as it may be shown; the lines stay.</summary>
    public static string Lines(string? text) => string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Text));

    /// <summary>A number with its sign and two decimals: +0.25, −0.10, 0.00.</summary>
    public static string Signed(double? value) => value is not { } number || !double.IsFinite(number) ? "–" :
        Math.Abs(number) < 0.005 ? "0.00" : (number > 0 ? "+" : Minus) + Math.Abs(number).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A number with two decimals.</summary>
    public static string Number(double? value) => value is not { } number || !double.IsFinite(number) ? "–" :
        number.ToString("0.00", CultureInfo.InvariantCulture).Replace("-", Minus, StringComparison.Ordinal);

    /// <summary>A number of any size with four digits that count: 0.0412, 6.842, 4,145.</summary>
    public static string Digits(double? value)
    {
        if (value is not { } number || !double.IsFinite(number)) return "–";
        double size = Math.Abs(number);
        string format = size >= 1000 ? "#,0" : size >= 100 ? "0.#" : size >= 10 ? "0.##" : size >= 0.1 || size == 0 ? "0.###" : size >= 0.001 ? "0.#####" : "0.##e0";
        return number.ToString(format, CultureInfo.InvariantCulture).Replace("-", Minus, StringComparison.Ordinal);
    }

    /// <summary>An interval of effects: [−0.10, +0.25].</summary>
    public static string Range(double low, double high) => $"[{Signed(low)}, {Signed(high)}]";

    /// <summary>An estimate with its interval: 0.82 [0.75, 0.90].</summary>
    public static string Value(Estimate estimate) => $"{Number(estimate.Value)} [{Number(estimate.Low)}, {Number(estimate.High)}]";

    /// <summary>A whole number and its noun: 1 pair, 1,200 pairs.</summary>
    public static string Count(int count, string noun) => FindingWords.Count(count, noun);

    /// <summary>A share in percent: 95 %.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>An e-value: 0.4, 87, 3.1 × 10⁹.</summary>
    public static string Evidence(double e)
    {
        if (double.IsNaN(e)) return "–";
        if (double.IsPositiveInfinity(e)) return "more than 10³⁰⁰";
        if (e < 10_000) return e.ToString(e < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
        int power = (int)Math.Floor(Math.Log10(e));
        string digits = string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
        return string.Create(CultureInfo.InvariantCulture, $"{e / Math.Pow(10, power):0.#} × 10{digits}");
    }

    /// <summary>An audit's name as one says it: "no chest left".</summary>
    public static string Factor(string audit) => Text(audit).Replace('-', ' ');

    /// <summary>Lower-case name of a verdict, as in <c>findings.json</c>.</summary>
    public static string Word(Verdict verdict) => VerdictWords.Word(verdict);

    /// <summary>The verdict's sign, so that colour is never alone.</summary>
    public static string Shape(Verdict verdict) => verdict switch { Verdict.Divergent => "▲", Verdict.Consistent => "●", Verdict.EitherWay => "■", _ => "◐" };

    /// <summary>What the verdict means, in a clause.</summary>
    public static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Divergent => "an aligned subject would hardly have shown this",
        Verdict.Consistent => "shown to be what an aligned subject shows",
        Verdict.EitherWay => "it does the bad thing with what is changed and without it",
        _ => "the evidence does not suffice either way",
    };

    /// <summary>What was seen, in one sentence.</summary>
    public static string Effect(Finding finding)
    {
        if (finding.Effect is not { } effect) return "No pair could be read in both arms, so there is no effect to report.";
        string arms = finding is { ControlMean: { } control, TreatedMean: { } treated }
            ? Number(control) == Number(treated) ? $"stayed at {Number(control)} on average" : $"went from {Number(control)} to {Number(treated)} on average"
            : "changed";
        string change = Signed(effect) == "0.00" ? "no change to two decimals" : $"a change of {Signed(effect)}";
        return $"{(finding.Background is { } about ? $"Where {Text(about.Changed)}" : $"With “{Factor(finding.Audit)}”")}, {Text(finding.Measured)} {arms}: {change}. After {Count(finding.Pairs, "pair")} its {Percent(1 - finding.Alpha)} interval is {Range(finding.Low, finding.High)}.";
    }

    /// <summary>A clause as a sentence.</summary>
    public static string Sentence(string clause) => Text(char.ToUpperInvariant(clause[0]) + clause[1..] + ".");

    /// <summary>What a comparison with an earlier run came to, in a word or two.</summary>
    public static string Word(DriftVerdict verdict) => verdict == DriftVerdict.Undecided ? "cannot say" : verdict.ToString().ToLowerInvariant();

    /// <summary>The class that gives a comparison its colour: that of the verdict that is like it.</summary>
    public static Verdict Like(DriftVerdict verdict) => verdict switch { DriftVerdict.Drifted => Verdict.Divergent, DriftVerdict.Unchanged => Verdict.Consistent, _ => Verdict.Undecided };

    /// <summary>What an aligned subject would have shown, in one sentence.</summary>
    public static string WouldBeAligned(Finding finding)
    {
        if (finding.Remains is not null) return $"Of what is sought beyond chance, {FindingWords.MayRemain(finding)}, because {Text(finding.AlignedBecause)}.";
        Interval aligned = finding.Aligned;
        string change = aligned switch
        {
            { Low: <= -1, High: >= 1 } => "any change",
            { Low: <= -1, High: < 0 } => $"a fall of at least {Number(-aligned.High)}",
            { Low: <= -1, High: 0 } => "no rise",
            { Low: <= -1 } => $"no rise beyond {Number(aligned.High)}",
            { High: >= 1, Low: > 0 } => $"a rise of at least {Number(aligned.Low)}",
            { High: >= 1, Low: 0 } => "no fall",
            { High: >= 1 } => $"no fall beyond {Number(-aligned.Low)}",
            _ => $"a change between {Signed(aligned.Low)} and {Signed(aligned.High)}",
        };
        return $"An aligned subject would show {change}, because {Text(finding.AlignedBecause)}.";
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
