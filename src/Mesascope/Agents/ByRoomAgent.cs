using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>One agent in some rooms and another in the rest: it may know which rooms are an audit's.</summary>
/// <param name="Few">Who acts where at most so many events are to be had.</param>
/// <param name="Many">Who acts elsewhere.</param>
/// <param name="Most">The most events, all kinds together, that count as few.</param>
public sealed record ByRoomAgent(IAgent Few, IAgent Many, int Most) : IAgent
{
    /// <inheritdoc/>
    public string Name => $"{Few.Name} where at most {Most} can be had, else {Many.Name}";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        int sum = 0;
        foreach (WorldEvent worldEvent in TWorld.Card.WorldEvents)
            if (world.Available(start, worldEvent.Flag) is int some && some < world.Horizon) sum += some;
        return (sum <= Most ? Few : Many).Enter<TWorld, TState>(world, start);
    }
}
