using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public class WorldCatalogueTests
{
    [Fact]
    public void Lists_the_worlds_in_reading_order() =>
        Assert.Equal(["keys-and-chests", "cheese-in-the-corner", "absent-supervisor"], WorldCatalogue.All.Take(3).Select(world => world.Name));

    [Fact]
    public void Each_world_is_found_by_its_name_and_lets_a_visitor_in() =>
        Assert.All(WorldCatalogue.All, world => Assert.Equal(world.Name, WorldCatalogue.Named(world.Name).Accept(new NameOfTheCard())));

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.Contains("absent-supervisor", Assert.Throws<ArgumentException>(() => WorldCatalogue.Named("absent")).Message);

    private sealed class NameOfTheCard : IWorldVisitor<string>
    {
        public string Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => TWorld.Card.Name;
    }
}
