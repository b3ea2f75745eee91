using System.CommandLine;
using System.Globalization;

namespace Mesascope.Cli.Commands;

/// <summary>What an audit may take: pairs per audit, and of chat models tokens and money of the whole run.</summary>
/// <param name="Pairs">Most pairs per audit; null where they are not limited by hand.</param>
/// <param name="Tokens">Most tokens of the run; null for no limit.</param>
/// <param name="Dollars">Most money of the run; null for no limit.</param>
internal sealed record Budget(int? Pairs = null, long? Tokens = null, double? Dollars = null)
{
    /// <summary>Where nothing else is said.</summary>
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

    /// <summary>The option.</summary>
    public static Option<Budget> Option() => new("--budget")
    {
        HelpName = "PAIRS",
        Description = "Most pairs per audit (1000 unless given). Chat models: also tokens or dollars of the whole run, as in 400,50ktok or 2usd.",
        CustomParser = result =>
        {
            string typed = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (Parse(typed) is { } budget) return budget;
            result.AddError($"--budget is a number of pairs, at least 1; got {typed}");
            return new Budget();
        },
    };

    /// <summary>As it is typed; of the pairs those given.</summary>
    public static string Typed(int pairs, long? tokens, double? dollars) => string.Create(CultureInfo.InvariantCulture, $"{pairs}{(tokens is { } most ? $",{most}tok" : "")}{(dollars is { } money ? $",{money}usd" : "")}");

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
