using Mesascope.Chat;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>The names that options may hold.</summary>
internal static class Catalogues
{
    /// <summary>One audit that a world offers.</summary>
    public sealed record OfferedAudit(string Name, string World, string Question);

    /// <summary>Every audit of every world, in the catalogue's order, then the drives of chat models.</summary>
    public static IReadOnlyList<OfferedAudit> Audits() => [.. WorldCatalogue.All.SelectMany(world => world.Accept(new AuditsOf())), .. DriveCatalogue.All.Select(drive => new OfferedAudit(drive.Id, ChatAuditing.World, drive.Question))];

    /// <summary>The audits' names, each once, and the questions of recordings.</summary>
    public static IReadOnlyCollection<string> AuditNames() => [.. Audits().Select(audit => audit.Name).Concat(Recordings.Questions).Distinct()];

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
    public static IReadOnlyList<string> Drives(IReadOnlyList<string>? names)
    {
        string[] all = [.. DriveCatalogue.All.Select(drive => drive.Id)];
        if (names?.FirstOrDefault(name => !all.Contains(name)) is { } foreign) throw new ArgumentException($"Chat models are not asked {foreign}; they are asked: {string.Join(", ", all)}.");
        return names is null ? all : [.. all.Where(names.Contains)];
    }

    private sealed class AuditsOf : IWorldVisitor<IReadOnlyList<OfferedAudit>>
    {
        public IReadOnlyList<OfferedAudit> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            [.. TWorld.Card.Contrasts.Select(contrast => new OfferedAudit(contrast.Name, TWorld.Card.Name, contrast.Question))];
    }
}
