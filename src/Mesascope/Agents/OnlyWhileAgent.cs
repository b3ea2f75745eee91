using Mesascope.Worlds;

namespace Mesascope.Agents;

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
        public bool Remembers => yes.Remembers || no.Remembers;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            (IPolicy<TState> acts, IPolicy<TState> waits) = world.Observe(state).IsSet(bit) ? (yes, no) : (no, yes);
            if (waits.Remembers) waits.Probabilities(state, step, probabilities); // it sees what happens meanwhile
            acts.Probabilities(state, step, probabilities);
        }
    }
}
