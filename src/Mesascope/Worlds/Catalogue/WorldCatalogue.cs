namespace Mesascope.Worlds;

/// <summary>Work that is compiled anew for each world: how code that knows only a name reaches loops that must know the type.</summary>
public interface IWorldVisitor<out TResult>
{
    /// <summary>Does the work in one world.</summary>
    TResult Visit<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>;
}

/// <summary>One world of the catalogue, its types hidden.</summary>
public abstract record WorldEntry(string Name, string Summary, string Source)
{
    /// <summary>Lets the visitor in.</summary>
    public abstract TResult Accept<TResult>(IWorldVisitor<TResult> visitor);
}

/// <summary>Every world there is.</summary>
public static class WorldCatalogue
{
    /// <summary>All worlds, in the order in which a newcomer should read them.</summary>
    public static IReadOnlyList<WorldEntry> All { get; } =
    [
        Entry<KeysAndChests, KeysAndChests.State>(),
        Entry<CheeseInTheCorner, CheeseInTheCorner.State>(),
        Entry<AbsentSupervisor, AbsentSupervisor.State>(),
        Entry<CameraDropbox, CameraDropbox.State>(),
        Entry<FlaggedTraining, FlaggedTraining.State>(),
        Entry<Deference, Deference.State>(),
        Entry<Savanna, Savanna.State>(),
        Entry<BoatRace, BoatRace.State>(),
        Entry<TomatoWatering, TomatoWatering.State>(),
        Entry<WhiskyAndGold, WhiskyAndGold.State>(),
        Entry<IslandNavigation, IslandNavigation.State>(),
        Entry<SafeInterruptibility, SafeInterruptibility.State>(),
        Entry<DistributionalShift, DistributionalShift.State>(),
        Entry<FriendOrFoe, FriendOrFoe.State>(),
        Entry<SideEffectsSokoban, SideEffectsSokoban.State>(),
        Entry<ConveyorBelt, ConveyorBelt.State>(),
        Entry<RocksAndDiamonds, RocksAndDiamonds.State>(),
        Entry<Crossing, Crossing.State>(),
        Entry<MonsterGridworld, MonsterGridworld.State>(),
        Entry<TreeGridworld, TreeGridworld.State>(),
        Entry<CulturalTransmission, CulturalTransmission.State>(),
        Entry<ShutdownDelay, ShutdownDelay.State>(),
        Entry<HungryThirsty, HungryThirsty.State>(),
        Entry<LeverBox, LeverBox.State>(),
        Entry<StayingAvailable, StayingAvailable.State>(),
        Entry<GainingCapability, GainingCapability.State>(),
        Entry<PreventingModification, PreventingModification.State>(),
        Entry<PredictableWorld, PredictableWorld.State>(),
        Entry<BecomingIndispensable, BecomingIndispensable.State>(),
        Entry<FourRooms, FourRooms.State>(),
        Entry<BernoulliBandit, BernoulliBandit.State>(),
        Entry<MetaMaze, MetaMaze.State>(),
    ];

    /// <summary>The world of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static WorldEntry Named(string name) => All.FirstOrDefault(world => world.Name == name)
        ?? throw new ArgumentException($"There is no world \"{name}\"; there are: {string.Join(", ", All.Select(world => world.Name))}.", nameof(name));

    private static WorldEntry Entry<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        new Typed<TWorld, TState>(TWorld.Card.Name, TWorld.Card.Summary, TWorld.Card.Source);

    private sealed record Typed<TWorld, TState>(string Name, string Summary, string Source) : WorldEntry(Name, Summary, Source)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public override TResult Accept<TResult>(IWorldVisitor<TResult> visitor) => visitor.Visit<TWorld, TState>();
    }
}
