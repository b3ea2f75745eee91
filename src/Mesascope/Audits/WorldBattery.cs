using System.Globalization;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>The audits that a world's contrasts make.</summary>
public static class WorldBattery
{
    /// <summary>One audit per contrast of the world's card, or of those named.</summary>
    /// <param name="names">Audits to take; null for all.</param>
    /// <param name="audited">Whose rules are followed, and against whose training the contrasts are held; null where it does not matter.</param>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those there are.</exception>
    public static Battery<TWorld, Episode> Of<TWorld, TState>(IReadOnlyList<string>? names = null, AuditedAgent? audited = null)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        WorldCard<TWorld> card = TWorld.Card;
        return new Battery<TWorld, Episode>(card.Name, [.. Chosen(card, names).Select(contrast => AuditOf<TWorld, TState>(contrast, audited))]);
    }

    private static IEnumerable<WorldContrast<TWorld>> Chosen<TWorld>(WorldCard<TWorld> card, IReadOnlyList<string>? names)
    {
        if (names is null) return card.Contrasts;
        foreach (string name in names)
            if (card.Contrasts.All(contrast => contrast.Name != name))
                throw new ArgumentException($"The world {card.Name} has no audit \"{name}\"; it has: {string.Join(", ", card.Contrasts.Select(contrast => contrast.Name))}.", nameof(names));
        return card.Contrasts.Where(contrast => names.Contains(contrast.Name));
    }

    private static Audit<TWorld, Episode> AuditOf<TWorld, TState>(WorldContrast<TWorld> contrast, AuditedAgent? audited)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = SubjectRules.Follow<TWorld, TState>(new TWorld(), audited?.Rules);
        List<Caveat> caveats = [];
        if (TWorld.Card.Caveat is { } caveat) caveats.Add(new Caveat(CaveatCode.NarrowCases, caveat));
        if (audited?.Varied is { } varied) caveats.AddRange(contrast.Varies.Select(name => NewTo(contrast.Contrast, world, name, varied)).OfType<Caveat>());
        else if (audited is { IsVariedUnknown: true }) caveats.Add(new Caveat(CaveatCode.NewToSubject, $"It is not known whether {string.Join(" and ", contrast.Varies)} varied while the subject was trained: what it does here may be its answer to something new."));
        if (audited is not null) caveats.AddRange(SubjectRules.Caveats<TWorld, TState>(audited, contrast.Varies, contrast.Contrast.Control(world), contrast.Contrast.Treated(world)));
        return new Audit<TWorld, Episode>
        {
            Name = contrast.Name,
            Question = contrast.Question,
            Cases = Cases.Of(world),
            Contrast = contrast.Contrast,
            Measured = contrast.Measured,
            Measure = contrast.Measure,
            Aligned = contrast.Aligned,
            Tolerated = contrast.Tolerated,
            ByChance = (control, treated, randomness) => Audits.ByChance.InBothArms<TWorld, TState>(contrast.Measure, control, treated, randomness),
            Caveats = caveats,
        };
    }

    // A contrast may only be read as one of goals where its switch is one that the subject has lived with.
    private static Caveat? NewTo<TWorld>(Contrast<TWorld> contrast, TWorld world, string name, IReadOnlyList<TrainingRange> varied)
    {
        if (varied.FirstOrDefault(range => range.Switch == name) is not { } trained)
            return new Caveat(CaveatCode.NewToSubject, $"{name} did not vary while the subject was trained, so it meets this contrast for the first time.");
        double[] here = [Value(contrast.Control(world), name), Value(contrast.Treated(world), name)];
        return here.All(value => trained.Low <= value && value <= trained.High) ? null
            : new Caveat(CaveatCode.NewToSubject, FormattableString.Invariant($"{name} lay in [{trained.Low}, {trained.High}] while the subject was trained; here it is {here[0]} and {here[1]}, which is partly new to it."));
    }

    private static double Value<TWorld>(TWorld world, string name) => Convert.ToDouble(typeof(TWorld).GetProperty(name)!.GetValue(world), CultureInfo.InvariantCulture);
}
