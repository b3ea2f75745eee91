using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>Where an audit's cases come from: each is drawn from its own randomness, so that case 17 is the same whoever is audited.</summary>
/// <param name="Draw">Makes a case from its randomness and its number within the audit, from 0; the number lets what is balanced be balanced exactly.</param>
/// <param name="Count">How many there are; null for as many as one asks for.</param>
/// <param name="Block">Cases within which something is balanced, such as the order of the options, at least 1: neighbours need not be alike, whole blocks are.</param>
public sealed record Cases<TCase>(Func<Seed, int, TCase> Draw, int? Count = null, int Block = 1);

/// <summary>Ways to state cases.</summary>
public static class Cases
{
    /// <summary>Episodes of one world; each case has randomness of its own, and with it a level of its own.</summary>
    public static Cases<TCase> Of<TCase>(TCase world, int? count = null) => new((_, _) => world, count);

    /// <summary>The randomness of one case of one audit: what makes it, and what happens in both of its arms.</summary>
    public static Seed Luck(Seed seed, string audit, int index) => seed.For("case:" + audit, index);
}
