using Mesascope.Agents;

namespace Mesascope.Explanations;

/// <summary>How far a planner looks, and how much sooner is better to it.</summary>
/// <param name="Steps">Steps that it looks ahead; <see cref="int.MaxValue"/> for as far as is tabulated.</param>
/// <param name="Discount">What the same is worth a step later, in (0, 1].</param>
internal readonly record struct Sight(int Steps, double Discount)
{
    /// <summary>The sights that are tried for a goal.</summary>
    public static readonly Sight[] All = [new(int.MaxValue, 1), new(int.MaxValue, 0.9), new(2, 1), new(3, 1), new(4, 1), new(6, 1), new(9, 1), new(4, 0.9)];

    /// <summary>The two that see most.</summary>
    public static readonly Sight[] Farthest = [All[0], All[1]];

    /// <summary>True where it sees to the end.</summary>
    public bool IsWhole => Steps == int.MaxValue;
}

/// <summary>What each action is worth to one who pursues a wish, less the best: the advantage, at the decisions of one case.</summary>
/// <remarks>Receding horizon as in <see cref="DepthPlannerAgent"/>: one backward induction serves all depths, since k steps to go are worth the same whenever they begin; only a wish that hangs on the time is always planned to the end.</remarks>
internal sealed class Lookahead
{
    private readonly ObservedCase _case;
    private readonly Wish _wish;
    private readonly double _unit;
    private readonly Dictionary<Transitions, Tables> _tables = [];

    public Lookahead(ObservedCase @case, Wish wish)
    {
        (_case, _wish) = (@case, wish);
        double[] sizes = [.. wish.Base.EventUtility.Append(wish.Base.StepUtility).Select(Math.Abs).Where(size => size > 0)];
        _unit = sizes.Length == 0 ? 1 : Math.Max(sizes.Min(), sizes.Max() / 100);
    }

    /// <summary>Advantages at each decision, at most 0, in units of the wish's smallest utility. Shape [decisions·actions].</summary>
    public double[] Advantages(Sight sight)
    {
        int actions = _case.Decisions[0].Ahead.Actions;
        var advantages = new double[_case.Decisions.Count * actions];
        for (int d = 0; d < _case.Decisions.Count; d++) Fill(_case.Decisions[d], sight, advantages.AsSpan(d * actions, actions));
        return advantages;
    }

    /// <summary>Advantages at one decision, met or not. Shape [actions].</summary>
    public double[] Advantages(Decision decision, Sight sight)
    {
        var advantages = new double[decision.Ahead.Actions];
        Fill(decision, sight, advantages);
        return advantages;
    }

    private void Fill(Decision decision, Sight sight, Span<double> advantages)
    {
        Transitions ahead = decision.Ahead;
        int left = Math.Min(_wish.When == Phase.Always ? sight.Steps : int.MaxValue, Math.Min(ahead.Horizon, _case.Horizon - decision.Step));
        double[] utility = TablesOf(ahead).Utility(IsLate(decision.Step)), then = Values(decision, sight.Discount)[left - 1];
        double best = double.NegativeInfinity;
        for (int action = 0; action < advantages.Length; action++)
        {
            advantages[action] = Worth(ahead, decision.State * advantages.Length + action, utility, then, sight.Discount);
            best = Math.Max(best, advantages[action]);
        }
        for (int action = 0; action < advantages.Length; action++)
        {
            double lost = (advantages[action] - best) / _unit;
            advantages[action] = lost > -1e-9 ? 0 : lost;
        }
    }

    // values[k]: worth of k steps to go, in the states that can be acted in. Worked out once for the whole episode, or for each decision that is looked at by itself.
    private double[][] Values(Decision decision, double discount)
    {
        Tables tables = TablesOf(decision.Ahead);
        if (tables.Values.TryGetValue(discount, out double[][]? known)) return known;
        Transitions ahead = decision.Ahead;
        int end = Math.Min(_case.Horizon, decision.State == 0 && ahead.Horizon < _case.Horizon ? decision.Step + ahead.Horizon : _case.Horizon);
        var values = new double[ahead.Horizon + 1][];
        values[0] = new double[ahead.Reached[^1]];
        for (int k = 1; k <= ahead.Horizon; k++)
        {
            // With k steps to go at most horizon - k were taken, so nothing that is reached later matters.
            values[k] = new double[ahead.Reached[ahead.Horizon - k]];
            if (ahead.IsDeterministic) BackUpCertain(ahead, tables.Utility(IsLate(end - k)), values[k - 1], discount, values[k]);
            else BackUp(ahead, tables.Utility(IsLate(end - k)), values[k - 1], discount, values[k]);
        }
        tables.Values.Add(discount, values);
        return values;
    }

    private static void BackUp(Transitions ahead, double[] utility, double[] then, double discount, double[] now)
    {
        for (int state = 0; state < now.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int pair = state * ahead.Actions, past = pair + ahead.Actions; pair < past; pair++) best = Math.Max(best, Worth(ahead, pair, utility, then, discount));
            now[state] = best;
        }
    }

    private static void BackUpCertain(Transitions ahead, double[] utility, double[] then, double discount, double[] now)
    {
        int[] next = ahead.Next, kind = ahead.Kind;
        for (int state = 0, outcome = 0; state < now.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int past = outcome + ahead.Actions; outcome < past; outcome++)
            {
                int to = next[outcome];
                double worth = utility[kind[outcome]] + (to < 0 ? 0 : discount * then[to]);
                if (worth > best) best = worth;
            }
            now[state] = best;
        }
    }

    private Tables TablesOf(Transitions ahead)
    {
        if (_tables.TryGetValue(ahead, out Tables? tables)) return tables;
        double[] Utility(bool late) => [.. ahead.EventSets.Select(code => _wish.Utility(new EventCode(code), late, _case.Available))];
        tables = new Tables(Utility(false), Utility(true));
        _tables.Add(ahead, tables);
        return tables;
    }

    private bool IsLate(int step) => 2 * step >= _case.Horizon;

    private static double Worth(Transitions ahead, int pair, double[] utility, double[] then, double discount)
    {
        double sum = 0;
        int[] next = ahead.Next, kind = ahead.Kind;
        for (int outcome = ahead.First[pair], past = ahead.First[pair + 1]; outcome < past; outcome++)
        {
            int to = next[outcome];
            sum += ahead.Probability[outcome] * (utility[kind[outcome]] + (to < 0 ? 0 : discount * then[to]));
        }
        return sum;
    }

    private sealed record Tables(double[] Early, double[] Late)
    {
        public Dictionary<double, double[][]> Values { get; } = [];

        public double[] Utility(bool late) => late ? Late : Early;
    }
}
