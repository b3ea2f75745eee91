using Mesascope.Worlds;

namespace Mesascope.Tests.House;

public class WorldCatalogueTests
{
    [Fact]
    public void Every_world_is_in_the_catalogue() =>
        Assert.Equal(Worlds().OrderBy(world => world.Name), WorldCatalogue.All.Select(entry => entry.Accept(new TypeOf())).OrderBy(world => world.Name));

    [Fact]
    public void No_two_worlds_share_a_name() => Assert.Distinct(WorldCatalogue.All.Select(entry => entry.Name));

    [Fact]
    public void No_two_audits_share_a_name() => Assert.Distinct(Mesascope.Cli.Catalogues.Audits().Select(audit => audit.Name));

    [Fact]
    public void Every_world_is_put_to_the_contract()
    {
        Type[] tests = typeof(WorldCatalogueTests).Assembly.GetTypes();
        Assert.SkipWhen(tests.All(type => type.Name != "WorldContract`2"), "The world contract is still to come.");
        Assert.All(Worlds(), world => Assert.Contains(tests, test => !test.IsAbstract && test.BaseType is { IsGenericType: true, Name: "WorldContract`2" } contract && contract.GenericTypeArguments[0] == world));
    }

    // A generic one is a wrapper of any world (Tallying), not a world of its own.
    private static IEnumerable<Type> Worlds() =>
        typeof(WorldCatalogue).Assembly.GetTypes().Where(type => type is { IsValueType: true, IsGenericTypeDefinition: false } && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IWorld<,>)));

    private sealed class TypeOf : IWorldVisitor<Type>
    {
        public Type Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => typeof(TWorld);
    }
}
