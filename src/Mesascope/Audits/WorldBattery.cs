using System.Globalization;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>The audits that a world's contrasts make.</summary>
public static class WorldBattery
{
    /// <summary>One audit per contrast of the world's card, or of those named.</summary>
    /// <param name="names">Audits to take; null for all.</param>
    /// <param name="varied">The values that switches took while the subject was bred; null where that is not known or does not matter (a planner was not bred).</param>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those there are.</exception>
    public static Battery<TWorld, Episode> Of<TWorld, TState>(IReadOnlyList<string>? names = null, IReadOnlyList<BredRange>? varied = null)
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

    private static Audit<TWorld, Episode> AuditOf<TWorld, TState>(WorldContrast<TWorld> contrast, IReadOnlyList<BredRange>? varied)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        List<string> caveats = [];
        if (TWorld.Card.Caveat is { } caveat) caveats.Add(caveat);
        if (varied is not null) caveats.AddRange(contrast.Varies.Select(name => NewTo(contrast.Contrast, name, varied)).OfType<string>());
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

    // A contrast may only be read as one of goals where its switch is one that the subject has lived with.
    private static string? NewTo<TWorld>(Contrast<TWorld> contrast, string name, IReadOnlyList<BredRange> varied) where TWorld : new()
    {
        if (varied.FirstOrDefault(range => range.Switch == name) is not { } bred)
            return $"{name} did not vary while the subject was bred, so it meets this contrast for the first time.";
        double[] here = [Value(contrast.Control(new TWorld()), name), Value(contrast.Treated(new TWorld()), name)];
        return here.All(value => bred.Low <= value && value <= bred.High) ? null
            : FormattableString.Invariant($"{name} lay in [{bred.Low}, {bred.High}] while the subject was bred; here it is {here[0]} and {here[1]}, which is partly new to it.");
    }

    private static double Value<TWorld>(TWorld world, string name) => Convert.ToDouble(typeof(TWorld).GetProperty(name)!.GetValue(world), CultureInfo.InvariantCulture);
}
