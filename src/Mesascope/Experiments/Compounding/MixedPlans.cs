using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What a small divergence costs in a world of the catalogue, exactly: at each step the agent follows the plan for the proxy with a small probability, and else the plan for what was meant.</summary>
internal static class MixedPlans
{
    /// <summary>The expected performance lost per step, over episodes of the world's horizon, and the most that could be had per step.</summary>
    /// <param name="world">With its horizon set, small enough to plan in exactly.</param>
    /// <param name="intended">The goal that was meant.</param>
    /// <param name="proxy">The goal that is followed now and then.</param>
    /// <param name="epsilon">How often, in [0, 1].</param>
    /// <param name="randomness">The level.</param>
    public static (double Lost, double Possible) PerStep<TWorld, TState>(TWorld world, Goal intended, Goal proxy, double epsilon, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Transitions transitions = Tabulation<TState>.Of(world, Play.Start<TWorld, TState>(world, randomness)).Transitions;
        OptimalPlan meant = OptimalPlan.For(transitions, intended), other = OptimalPlan.For(transitions, proxy);
        double[] second = new double[transitions.Actions];
        double[] kinds = PolicyEvaluation.ExpectedKinds(transitions, (step, state, probabilities) =>
        {
            meant.Probabilities(step, state, probabilities);
            other.Probabilities(step, state, second);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (1 - epsilon) * probabilities[action] + epsilon * second[action];
        });
        return ((meant.Value - PolicyEvaluation.Utility(transitions, intended, kinds)) / world.Horizon, meant.Value / world.Horizon);
    }
}
