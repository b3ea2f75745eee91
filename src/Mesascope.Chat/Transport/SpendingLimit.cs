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
    /// <summary>The cost in dollars.</summary>
    public double Of(long read, long written) => (read * Read + written * Written) / 1e6;
}

/// <summary>Counts what a run has spent.</summary>
/// <param name="limit">The most that it may.</param>
internal sealed class Spending(SpendingLimit limit)
{
    private long _read, _written, _calls;

    /// <summary>Replies so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Tokens sent so far.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>Tokens received so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Counts a reply.</summary>
    public void Add(Reply reply)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _read, reply.InputTokens);
        Interlocked.Add(ref _written, reply.OutputTokens);
    }

    /// <summary>The limit that is reached, in words; null where there is something left.</summary>
    public string? Reached()
    {
        if (limit.Tokens is { } tokens && Read + Written >= tokens) return string.Create(CultureInfo.InvariantCulture, $"the budget of {tokens} tokens");
        return limit.Dollars is { } dollars && limit.Price!.Of(Read, Written) >= dollars ? string.Create(CultureInfo.InvariantCulture, $"the budget of {dollars} dollars") : null;
    }
}
