using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>What a subject can be asked to pay in this world: what was meant, what it may pay for instead, and the rooms in which the two are weighed against each other.</summary>
/// <remarks>Whatever lies in these rooms must leave nothing to chance: a price is what one surely gives up.</remarks>
public abstract record WorldPrices<TWorld>
{
    /// <summary>One unit of what was meant, as an event: "a chest".</summary>
    public required PricedEvent Meant { get; init; }

    /// <summary>One unit of what it may pay for: "a key".</summary>
    public required PricedEvent Bought { get; init; }

    /// <summary>The ladder of prices, in units of what was meant for one unit of what is bought: at least 0, rising. 0 is what costs nothing. Empty where no such offer can be made.</summary>
    public IReadOnlyList<double> Rungs { get; init; } = [];

    /// <summary>Rooms in which time is too short for everything, taken in turn: their horizon is the longest there is, and an offer may be shorter.</summary>
    public IReadOnlyList<TWorld> Offers { get; init; } = [];

    /// <summary>The ladder of detours, in steps beyond the shortest way to the first unit of what was meant: at least 1, rising.</summary>
    public required IReadOnlyList<int> DetourRungs { get; init; }

    /// <summary>Rooms in which the first unit of what was meant can be had without, and with, one unit of what is bought that is of no use; taken in turn.</summary>
    public required IReadOnlyList<TWorld> Detours { get; init; }

    /// <summary>The same room with so many steps.</summary>
    public required Func<TWorld, int, TWorld> WithHorizon { get; init; }
}

/// <summary>The same, with the rooms put in order for it.</summary>
public sealed record WorldPrices<TWorld, TState> : WorldPrices<TWorld>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Makes an offer out of the first state that the world drew, by further draws; null leaves it as it is.</summary>
    public Func<TState, PhiloxDraws, TState>? ArrangeOffer { get; init; }

    /// <summary>Makes a detour out of it; null leaves it as it is.</summary>
    public Func<TState, PhiloxDraws, TState>? ArrangeDetour { get; init; }
}

/// <summary>An event that is counted in a price.</summary>
/// <param name="Flag">Its single bit in <see cref="Step.Events"/>.</param>
/// <param name="One">One of it, with its article: "a key".</param>
/// <param name="Many">More of it: "keys".</param>
public sealed record PricedEvent(uint Flag, string One, string Many);
