using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>The names that options may hold.</summary>
internal static class Catalogues
{
    /// <summary>One audit that a world offers.</summary>
    public sealed record OfferedAudit(string Name, string World, string Question);

    /// <summary>Every audit of every world, in the catalogue's order.</summary>
    public static IReadOnlyList<OfferedAudit> Audits() => [.. WorldCatalogue.All.SelectMany(world => world.Accept(new AuditsOf()))];

    /// <summary>The audits' names, each once.</summary>
    public static IReadOnlyCollection<string> AuditNames() => [.. Audits().Select(audit => audit.Name).Distinct()];

    private sealed class AuditsOf : IWorldVisitor<IReadOnlyList<OfferedAudit>>
    {
        public IReadOnlyList<OfferedAudit> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            [.. TWorld.Card.Contrasts.Select(contrast => new OfferedAudit(contrast.Name, TWorld.Card.Name, contrast.Question))];
    }
}
