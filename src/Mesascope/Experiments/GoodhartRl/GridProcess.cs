namespace Mesascope.Experiments;

/// <summary>An n×n grid without a reward: up, right, down, left, wait; the first and the last cell are terminal, and an episode begins in any other cell with equal probability.</summary>
/// <remarks>
/// A pair is a state that is not terminal and one of its five actions; pair 5·s + a is action a in state s. A move into the edge stays. Rewards, policies and occupancies are numbers by pair.
/// The occupancy of a policy is x(s, a) = Σ_t γ^t·P(s_t = s, a_t = a), not normalised, and its return is x·R.
/// </remarks>
internal sealed class GridProcess
{
    /// <summary>Actions in each state.</summary>
    public const int Actions = 5;

    private readonly int[] _cells;

    /// <summary>The grid.</summary>
    /// <param name="side">Cells along a side, at least 2.</param>
    /// <param name="discount">γ, in (0, 1).</param>
    public GridProcess(int side, double discount)
    {
        (Side, Discount) = (side, discount);
        _cells = [.. Enumerable.Range(1, side * side - 2)];
        Next = new int[Pairs];
        for (int state = 0; state < States; state++)
            for (int action = 0; action < Actions; action++)
                Next[Actions * state + action] = Moved(_cells[state], action);
    }

    /// <summary>Cells along a side.</summary>
    public int Side { get; }

    /// <summary>γ.</summary>
    public double Discount { get; }

    /// <summary>States that are not terminal.</summary>
    public int States => _cells.Length;

    /// <summary>States times actions.</summary>
    public int Pairs => Actions * States;

    /// <summary>The cell that each pair leads to. Shape [pairs].</summary>
    public int[] Next { get; }

    /// <summary>The state that a cell is, -1 for a terminal one.</summary>
    public int StateOf(int cell) => IsTerminal(cell) ? -1 : cell - 1;

    /// <summary>Whether an episode ends in that cell.</summary>
    public bool IsTerminal(int cell) => cell == 0 || cell == Side * Side - 1;

    /// <summary>A reward by pair, from what entering each cell pays. Shape [cells] to [pairs].</summary>
    public double[] Entered(double[] byCell) => [.. Next.Select(cell => byCell[cell])];

    /// <summary>I - γP of a policy: what its values and its occupancy are solved from.</summary>
    public DiscountedSystem System(double[] policy)
    {
        var system = new DiscountedSystem(States);
        for (int state = 0; state < States; state++)
        {
            system[state, state] += 1;
            for (int pair = Actions * state; pair < Actions * (state + 1); pair++)
                if (StateOf(Next[pair]) is >= 0 and int next) system[state, next] -= Discount * policy[pair];
        }
        system.Factor();
        return system;
    }

    /// <summary>The occupancy of a policy. Shape [pairs].</summary>
    public double[] Occupancy(double[] policy)
    {
        double[] visits = new double[States], occupancy = new double[Pairs];
        Array.Fill(visits, 1.0 / States);
        System(policy).SolveTransposed(visits);
        for (int pair = 0; pair < Pairs; pair++) occupancy[pair] = visits[pair / Actions] * policy[pair];
        return occupancy;
    }

    /// <summary>R + γV(next), 0 beyond a terminal cell. Shape [pairs].</summary>
    public double[] ActionValues(double[] reward, double[] values)
    {
        var worth = new double[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
            worth[pair] = reward[pair] + (StateOf(Next[pair]) is >= 0 and int next ? Discount * values[next] : 0);
        return worth;
    }

    /// <summary>a·b, summed in order.</summary>
    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private int Moved(int cell, int action)
    {
        int row = cell / Side, column = cell % Side;
        return action switch
        {
            0 => row > 0 ? cell - Side : cell,
            1 => column < Side - 1 ? cell + 1 : cell,
            2 => row < Side - 1 ? cell + Side : cell,
            3 => column > 0 ? cell - 1 : cell,
            _ => cell,
        };
    }
}

/// <summary>A small system whose rows are diagonally dominant, so that elimination needs no pivoting; factored once, solved for both sides.</summary>
internal sealed class DiscountedSystem(int size)
{
    private readonly double[] _entries = new double[size * size]; // after factoring: L below the diagonal, U on and above it

    /// <summary>One entry, before it is factored.</summary>
    public ref double this[int row, int column] => ref _entries[row * size + column];

    /// <summary>A = L·U, in place.</summary>
    public void Factor()
    {
        for (int pivot = 0; pivot < size; pivot++)
        {
            ReadOnlySpan<double> above = _entries.AsSpan(pivot * size, size);
            for (int row = pivot + 1; row < size; row++)
            {
                Span<double> below = _entries.AsSpan(row * size, size);
                if (below[pivot] == 0) continue;
                double factor = below[pivot] /= above[pivot];
                for (int column = pivot + 1; column < size; column++) below[column] -= factor * above[column];
            }
        }
    }

    /// <summary>Solves A·x = b in place.</summary>
    public void Solve(double[] x)
    {
        for (int row = 0; row < size; row++)
            for (int column = 0; column < row; column++) x[row] -= this[row, column] * x[column];
        for (int row = size - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < size; column++) x[row] -= this[row, column] * x[column];
            x[row] /= this[row, row];
        }
    }

    /// <summary>Solves Aᵀ·x = b in place.</summary>
    public void SolveTransposed(double[] x)
    {
        for (int row = 0; row < size; row++)
        {
            x[row] /= this[row, row];
            for (int column = row + 1; column < size; column++) x[column] -= this[row, column] * x[row];
        }
        for (int row = size - 1; row > 0; row--)
            for (int column = 0; column < row; column++) x[column] -= this[row, column] * x[row];
    }
}
