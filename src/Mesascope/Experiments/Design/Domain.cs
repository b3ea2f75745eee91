using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>The values that a parameter takes: its kind, and its range in the notation of intervals, <c>(0, 1]</c>.</summary>
public sealed record Domain
{
    private const int MostValues = 64;

    private Domain()
    {
    }

    /// <summary>A whole number in a range: <c>[1, 100]</c>.</summary>
    public static Domain Whole(string range) => Number(range) with { IsWhole = true };

    /// <summary>A finite number in a range: <c>(0, 1]</c>.</summary>
    public static Domain Number(string range)
    {
        double[] ends = [.. range[1..^1].Split(", ").Select(end => double.Parse(end, CultureInfo.InvariantCulture))];
        return new() { Range = range, Low = ends[0], High = ends[1] };
    }

    /// <summary>One of these words.</summary>
    public static Domain Words(params IReadOnlyList<string> words) => new() { Known = words };

    /// <summary>0 for no, 1 for yes.</summary>
    public static Domain Flag { get; } = Words("0", "1");

    /// <summary>A text whose form the replication checks itself.</summary>
    /// <param name="form">In words: "worth@cell of each coin, such as 1@4,2@12".</param>
    public static Domain Text(string form) => new() { Form = form };

    /// <summary>The range, as an interval; null for words and texts.</summary>
    public string? Range { get; private init; }

    /// <summary>The lower end of <see cref="Range"/>.</summary>
    public double Low { get; private init; }

    /// <summary>The upper end of <see cref="Range"/>.</summary>
    public double High { get; private init; }

    /// <summary>True where only whole numbers count.</summary>
    public bool IsWhole { get; private init; }

    private string? Form { get; init; }

    private IReadOnlyList<string> Known { get; init; } = [];

    private string? Instead { get; init; }

    private bool IsList { get; init; }

    private int? Exactly { get; init; }

    private bool Rises { get; init; }

    /// <summary>Several of them, separated by commas: exactly so many, or up to 64 of which no two are alike.</summary>
    public Domain Several(int? exactly = null, bool rising = false) => this with { IsList = true, Exactly = exactly, Rises = rising };

    /// <summary>The same, or this word instead.</summary>
    public Domain Or(string word) => this with { Instead = word };

    /// <summary>Whether a value lies in it.</summary>
    /// <param name="typed">The value as it was typed.</param>
    public bool Holds(string typed)
    {
        if (typed == Instead) return true;
        if (!IsList) return HoldsOne(typed);
        string[] parts = typed.Split(',');
        if (parts.Length > MostValues || Exactly is { } count && parts.Length != count || !parts.All(HoldsOne)) return false;
        if (Exactly is not null) return true;
        if (Range is null) return parts.Distinct().Count() == parts.Length;
        double[] numbers = [.. parts.Select(part => Parsed(part)!.Value)];
        return Rises ? numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second) : numbers.Distinct().Count() == numbers.Length;
    }

    /// <summary>In words: "a whole number in [2, 100]".</summary>
    public override string ToString()
    {
        string said = Form ?? (Range is null ? Listed(Known) : $"{(IsWhole ? "a whole number" : "a number")} in {Range}");
        if (IsList)
            said = Range is null ? $"some of {string.Join(", ", Known)}, separated by commas"
                : $"{(Exactly is { } count ? $"{count} " : "")}{(IsWhole ? "whole numbers" : "numbers")} in {Range}, {(Rises ? "rising, " : "")}separated by commas";
        return Instead is null ? said : $"{said}, or {Instead}";
    }

    /// <summary>A number as it is written everywhere here: digits, a point, an exponent; no blanks, no commas.</summary>
    /// <returns>Null where it is none, or not finite.</returns>
    internal static double? Parsed(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number + 0.0 : null; // -0 is 0

    private bool HoldsOne(string typed)
    {
        if (Form is not null) return typed.Length > 0;
        if (Range is null) return Known.Contains(typed);
        if (Parsed(typed) is not { } number || IsWhole && !int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return false;
        return (Range[0] == '(' ? number > Low : number >= Low) && (Range[^1] == ')' ? number < High : number <= High);
    }

    private static string Listed(IReadOnlyList<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
}
