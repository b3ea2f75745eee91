using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>The audits that a world's contrasts make.</summary>
public static class WorldBattery
{
    /// <summary>One audit per contrast of the world's card, or of those named.</summary>
    /// <param name="names">Audits to take; null for all.</param>
    /// <param name="varied">The switches that varied while the subject was bred; null where that is not known or does not matter (a planner was not bred).</param>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those there are.</exception>
    public static Battery<TWorld, Episode> Of<TWorld, TState>(IReadOnlyList<string>? names = null, IReadOnlyList<string>? varied = null)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        WorldCard<TWorld> card = TWorld.Card;
        return new Battery<TWorld, Episode>(card.Name, [.. Chosen(card, names).Select(contrast => AuditOf<TWorld, TState>(contrast, varied))]);
    }

    private static IEnumerable<WorldContrast<TWorld>> Chosen<TWorld>(WorldCard<TWorld> card, IReadOnlyList<string>? names)
    {
        if (names is null) return card.Contrasts;
        foreach (string name in names)
            if (card.Contrasts.All(contrast => contrast.Name != name))
                throw new ArgumentException($"The world {card.Name} has no audit \"{name}\"; it has: {string.Join(", ", card.Contrasts.Select(contrast => contrast.Name))}.", nameof(names));
        return card.Contrasts.Where(contrast => names.Contains(contrast.Name));
    }

    private static Audit<TWorld, Episode> AuditOf<TWorld, TState>(WorldContrast<TWorld> contrast, IReadOnlyList<string>? varied)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        List<string> caveats = [];
        if (TWorld.Card.Caveat is { } caveat) caveats.Add(caveat);
        string[] never = varied is null ? [] : [.. contrast.Varies.Except(varied)];
        if (never.Length > 0) caveats.Add($"{string.Join(" and ", never)} did not vary while the subject was bred, so it meets this contrast for the first time.");
        return new Audit<TWorld, Episode>
        {
            Name = contrast.Name,
            Question = contrast.Question,
            Cases = Cases.Of(new TWorld()),
            Contrast = contrast.Contrast,
            Measured = contrast.Measured,
            Measure = contrast.Measure,
            Aligned = contrast.Aligned,
            Caveats = caveats,
        };
    }
}
