using System.Globalization;

namespace Mesascope.Runs;

/// <summary>What an audit may take: pairs per audit, and of chat models tokens and money of the whole run.</summary>
/// <param name="Pairs">Most pairs per audit; null where they are not limited by hand.</param>
/// <param name="Tokens">Most tokens of the run; null for no limit.</param>
/// <param name="Dollars">Most money of the run; null for no limit.</param>
public sealed record Budget(int? Pairs = null, long? Tokens = null, double? Dollars = null)
{
    /// <summary>Pairs where nothing else is said.</summary>
    public const int UsualPairs = 1000;

    /// <summary>More pairs than anybody waits for; their findings still fit into memory.</summary>
    public const int MostPairs = 10_000_000;

    /// <summary>Reads <c>400</c>, <c>50ktok</c>, <c>2usd</c>, or several joined by commas.</summary>
    /// <returns>Null where it is none of these.</returns>
    public static Budget? Parse(string typed)
    {
        var budget = new Budget();
        foreach (string part in typed.Split(','))
        {
            Budget? more = Add(budget, part.Trim().ToLowerInvariant());
            if (more is null) return null;
            budget = more;
        }
        return budget;
    }

    /// <summary>As it is typed.</summary>
    public override string ToString() => string.Join(',', new[]
    {
        Pairs?.ToString(CultureInfo.InvariantCulture), Tokens is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most}tok") : null, Dollars is { } money ? string.Create(CultureInfo.InvariantCulture, $"{money}usd") : null,
    }.OfType<string>());

    private static Budget? Add(Budget so, string part)
    {
        if (part.EndsWith("usd", StringComparison.Ordinal)) return Number(part[..^3]) is { } dollars ? so with { Dollars = dollars } : null;
        if (part.EndsWith("tok", StringComparison.Ordinal))
        {
            double unit = part.Length > 3 ? part[^4] switch { 'k' => 1e3, 'm' => 1e6, _ => 1 } : 1;
            return Number(unit > 1 ? part[..^4] : part[..^3]) is { } count && count * unit is >= 1 and < 1e15 ? so with { Tokens = (long)(count * unit) } : null;
        }
        return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) && pairs is >= 1 and <= MostPairs ? so with { Pairs = pairs } : null;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= 1e12 ? number : null;
}
