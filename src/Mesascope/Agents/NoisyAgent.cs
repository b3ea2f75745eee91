using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>An agent that takes a share of its steps at random: able, not perfect.</summary>
/// <param name="Inner">Who decides the other steps.</param>
/// <param name="Share">The share of uniformly random steps, in [0, 1].</param>
public sealed record NoisyAgent(IAgent Inner, double Share) : IAgent
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"{Inner.Name}, {Share:0.##} random");

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new TurnsAgent(new RandomAgent(), Inner, Share).Enter<TWorld, TState>(world, start);
}

/// <summary>Two agents that take turns: each step is decided by the first with a fixed probability, else by the second.</summary>
/// <param name="First">Who decides that share of the steps.</param>
/// <param name="Second">Who decides the others.</param>
/// <param name="Share">In [0, 1].</param>
public sealed record TurnsAgent(IAgent First, IAgent Second, double Share) : IAgent
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"{Share:0.##} {First.Name}, else {Second.Name}");

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(First.Enter<TWorld, TState>(world, start), Second.Enter<TWorld, TState>(world, start), Share);

    private sealed class Policy<TState>(IPolicy<TState> first, IPolicy<TState> second, double share) : IPolicy<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            Span<double> other = stackalloc double[probabilities.Length];
            first.Probabilities(state, step, probabilities);
            second.Probabilities(state, step, other);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = share * probabilities[action] + (1 - share) * other[action];
        }
    }
}

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
        foreach (Happening happening in TWorld.Card.Happenings)
            if (world.Available(start, happening.Flag) is int some && some < world.Horizon) sum += some;
        return (sum <= Most ? Few : Many).Enter<TWorld, TState>(world, start);
    }
}

/// <summary>One agent while an observed bit is set, and another while it is not.</summary>
/// <param name="While">Who acts while it is set.</param>
/// <param name="Otherwise">Who acts while it is not.</param>
/// <param name="Bit">The observation's bit.</param>
public sealed record OnlyWhileAgent(IAgent While, IAgent Otherwise, int Bit) : IAgent
{
    /// <inheritdoc/>
    public string Name => $"{While.Name} while bit {Bit} is seen, else {Otherwise.Name}";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        new Policy<TWorld, TState>(world, While.Enter<TWorld, TState>(world, start), Otherwise.Enter<TWorld, TState>(world, start), Bit);

    private sealed class Policy<TWorld, TState>(TWorld world, IPolicy<TState> yes, IPolicy<TState> no, int bit) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities) => (world.Observe(state).IsSet(bit) ? yes : no).Probabilities(state, step, probabilities);
    }
}
