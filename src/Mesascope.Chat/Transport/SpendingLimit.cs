using System.Globalization;

namespace Mesascope.Chat;

/// <summary>What a run may cost at most, over all that it ever asked, also before it was killed and resumed.</summary>
public sealed record SpendingLimit
{
    /// <summary>Most tokens, read and written together; null for no limit.</summary>
    public long? Tokens { get; init; }

    /// <summary>Most money, in dollars; null for no limit. Needs a <see cref="Price"/>.</summary>
    public double? Dollars { get; init; }

    /// <summary>What tokens cost; null where it is not known.</summary>
    public TokenPrice? Price { get; init; }

    /// <summary>Checks that money can be counted where it is limited.</summary>
    /// <exception cref="ArgumentException">There is no price.</exception>
    public SpendingLimit Checked() => Dollars is null || Price is not null ? this
        : throw new ArgumentException("A budget in dollars needs the price of tokens: --price IN,OUT in dollars per million tokens, such as --price 0.15,0.60.");
}

/// <summary>What tokens cost, in dollars per million.</summary>
/// <param name="Read">Of those sent to the model.</param>
/// <param name="Written">Of those that it writes.</param>
public sealed record TokenPrice(double Read, double Written)
{
    /// <summary>Reads <c>0.15,0.60</c>.</summary>
    /// <exception cref="ArgumentException">It is not that.</exception>
    public static TokenPrice Parse(string typed)
    {
        double[] numbers = [.. typed.Split(',').Select(text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers is [>= 0 and <= 1e9, >= 0 and <= 1e9] ? new TokenPrice(numbers[0], numbers[1])
            : throw new ArgumentException($"--price is two numbers, dollars per million tokens sent and received, as in 0.15,0.60; got {typed}");
    }

    /// <summary>The cost in dollars.</summary>
    public double Of(long read, long written) => (read * Read + written * Written) / 1e6;
}
