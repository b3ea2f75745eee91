using System.Numerics;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>Does what is best for a wish, exactly; between equals it chooses uniformly. It remembers how much it has had, so its steps are asked in order.</summary>
internal sealed record WishPlannerAgent(Wish Wish) : IAgent
{
    private const double Tie = 1e-9;

    /// <inheritdoc/>
    public string Name => $"planner:{Wish.Phrase(new Circumstance(0, "while it holds", "while it does not hold"))}";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState first = start;
        var table = Tabulation<Tallied<TState>>.Of(new Tallying<TWorld, TState>(world, uint.MaxValue), new Tallied<TState>(start, 0));
        int[] available = [.. TWorld.Card.WorldEvents.Select(worldEvent => world.Available(first, worldEvent.Flag))];
        return new Policy<TState>(table, Plan(table.Transitions, available));
    }

    // The optimal actions of each state and step, one bit each. Shape [step][state].
    private uint[][] Plan(Transitions transitions, int[] available)
    {
        int actions = transitions.Actions;
        double[] Utility(bool late) => [.. transitions.EventSets.Select(code => Wish.Utility(new EventCode(code), late, available))];
        double[] early = Utility(false), late = Utility(true), later = new double[transitions.Reached[^1]], worth = new double[actions];
        double tie = Tie * transitions.Horizon * early.Concat(late).Max(Math.Abs);
        var optimal = new uint[transitions.Horizon][];
        for (int step = transitions.Horizon - 1; step >= 0; step--)
        {
            double[] utility = 2 * step >= transitions.Horizon ? late : early, now = new double[transitions.Reached[step]];
            optimal[step] = new uint[now.Length];
            for (int state = 0; state < now.Length; state++)
            {
                for (int action = 0; action < actions; action++) worth[action] = Worth(transitions, state * actions + action, utility, later);
                now[state] = worth.Max();
                for (int action = 0; action < actions; action++) if (worth[action] >= now[state] - tie) optimal[step][state] |= 1u << action;
            }
            later = now;
        }
        return optimal;
    }

    private static double Worth(Transitions transitions, int pair, double[] utility, double[] later)
    {
        double sum = 0;
        for (int outcome = transitions.First[pair]; outcome < transitions.First[pair + 1]; outcome++)
            sum += transitions.Probability[outcome] * (utility[transitions.Kind[outcome]] + (transitions.Next[outcome] < 0 ? 0 : later[transitions.Next[outcome]]));
        return sum;
    }

    private sealed class Policy<TState>(Tabulation<Tallied<TState>> table, uint[][] optimal) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        private int _number;

        public bool Remembers => true;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            _number = step == 0 ? 0 : Next(state);
            uint best = optimal[step][_number];
            double share = 1.0 / BitOperations.PopCount(best);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (best >> action & 1) * share;
        }

        private int Next(TState state)
        {
            Transitions transitions = table.Transitions;
            for (int outcome = transitions.First[_number * transitions.Actions]; outcome < transitions.First[(_number + 1) * transitions.Actions]; outcome++)
                if (transitions.Next[outcome] >= 0 && table[transitions.Next[outcome]].State.Equals(state)) return transitions.Next[outcome];
            throw new ArgumentException($"The planner was asked about a state that does not follow on the last one: {state}.", nameof(state));
        }
    }
}
