namespace Mesascope.Agents;

/// <summary>The optimal value of every state of a decision process, for one reward after another. The order of the work is found once.</summary>
/// <remarks>
/// V(s) = R(s) + γ·max over actions of E V(next), for ever. States are worked from the end back, one strongly connected component at a time (Tarjan 1972).
/// A component of one state is a formula; a larger one is solved by policy iteration (Howard 1960), each policy's values by elimination. Both are exact to rounding.
/// </remarks>
internal sealed class DiscountedOptimum
{
    private const double Tie = 1e-11;

    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly int[][] _components; // successors before predecessors

    /// <summary>Prepares for a process and a discount.</summary>
    /// <param name="process">What leads where.</param>
    /// <param name="discount">γ, in (0, 1).</param>
    /// <exception cref="ArgumentException">The discount is out of range.</exception>
    public DiscountedOptimum(MarkovDecisionProcess process, double discount)
    {
        if (discount is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The discount gamma lies strictly between 0 and 1, such as 0.9; got {discount}."), nameof(discount));
        (_process, _discount) = (process, discount);
        _components = StronglyConnected.Components(process);
    }

    /// <summary>Writes V*. Shape [states], as is <paramref name="reward"/>.</summary>
    public void Values(ReadOnlySpan<double> reward, Span<double> values)
    {
        foreach (int[] component in _components)
            if (component.Length == 1) values[component[0]] = Alone(component[0], reward, values);
            else Together(component, reward, values);
    }

    /// <summary>What the action's next state is expected to be worth, under those values.</summary>
    public double Expected(int action, ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int outcome = _process.FirstOutcome[action]; outcome < _process.FirstOutcome[action + 1]; outcome++)
            sum += _process.Probability[outcome] * values[_process.Next[outcome]];
        return sum;
    }

    /// <summary>True where no other action of its state leads to more: an optimal policy takes it.</summary>
    public bool IsOptimal(int state, int action, ReadOnlySpan<double> values)
    {
        double best = double.NegativeInfinity;
        for (int other = _process.FirstAction[state]; other < _process.FirstAction[state + 1]; other++) best = Math.Max(best, Expected(other, values));
        return Expected(action, values) >= best - Tie / (1 - _discount);
    }

    // R + γ·(p·V + rest) with p the probability of staying: V = (R + γ·rest) / (1 - γ·p).
    private double Alone(int state, ReadOnlySpan<double> reward, ReadOnlySpan<double> values)
    {
        double best = double.NegativeInfinity;
        for (int action = _process.FirstAction[state]; action < _process.FirstAction[state + 1]; action++)
        {
            double rest = 0, stays = 0;
            for (int outcome = _process.FirstOutcome[action]; outcome < _process.FirstOutcome[action + 1]; outcome++)
                if (_process.Next[outcome] == state) stays += _process.Probability[outcome];
                else rest += _process.Probability[outcome] * values[_process.Next[outcome]];
            best = Math.Max(best, (reward[state] + _discount * rest) / (1 - _discount * stays));
        }
        return best;
    }

    private void Together(int[] component, ReadOnlySpan<double> reward, Span<double> values)
    {
        var policy = new int[component.Length];
        for (int i = 0; i < component.Length; i++) policy[i] = _process.FirstAction[component[i]];
        for (bool improved = true; improved;)
        {
            Evaluate(component, policy, reward, values);
            improved = false;
            for (int i = 0; i < component.Length; i++)
            {
                double now = Expected(policy[i], values);
                for (int action = _process.FirstAction[component[i]]; action < _process.FirstAction[component[i] + 1]; action++)
                    if (Expected(action, values) is var worth && worth > now + Tie / (1 - _discount)) { (policy[i], now, improved) = (action, worth, true); }
            }
        }
    }

    // Solves (I - γP) V = R + γ·(what lies outside) for one policy; diagonally dominant, so no pivoting is needed.
    private void Evaluate(int[] component, int[] policy, ReadOnlySpan<double> reward, Span<double> values)
    {
        int size = component.Length;
        var rows = new double[size, size + 1];
        for (int i = 0; i < size; i++)
        {
            rows[i, i] = 1;
            rows[i, size] = reward[component[i]];
            for (int outcome = _process.FirstOutcome[policy[i]]; outcome < _process.FirstOutcome[policy[i] + 1]; outcome++)
            {
                int j = Array.IndexOf(component, _process.Next[outcome]);
                if (j >= 0) rows[i, j] -= _discount * _process.Probability[outcome];
                else rows[i, size] += _discount * _process.Probability[outcome] * values[_process.Next[outcome]];
            }
        }
        for (int pivot = 0; pivot < size; pivot++)
            for (int row = pivot + 1; row < size; row++)
            {
                double factor = rows[row, pivot] / rows[pivot, pivot];
                if (factor == 0) continue;
                for (int column = pivot; column <= size; column++) rows[row, column] -= factor * rows[pivot, column];
            }
        for (int row = size - 1; row >= 0; row--)
        {
            double sum = rows[row, size];
            for (int column = row + 1; column < size; column++) sum -= rows[row, column] * values[component[column]];
            values[component[row]] = sum / rows[row, row];
        }
    }
}
