using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Tosses a fair coin when an episode begins and then does what is best for the one goal or for the other: it has no preference between them, and does each well.</summary>
/// <param name="name">What it is called in tables.</param>
/// <param name="heads">One goal.</param>
/// <param name="tails">The other.</param>
/// <param name="byLevel">Null where the coin is tossed anew in every episode; else the level decides, by a hash that this seed makes, and the same level is always played the same way.</param>
/// <param name="randomSteps">The share of steps that are uniformly random instead, in [0, 1].</param>
/// <remarks>
/// A policy without memory cannot remember a coin. This one has, in every state at every step, the probabilities that the two plans have there weighted by how likely each is to be there;
/// what happens in an episode is then distributed as for the coin itself: both have the same expected number of visits to each state, step and action (Kuhn 1953; Puterman 1994, theorem 5.5.1).
/// </remarks>
public sealed class TossUpAgent(string name, Goal heads, Goal tails, Seed? byLevel = null, double randomSteps = 0) : IAgent
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The episode is too large to plan exactly.</exception>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var table = Tabulation<TState>.Of(world, start);
        double share = byLevel is { } seed ? seed.For(world.Board(start)).Draws().Choice(2, 0) : 0.5;
        TabularPolicy first = Pursuing(table.Transitions, heads), second = Pursuing(table.Transitions, tails);
        return new Policy<TState>(table, first, second, Visits(table.Transitions, first, share), Visits(table.Transitions, second, 1 - share));
    }

    private TabularPolicy Pursuing(Transitions transitions, Goal goal)
    {
        OptimalPlan plan = OptimalPlan.For(transitions, goal);
        return (step, state, probabilities) =>
        {
            plan.Probabilities(step, state, probabilities);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (1 - randomSteps) * probabilities[action] + randomSteps / probabilities.Length;
        };
    }

    // How likely it is to be in each state at each step, having tossed for this one. Shape [step][state].
    private static double[][] Visits(Transitions transitions, TabularPolicy policy, double share)
    {
        var visits = new double[transitions.Horizon][];
        for (int step = 0; step < visits.Length; step++) visits[step] = new double[transitions.Reached[step]];
        visits[0][0] = share;
        Span<double> probabilities = stackalloc double[transitions.Actions];
        for (int step = 0; step + 1 < visits.Length; step++)
            for (int state = 0; state < visits[step].Length; state++)
            {
                if (visits[step][state] == 0) continue;
                policy(step, state, probabilities);
                for (int action = 0; action < probabilities.Length; action++)
                    for (int outcome = transitions.First[state * probabilities.Length + action]; outcome < transitions.First[state * probabilities.Length + action + 1]; outcome++)
                        if (transitions.Next[outcome] is >= 0 and var next) visits[step + 1][next] += visits[step][state] * probabilities[action] * transitions.Probability[outcome];
            }
        return visits;
    }

    private sealed class Policy<TState>(Tabulation<TState> table, TabularPolicy first, TabularPolicy second, double[][] visitsFirst, double[][] visitsSecond) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            int number = table.NumberOf(state);
            if (number < 0) throw new ArgumentException($"The planner was asked about a state that its episode cannot reach: {state}.", nameof(state));
            double one = visitsFirst[step][number], other = visitsSecond[step][number];
            double share = one + other > 0 ? one / (one + other) : 0.5; // neither is ever there
            Span<double> otherwise = stackalloc double[probabilities.Length];
            first(step, number, probabilities);
            second(step, number, otherwise);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = share * probabilities[action] + (1 - share) * otherwise[action];
        }
    }
}
