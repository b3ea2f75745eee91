using Mesascope.Worlds;

namespace Mesascope.Reports;

/// <summary>What a reader must be told about a world.</summary>
/// <param name="Summary">What happens in it and what it shows.</param>
/// <param name="Source">The paper it comes from.</param>
/// <param name="Caveat">What must be known before believing a finding from it; null where there is nothing.</param>
public sealed record WorldFacts(string Summary, string Source, string? Caveat)
{
    /// <summary>The facts of a world by its name; null where the catalogue does not know it.</summary>
    public static WorldFacts? Of(string world) =>
        WorldCatalogue.All.FirstOrDefault(entry => entry.Name == world) is { } entry ? entry.Accept(new Reader()) : null;

    private sealed class Reader : IWorldVisitor<WorldFacts>
    {
        public WorldFacts Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            new(TWorld.Card.Summary, TWorld.Card.Source, TWorld.Card.Caveat);
    }
}
