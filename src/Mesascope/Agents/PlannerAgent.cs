using System.Collections.Concurrent;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Does what is best for a stated goal, exactly; between equals it chooses uniformly. Its goal is known by construction.</summary>
/// <remarks>It plans anew for each start, over every state that the episode can reach; see <see cref="OptimalPlan"/>. Who is indifferent acts at random.</remarks>
public sealed class PlannerAgent : IAgent
{
    private const int MostPlansKept = 64, LargestPlanKept = 200_000; // outcomes; 64 such plans take some 300 MB at most

    private readonly string _goalName;
    private readonly Goal? _goal;
    private readonly ConcurrentDictionary<object, object> _plans = new();

    /// <summary>A planner for the goal of that name on the card of whichever world it enters.</summary>
    public PlannerAgent(string goalName) => _goalName = goalName;

    /// <summary>A planner for this goal, in any world.</summary>
    public PlannerAgent(Goal goal) => (_goalName, _goal) = (goal.Name, goal);

    /// <inheritdoc/>
    public string Name => $"planner:{_goalName}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The world has no goal of that name, or the episode is too large to plan exactly.</exception>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        // Worlds of one map begin in few places, so a plan is met again; where every level is new the first few are kept for nothing.
        if (_plans.TryGetValue((world, start), out object? known)) return (IPolicy<TState>)known;
        Goal goal = _goal ?? TWorld.Card.GoalNamed(_goalName);
        var table = Tabulation<TState>.Of(world, start);
        var policy = new Policy<TState>(table, OptimalPlan.For(table.Transitions, goal));
        if (_plans.Count < MostPlansKept && table.Transitions.Next.Length <= LargestPlanKept) _plans.TryAdd((world, start), policy);
        return policy;
    }

    private sealed class Policy<TState>(Tabulation<TState> table, OptimalPlan plan) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            int number = table.NumberOf(state);
            if (number < 0) throw new ArgumentException($"The planner was asked about a state that its episode cannot reach: {state}.", nameof(state));
            plan.Probabilities(step, number, probabilities);
        }
    }
}
