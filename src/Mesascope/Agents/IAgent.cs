using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Something that acts in worlds: a network, a planner with a stated goal, or a control that wants nothing.</summary>
public interface IAgent
{
    /// <summary>What it is called in tables: <c>planner:keys</c>.</summary>
    string Name { get; }

    /// <summary>The agent at work in one episode that begins in <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentException">This agent cannot act in that world; the message says why.</exception>
    IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>;
}

/// <summary>What an agent does in one episode: the probability of each action in each state at each step.</summary>
public interface IPolicy<TState>
{
    /// <summary>True where what it does depends on what it saw before. Its steps are then asked in order, each once, and step 0 begins anew; others may be asked in any order, as exact evaluation does.</summary>
    bool Remembers => false;

    /// <summary>Writes the probability of each action. Shape [actions]; at least 0, sums to 1.</summary>
    /// <param name="state">Where the episode stands.</param>
    /// <param name="step">How many steps came before this one, in [0, horizon).</param>
    /// <param name="probabilities">Filled completely.</param>
    void Probabilities(in TState state, int step, Span<double> probabilities);
}
