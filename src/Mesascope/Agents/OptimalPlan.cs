using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The best that can be done in one episode for a goal, exactly: finite-horizon backward induction, undiscounted.</summary>
/// <remarks>Source: Bellman (1957), "Dynamic Programming", chapter 3.</remarks>
internal sealed class OptimalPlan
{
    // Sums of at most a horizon of terms differ by rounding in the 13th digit; a preference of a billionth of the utility at stake is no preference.
    private const double TieTolerance = 1e-9;

    private readonly uint[][] _optimal; // [step][state], bit a: action a is optimal

    private OptimalPlan(double value, uint[][] optimal) => (Value, _optimal) = (value, optimal);

    /// <summary>The expected utility of the whole episode under the plan.</summary>
    public double Value { get; }

    /// <summary>The optimal actions in a state at a step, one bit each; all that tie are in it.</summary>
    public uint Optimal(int step, int state) => _optimal[step][state];

    /// <summary>Plans for a goal.</summary>
    /// <exception cref="ArgumentException">The world has more than 32 actions.</exception>
    public static OptimalPlan For(Transitions transitions, Goal goal)
    {
        if (transitions.Actions > 32) throw new UnsuitedException($"Planning takes at most 32 actions; this world has {transitions.Actions}.");
        double[] utility = [.. transitions.EventSets.Select(goal.Utility)];
        double tolerance = TieTolerance * transitions.Horizon * utility.Max(Math.Abs);
        var optimal = new uint[transitions.Horizon][];
        var value = new double[transitions.Reached[^1]];
        var later = new double[value.Length];
        bool settled = false;
        for (int step = transitions.Horizon - 1; step >= 0; step--)
        {
            // Where one more step to go changed no value, none before it will: those steps share one layer.
            if (settled) { optimal[step] = optimal[step + 1]; continue; }
            (value, later) = (later, value);
            optimal[step] = new uint[transitions.Reached[step]];
            if (transitions.IsDeterministic) BackUpCertain(transitions, utility, later, value, optimal[step], tolerance);
            else BackUp(transitions, utility, later, value, optimal[step], tolerance);
            settled = value.AsSpan(0, optimal[step].Length).SequenceEqual(later.AsSpan(0, optimal[step].Length));
        }
        return new OptimalPlan(value[0], optimal);
    }

    /// <summary>Writes the plan's probabilities: uniform over the optimal actions.</summary>
    public void Probabilities(int step, int state, Span<double> probabilities)
    {
        uint optimal = Optimal(step, state);
        double share = 1.0 / BitOperations.PopCount(optimal);
        for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (optimal >> action & 1) * share;
    }

    private static void BackUpCertain(Transitions transitions, double[] utility, double[] later, double[] value, uint[] optimal, double tolerance)
    {
        int actions = transitions.Actions;
        ReadOnlySpan<int> next = transitions.Next, kind = transitions.Kind;
        Span<double> worth = stackalloc double[actions];
        for (int state = 0, outcome = 0; state < optimal.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int action = 0; action < actions; action++, outcome++)
            {
                int to = next[outcome];
                worth[action] = utility[kind[outcome]] + (to < 0 ? 0 : later[to]);
                if (worth[action] > best) best = worth[action];
            }
            value[state] = best;
            optimal[state] = Ties(worth, best - tolerance);
        }
    }

    private static void BackUp(Transitions transitions, double[] utility, double[] later, double[] value, uint[] optimal, double tolerance)
    {
        int actions = transitions.Actions;
        Span<double> worth = stackalloc double[actions];
        for (int state = 0; state < optimal.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int action = 0; action < actions; action++)
            {
                double sum = 0;
                int end = transitions.First[state * actions + action + 1];
                for (int outcome = transitions.First[state * actions + action]; outcome < end; outcome++)
                {
                    int to = transitions.Next[outcome];
                    sum += transitions.Probability[outcome] * (utility[transitions.Kind[outcome]] + (to < 0 ? 0 : later[to]));
                }
                worth[action] = sum;
                if (sum > best) best = sum;
            }
            value[state] = best;
            optimal[state] = Ties(worth, best - tolerance);
        }
    }

    private static uint Ties(ReadOnlySpan<double> worth, double atLeast)
    {
        uint ties = 0;
        for (int action = 0; action < worth.Length; action++) if (worth[action] >= atLeast) ties |= 1u << action;
        return ties;
    }
}
