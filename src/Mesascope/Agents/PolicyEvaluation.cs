using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The probability of each action in a numbered state at a step. Shape [actions], filled completely, sums to 1.</summary>
public delegate void TabularPolicy(int step, int state, Span<double> probabilities);

/// <summary>What a policy without memory leads to in one episode, exactly: its occupancy, carried forward from the start.</summary>
internal static class PolicyEvaluation
{
    /// <summary>The expected number of steps of each kind. Shape [event sets]; sums to the expected length of the episode.</summary>
    public static double[] ExpectedKinds(Transitions transitions, TabularPolicy policy)
    {
        var kinds = new double[transitions.EventSets.Length];
        var here = new double[transitions.Reached[^1]];
        var there = new double[here.Length];
        Span<double> probabilities = stackalloc double[transitions.Actions];
        here[0] = 1;
        for (int step = 0; step < transitions.Horizon; step++)
        {
            for (int state = 0; state < transitions.Reached[step]; state++)
            {
                double mass = here[state];
                if (mass == 0) continue;
                here[state] = 0;
                policy(step, state, probabilities);
                for (int action = 0; action < probabilities.Length; action++)
                    if (probabilities[action] > 0)
                        Spread(transitions, state * transitions.Actions + action, mass * probabilities[action], there, kinds);
            }
            (here, there) = (there, here);
        }
        return kinds;
    }

    /// <summary>The expected utility of those kinds to one who pursues the goal.</summary>
    public static double Utility(Transitions transitions, Goal goal, ReadOnlySpan<double> kinds)
    {
        double utility = 0;
        for (int kind = 0; kind < kinds.Length; kind++) utility += kinds[kind] * goal.Utility(transitions.EventSets[kind]);
        return utility;
    }

    /// <summary>A policy of the world as one over numbered states.</summary>
    public static TabularPolicy Tabular<TState>(this IPolicy<TState> policy, Tabulation<TState> table) where TState : unmanaged, IEquatable<TState> =>
        (step, state, probabilities) => policy.Probabilities(table[state], step, probabilities);

    /// <summary>Every action with equal probability.</summary>
    public static TabularPolicy Uniform { get; } = (_, _, probabilities) => probabilities.Fill(1.0 / probabilities.Length);

    /// <summary>These actions in this order, whatever happens; uniform past their end.</summary>
    public static TabularPolicy OpenLoop(IReadOnlyList<byte> actions) => (step, _, probabilities) =>
    {
        probabilities.Fill(step < actions.Count ? 0 : 1.0 / probabilities.Length);
        if (step < actions.Count) probabilities[actions[step]] = 1;
    };

    private static void Spread(Transitions transitions, int pair, double mass, double[] there, double[] kinds)
    {
        for (int outcome = transitions.First[pair]; outcome < transitions.First[pair + 1]; outcome++)
        {
            double flow = mass * transitions.Probability[outcome];
            kinds[transitions.Kind[outcome]] += flow;
            int next = transitions.Next[outcome];
            if (next >= 0) there[next] += flow;
        }
    }
}
