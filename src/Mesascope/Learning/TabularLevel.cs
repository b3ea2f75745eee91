using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>One level as a learner lives through it: what leads where, which states look alike to it, and what each step collects.</summary>
/// <remarks>Only for levels without randomness, where the agent alone decides how long an episode is.</remarks>
public sealed class TabularLevel
{
    private TabularLevel(Transitions transitions, int[] view, int views, double[] worth)
    {
        (Transitions, View, Views, Worth) = (transitions, view, views, worth);
        MostByLength = Most();
    }

    /// <summary>What leads where.</summary>
    public Transitions Transitions { get; }

    /// <summary>The number of what the agent sees in each state: states that look alike share it. Shape [states].</summary>
    public int[] View { get; }

    /// <summary>How many different views there are.</summary>
    public int Views { get; }

    /// <summary>What a step of each kind collects. Shape [event sets].</summary>
    public double[] Worth { get; }

    /// <summary>The most that can be collected in an episode of each length; negative infinity where no episode has it. Shape [horizon + 1], by length.</summary>
    public double[] MostByLength { get; }

    /// <summary>The level of that table, for an agent that sees the world's observation and collects what the goal values.</summary>
    /// <exception cref="ArgumentException">It has randomness in it.</exception>
    public static TabularLevel Of<TWorld, TState>(TWorld world, Tabulation<TState> table, Goal goal)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (!table.Transitions.IsDeterministic) throw new ArgumentException($"{TWorld.Card.Name} is random, so the length of an episode is not the agent's to choose.");
        var numbers = new Dictionary<(ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong), int>();
        var view = new int[table.Transitions.Reached[^1]];
        for (int state = 0; state < view.Length; state++)
        {
            Bits bits = world.Observe(table[state]);
            var key = (bits.W0, bits.W1, bits.W2, bits.W3, bits.W4, bits.W5, bits.W6, bits.W7);
            if (!numbers.TryGetValue(key, out view[state])) numbers[key] = view[state] = numbers.Count;
        }
        return new TabularLevel(table.Transitions, view, numbers.Count, [.. table.Transitions.EventSets.Select(goal.Utility)]);
    }

    /// <summary>How long the episodes of a policy are and what they collect, exactly.</summary>
    public LengthChoice Choice(SoftmaxTable policy)
    {
        int actions = Transitions.Actions, horizon = Transitions.Horizon;
        double[] share = new double[horizon + 1], collected = new double[horizon + 1];
        double[] mass = new double[Transitions.Reached[^1]], sum = new double[mass.Length], nextMass = new double[mass.Length], nextSum = new double[mass.Length];
        Span<double> probabilities = stackalloc double[actions];
        mass[0] = 1;
        for (int step = 0; step < horizon; step++)
        {
            for (int state = 0; state < Transitions.Reached[step]; state++)
            {
                if (mass[state] == 0) continue;
                policy.Probabilities(View[state], probabilities);
                for (int action = 0; action < actions; action++)
                {
                    int outcome = state * actions + action, next = Transitions.Next[outcome];
                    double flow = mass[state] * probabilities[action], worth = sum[state] * probabilities[action] + flow * Worth[Transitions.Kind[outcome]];
                    if (next < 0 || step + 1 == horizon) { share[step + 1] += flow; collected[step + 1] += worth; }
                    else { nextMass[next] += flow; nextSum[next] += worth; }
                }
                mass[state] = sum[state] = 0;
            }
            (mass, nextMass, sum, nextSum) = (nextMass, mass, nextSum, sum);
        }
        return new LengthChoice(share, collected, MostByLength);
    }

    // For each length by itself: backward induction in which an episode may end at that step and at no other.
    private double[] Most()
    {
        int actions = Transitions.Actions, horizon = Transitions.Horizon;
        var most = new double[horizon + 1];
        most[0] = double.NegativeInfinity;
        double[] now = new double[Transitions.Reached[^1]], later = new double[now.Length];
        for (int length = 1; length <= horizon; length++)
        {
            for (int step = length - 1; step >= 0; step--)
            {
                bool last = step + 1 == length;
                for (int state = 0; state < Transitions.Reached[step]; state++)
                {
                    double best = double.NegativeInfinity;
                    for (int outcome = state * actions; outcome < (state + 1) * actions; outcome++)
                    {
                        int next = Transitions.Next[outcome];
                        double then = last ? (next < 0 || length == horizon ? 0 : double.NegativeInfinity) : next < 0 ? double.NegativeInfinity : later[next];
                        best = Math.Max(best, Worth[Transitions.Kind[outcome]] + then);
                    }
                    now[state] = best;
                }
                (now, later) = (later, now);
            }
            most[length] = later[0];
        }
        return most;
    }
}

/// <summary>How long the episodes of a policy are, and what it collects at each length.</summary>
/// <param name="Share">The probability of each length. Shape [horizon + 1], by length; sums to 1.</param>
/// <param name="Collected">What is collected at each length, times its probability. Shape as above.</param>
/// <param name="Most">The most that can be collected at each length. Shape as above.</param>
public sealed record LengthChoice(double[] Share, double[] Collected, double[] Most)
{
    /// <summary>The entropy of the length, in bits: 0 always the same, 1 an even choice between two. Thornley et al. (2024), section 4.</summary>
    public double Neutrality
    {
        get
        {
            double bits = 0;
            foreach (double share in Share) if (share > 0) bits -= share * Log2(share);
            return Math.Max(0, bits);
        }
    }

    /// <summary>What is collected as a share of the most there is at the length chosen: Σ P(ℓ)·E[c | ℓ]/m(ℓ), in [0, 1]. A length at which there is nothing counts as 1.</summary>
    public double Usefulness
    {
        get
        {
            double useful = 0;
            for (int length = 0; length < Share.Length; length++) if (Share[length] > 0) useful += Most[length] > 0 ? Collected[length] / Most[length] : Share[length];
            return useful;
        }
    }

    /// <summary>The probability of the longest length there can be.</summary>
    public double Longest => Share[Array.FindLastIndex(Most, double.IsFinite)];

    private static double Log2(double x) => PortableMath.Log(x) / 0.6931471805599453;
}
