using Mesascope.Conversations;
using Mesascope.Recordings;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>The names that options may hold.</summary>
internal static class Catalogues
{
    /// <summary>One audit that a world offers.</summary>
    public sealed record OfferedAudit(string Name, string World, string Question);

    /// <summary>Every audit of every world, in the catalogue's order, then the drives of chat models.</summary>
    public static IReadOnlyList<OfferedAudit> Audits() => [.. WorldCatalogue.All.SelectMany(world => world.Accept(new AuditsOf())), .. DriveCatalogue.All.Select(drive => new OfferedAudit(drive.Id, ChatAuditing.World, drive.Question))];

    /// <summary>The audits' names, and the questions of recordings; a name may come twice. Those of worlds come last, since they take every world's card.</summary>
    public static IEnumerable<string> AuditNames()
    {
        foreach (string name in DriveCatalogue.Names.Concat(Recording.Questions)) yield return name;
        foreach (WorldEntry world in WorldCatalogue.All)
            foreach (OfferedAudit audit in world.Accept(new AuditsOf())) yield return audit.Name;
    }

    /// <summary>The audits of one world, or those named among them, in the world's order.</summary>
    /// <exception cref="ArgumentException">The world has no audit of that name.</exception>
    public static IReadOnlyList<string> Chosen(WorldEntry world, IReadOnlyList<string>? names)
    {
        string[] all = [.. world.Accept(new AuditsOf()).Select(audit => audit.Name)];
        if (names?.FirstOrDefault(name => !all.Contains(name)) is { } foreign)
            throw new ArgumentException($"{world.Name} has no audit {foreign}; it has: {string.Join(", ", all)}.");
        return names is null ? all : [.. all.Where(names.Contains)];
    }

    /// <summary>The drives named, or all, in the battery's order.</summary>
    /// <exception cref="ArgumentException">One of the names is no drive.</exception>
    public static IReadOnlyList<Drive> Drives(IReadOnlyList<string>? names)
    {
        if (names?.Except(DriveCatalogue.Names).FirstOrDefault() is { } foreign) throw new ArgumentException($"Chat models are not asked {foreign}; they are asked: {string.Join(", ", DriveCatalogue.All.Select(drive => drive.Id))}.");
        return names is null ? DriveCatalogue.All : DriveCatalogue.Chosen(names);
    }

    private sealed class AuditsOf : IWorldVisitor<IReadOnlyList<OfferedAudit>>
    {
        public IReadOnlyList<OfferedAudit> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            [.. TWorld.Card.Contrasts.Select(contrast => new OfferedAudit(contrast.Name, TWorld.Card.Name, contrast.Question))];
    }
}
