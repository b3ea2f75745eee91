using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Looks so many steps ahead and no further: at every step it takes the first action of what is best, exactly, for the next few steps, as if the episode ended there. Depth is capability as a dial.</summary>
/// <remarks>Receding-horizon control: Bertsekas (2017), "Dynamic Programming and Optimal Control", section 6.1, without a value beyond the horizon. With a depth of the whole episode it is <see cref="PlannerAgent"/>.</remarks>
public sealed class DepthPlannerAgent : IAgent
{
    private readonly string _goal;
    private readonly int _depth;
    private readonly int[] _preference;

    /// <summary>A planner for the goal of that name on the card of whichever world it enters.</summary>
    /// <param name="goal">As the card names it.</param>
    /// <param name="depth">How many steps it looks ahead, at least 1.</param>
    /// <param name="preference">Of actions that tie it takes the one that comes first here, and one that is not here only before no other; null chooses between equals uniformly.</param>
    public DepthPlannerAgent(string goal, int depth, IReadOnlyList<int>? preference = null)
    {
        if (depth < 1) throw new ArgumentException($"A planner looks at least 1 step ahead; got {depth}.", nameof(depth));
        (_goal, _depth, _preference) = (goal, depth, [.. preference ?? []]);
    }

    /// <inheritdoc/>
    public string Name => $"planner:{_goal}, depth {_depth}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The world has no goal of that name, or the episode is too large to plan exactly.</exception>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => Enter(TWorld.Card.GoalNamed(_goal), Tabulation<TState>.Of(world, start));

    /// <summary>The agent at work in an episode that was tabulated already.</summary>
    internal IPolicy<TState> Enter<TState>(Goal goal, Tabulation<TState> table) where TState : unmanaged, IEquatable<TState> =>
        new Policy<TState>(table, OptimalPlan.For(FromAnywhere(table.Transitions, Math.Min(_depth, table.Transitions.Horizon)), goal), Math.Min(_depth, table.Transitions.Horizon), _preference);

    // The same transitions for an episode that is as long as the agent looks and may begin in any state that can still be acted in.
    private static Transitions FromAnywhere(Transitions episode, int horizon) => new()
    {
        Actions = episode.Actions, Horizon = horizon, Reached = [.. Enumerable.Repeat((episode.First.Length - 1) / episode.Actions, horizon), episode.Reached[^1]],
        First = episode.First, Next = episode.Next, Probability = episode.Probability, Kind = episode.Kind, EventSets = episode.EventSets,
    };

    private sealed class Policy<TState>(Tabulation<TState> table, OptimalPlan plan, int depth, int[] preference) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            int number = table.NumberOf(state);
            if (number < 0) throw new ArgumentException($"The planner was asked about a state that its episode cannot reach: {state}.", nameof(state));
            int left = Math.Min(depth, table.Transitions.Horizon - step);
            uint optimal = plan.Optimal(depth - left, number);
            foreach (int action in preference)
                if ((optimal >> action & 1) != 0) { optimal = 1u << action; break; }
            double share = 1.0 / BitOperations.PopCount(optimal);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (optimal >> action & 1) * share;
        }
    }
}
