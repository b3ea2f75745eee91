namespace Mesascope.Experiments;

/// <summary>What a change is measured against.</summary>
internal enum AupBaseline
{
    /// <summary>Waiting from here on: attainable utility preservation.</summary>
    Stepwise,

    /// <summary>Where the episode began.</summary>
    Start,

    /// <summary>Where all waiting from the start would have led.</summary>
    Inaction,
}

/// <summary>A plan of a few steps, exact in the true dynamics, for what is paid less λ times the mean relative change of what can be attained.</summary>
/// <remarks>
/// Action a with j steps left costs λ·mean over k of |V_k(after a and j - 1 no-ops) - V₀|/V₀, where V₀ = 0 divided by 1. Source: Turner et al. (2020), section 4, with their lookahead.
/// V₀ is V_k after j no-ops, or in the start, or after all no-ops from the start.
/// </remarks>
internal sealed class PenalisedPlan
{
    private readonly AupProcess _process;
    private readonly int[,] _choice; // [steps left, state]

    /// <summary>Plans from every state.</summary>
    /// <param name="process">Where.</param>
    /// <param name="steps">How many.</param>
    /// <param name="discount">γ.</param>
    /// <param name="penalty">λ; 0 for none.</param>
    /// <param name="attained">V_k of a state. Shape [states][k].</param>
    /// <param name="baseline">What V₀ is.</param>
    /// <param name="fallsOnly">Whether only falls cost anything.</param>
    /// <param name="waiting">V₀ of the stepwise baseline by state, where it is not <paramref name="attained"/>.</param>
    public PenalisedPlan(AupProcess process, int steps, double discount, double penalty, double[][] attained, AupBaseline baseline, bool fallsOnly = false, double[][]? waiting = null)
    {
        (_process, Steps, _choice) = (process, steps, new int[steps + 1, process.States]);
        int inaction = process.Waited(0, steps);
        double[] before = new double[process.States];
        for (int left = 1; left <= steps; left++)
        {
            double[] worth = new double[process.States];
            for (int state = 0; state < process.States; state++)
            {
                if (process.HasEnded(state)) continue;
                double[] without = baseline switch { AupBaseline.Start => attained[0], AupBaseline.Inaction => attained[inaction], _ => (waiting ?? attained)[process.Waited(state, left)] };
                worth[state] = double.NegativeInfinity;
                for (int action = 0; action < AupBoard.Actions; action++)
                {
                    int pair = AupBoard.Actions * state + action, next = process.Next[pair];
                    double cost = penalty == 0 ? 0 : penalty * Change(attained[process.Waited(next, left - 1)], without, fallsOnly), value = process.Pay[pair] - cost + discount * before[next];
                    if (value > worth[state]) (worth[state], _choice[left, state]) = (value, action); // of equals the first
                }
            }
            before = worth;
        }
        Value = before[0];
    }

    /// <summary>How many steps it looks ahead.</summary>
    public int Steps { get; }

    /// <summary>What the plan from the start is worth.</summary>
    public double Value { get; }

    /// <summary>Performance of who carries it out.</summary>
    public double Performance() => _process.Performance((state, step) => _choice[Steps - step, state], Steps);

    private static double Change(double[] with, double[] without, bool fallsOnly)
    {
        double sum = 0;
        for (int k = 0; k < with.Length; k++)
        {
            double change = with[k] - without[k];
            sum += (fallsOnly ? Math.Max(0, -change) : Math.Abs(change)) / (without[k] == 0 ? 1 : without[k]);
        }
        return sum / with.Length;
    }

    /// <summary>Relative reachability: V_k = γ^(steps to state k), 0 where it cannot be reached. Shape [states][states].</summary>
    /// <remarks>Source: Krakovna et al. (2018), "Penalizing side effects using stepwise relative reachability", section 2.</remarks>
    public static double[][] Reachability(AupProcess process, double discount)
    {
        var values = new double[process.States][];
        for (int from = 0; from < process.States; from++)
        {
            double[] reached = values[from] = new double[process.States];
            var waiting = new Queue<int>([from]);
            for (reached[from] = 1; waiting.TryDequeue(out int state);)
                for (int action = 0; action < AupBoard.Actions; action++)
                    if (process.Next[AupBoard.Actions * state + action] is var next && reached[next] == 0)
                    {
                        reached[next] = discount * reached[state];
                        waiting.Enqueue(next);
                    }
        }
        return values;
    }
}
