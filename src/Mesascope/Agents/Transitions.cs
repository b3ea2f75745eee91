namespace Mesascope.Agents;

/// <summary>What can happen in one episode, as numbers only: states in the order in which they are first reached, and for each state and action its outcomes.</summary>
/// <remarks>The outcomes of action a in state s stand at [<see cref="First"/>[s·actions + a], <see cref="First"/>[s·actions + a + 1]).</remarks>
public sealed class Transitions
{
    /// <summary>How many actions there are.</summary>
    public required int Actions { get; init; }

    /// <summary>Steps in an episode.</summary>
    public required int Horizon { get; init; }

    /// <summary>How many states can be reached in at most t steps; those are states [0, this). Shape [horizon + 1].</summary>
    public required int[] Reached { get; init; }

    /// <summary>Where the outcomes of each state and action begin. Shape [<see cref="Reached"/>[horizon - 1]·actions + 1].</summary>
    public required int[] First { get; init; }

    /// <summary>The state that each outcome leads to; -1 where the episode ends. Shape [outcomes].</summary>
    public required int[] Next { get; init; }

    /// <summary>The probability of each outcome, given state and action. Shape [outcomes].</summary>
    public required double[] Probability { get; init; }

    /// <summary>Which of <see cref="EventSets"/> happened in each outcome. Shape [outcomes].</summary>
    public required int[] Kind { get; init; }

    /// <summary>Every combination of events that can happen in one step, as <see cref="Worlds.Step.Events"/>.</summary>
    public required uint[] EventSets { get; init; }

    /// <summary>True where every action in every state has one outcome, which then stands at s·actions + a.</summary>
    public bool IsDeterministic => Next.Length == First.Length - 1;
}
