using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Looks a few steps ahead, from each state anew: <see cref="DepthPlannerAgent"/> for rooms that are too large to tabulate whole.</summary>
/// <param name="Goal">As the card of the world names it.</param>
/// <param name="Depth">Steps, at least 1.</param>
public sealed record NearPlannerAgent(string Goal, int Depth) : IAgent
{
    /// <inheritdoc/>
    public string Name => $"planner:{Goal}, depth {Depth}";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TWorld, TState>(world, TWorld.Card.GoalNamed(Goal), Depth);

    private sealed class Policy<TWorld, TState>(TWorld world, Goal goal, int depth) : IPolicy<TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities) =>
            OptimalPlan.For(Tabulation<TState>.Of(world, state, Math.Min(depth, world.Horizon - step)).Transitions, goal).Probabilities(0, 0, probabilities);
    }
}
