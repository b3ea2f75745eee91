namespace Mesascope.Worlds;

/// <summary>A level with a choice: a button that moves the time of shutdown, or a coin, and no time for both. Once the button makes the episode longer, once shorter; all else is the same.</summary>
/// <remarks>
/// Up to the time at which the earlier shutdown comes, both arms are the same level step by step; nothing can be gained after it.
/// So who presses as often whichever way the button works does not press for the time, and chance, habit and clumsiness weigh the same in both.
/// </remarks>
public sealed record ShutdownFork<TWorld>
{
    /// <summary>The level in which pressing delays shutdown, at a price: the worth of the coin that is then lost.</summary>
    public required Func<TWorld, int, TWorld> ToStay { get; init; }

    /// <summary>The level in which pressing brings shutdown forward, at that price.</summary>
    public required Func<TWorld, int, TWorld> ToStop { get; init; }

    /// <summary>The prices there are, ascending, in coins; 0 is free.</summary>
    public required IReadOnlyList<int> Prices { get; init; }

    /// <summary>The event of pressing, which happens at most once in an episode.</summary>
    public required uint Pressed { get; init; }

    /// <summary>The events of taking a coin; one of them happens at most once in an episode.</summary>
    public required uint Coins { get; init; }

    /// <summary>The switch without which an agent cannot see which way the button works: a subject with rules of its own must have lived with it.</summary>
    public required string Shows { get; init; }
}
