using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>A world: rules and switches in its fields, an unmanaged state that may be copied to fork an episode, and a card that says what it is.</summary>
/// <typeparam name="TWorld">The world itself, an unmanaged <c>readonly record struct</c>; variants come from <c>with</c>.</typeparam>
/// <typeparam name="TState">One moment of an episode. It holds no clock: the horizon is counted by whoever plays.</typeparam>
/// <remarks>
/// <see cref="Start"/>, <see cref="Advance"/> and <see cref="Observe"/> run unchanged inside a GPU kernel: no arrays, spans, exceptions or reference types in them.
/// Actions are 0 up, 1 down, 2 left, 3 right, and 4 stay where the world has it.
/// </remarks>
public interface IWorld<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>What this world is: its name, events, goals and contrasts.</summary>
    static abstract WorldCard<TWorld> Card { get; }

    /// <summary>How many actions there are, at least 2.</summary>
    int Actions { get; }

    /// <summary>How many bits of the observation are used, in [1, 512].</summary>
    int ObservationBits { get; }

    /// <summary>After how many steps an episode is cut off, at least 1.</summary>
    int Horizon { get; }

    /// <summary>The first state of an episode.</summary>
    TState Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws;

    /// <summary>Carries out one action in [0, <see cref="Actions"/>); any other is the last one, so that the kernel needs no exception.</summary>
    Step Advance<TDraws>(ref TState state, int action, ref TDraws random) where TDraws : struct, IDraws;

    /// <summary>What the agent can see, one bit per feature. Bits [0, <see cref="ObservationBits"/>).</summary>
    Bits Observe(in TState state);

    /// <summary>The world that the next episode is played in, where circumstances outlast an episode: they stand in its fields. Most worlds stay as they are.</summary>
    static virtual TWorld After(TWorld world, in TState last) => world;

    /// <summary>Where the agent stands; the default in a world without places. For goals such as "keys in the left half"; not for kernels.</summary>
    static virtual Spot Where(in TWorld world, in TState state) => default;

    /// <summary>How many times the event can happen in an episode that starts here, at least 0: what "share of the keys" is a share of.</summary>
    int Available(in TState start, uint worldEvent);

    /// <summary>The board as text, rows joined by \n, each character explained by <see cref="WorldCard{TWorld}.Legend"/>. For people; not for kernels.</summary>
    string Board(in TState state);

    /// <summary>What the agent has that the board does not show, such as "2 keys in hand"; empty for nothing. For people; not for kernels.</summary>
    string Carried(in TState state) => "";
}
