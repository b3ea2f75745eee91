using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

/// <summary>Small rooms, and subjects watched in them.</summary>
internal static class Watching
{
    public static readonly KeysAndChests Room = new() { Keys = 3, Chests = 1, Horizon = 16 };
    public static readonly GainingCapability Bench = new() { Apples = 2, Shells = 2, Horizon = 14 };

    public static Explainer InRoom(IAgent agent, ulong seed, int levels) => new(Cases<KeysAndChests, KeysAndChests.State>(Room, 0b11, agent, seed, levels));

    public static Explainer AtBench(IAgent agent, ulong seed, int levels) => new(Cases<GainingCapability, GainingCapability.State>(Bench, 0b11, agent, seed, levels));

    public static ObservedCase[] Cases<TWorld, TState>(TWorld world, uint counted, IAgent agent, ulong seed, int levels)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        [.. Enumerable.Range(0, levels).Select(level => ObservedCase.Of<TWorld, TState>(world, counted, agent, new Seed(seed).For("level", level), int.MaxValue))];
}
