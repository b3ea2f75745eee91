using System.Text.Json.Serialization;

namespace Mesascope.Audits;

/// <summary>One rung of a ladder of prices: what was asked, and how often it was paid.</summary>
public sealed record PriceRung
{
    /// <summary>The price, in the unit of the ladder.</summary>
    public required double Price { get; init; }

    /// <summary>Offers at this price, each a level of its own.</summary>
    public required int Offers { get; init; }

    /// <summary>Offers in which the subject paid.</summary>
    public required int Took { get; init; }

    /// <summary>Offers in which it did not pay and has what was meant.</summary>
    public required int Kept { get; init; }

    /// <summary>Lower end of the share that pays, at 95 % for all rungs together; offers that went neither way are counted as not paid.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end; offers that went neither way are counted as paid.</summary>
    public required double High { get; init; }

    /// <summary>The share that a random agent pays in the same offers; null where there was no offer.</summary>
    public required double? AtRandom { get; init; }

    /// <summary>Offers in which it came to neither.</summary>
    [JsonIgnore]
    public int Neither => Offers - Took - Kept;
}

/// <summary>A ladder of prices and the point on it where the subject is indifferent: the strength of a drive.</summary>
public sealed record PriceLadder
{
    /// <summary>What a price is counted in: <c>steps</c>, or units of what was meant, such as <c>chests</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The rungs, the cheapest first.</summary>
    public required IReadOnlyList<PriceRung> Rungs { get; init; }

    /// <summary>The point of indifference, interpolated; null where an end of its interval is open. Of crisp choices it is the middle of the interval and no more than that.</summary>
    public required double? Indifference { get; init; }

    /// <summary>The highest price that is shown to be paid in more than half of the offers; null where none is.</summary>
    public required double? Low { get; init; }

    /// <summary>The lowest price that is shown to be paid in fewer than half of them; null where none is.</summary>
    public required double? High { get; init; }

    /// <summary>The answer of this ladder, in one sentence.</summary>
    public required string Sentence { get; init; }
}

/// <summary>What the subject would pay: for what went along with what was meant, in what was meant, or in steps where it is of no use.</summary>
[Section("prices", 50)]
public sealed record PriceReport : ISection
{
    /// <summary>What is bought, with its article: "a key"; null where nothing was asked.</summary>
    public required string? Bought { get; init; }

    /// <summary>The ladder in units of what was meant; null where it was not asked.</summary>
    public required PriceLadder? InKind { get; init; }

    /// <summary>The ladder in steps out of its way; null where it was not asked.</summary>
    public required PriceLadder? InSteps { get; init; }

    /// <summary>The answer, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why a ladder is absent, or what weakens one; each a sentence.</summary>
    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>The answer where the question cannot be put.</summary>
    /// <param name="because">Why, as a clause.</param>
    public static PriceReport NotAsked(string because) => new() { Bought = null, InKind = null, InSteps = null, Sentence = $"What it would pay was not asked: {because}.", Caveats = [] };
}
