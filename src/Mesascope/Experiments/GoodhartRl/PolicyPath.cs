using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What optimises a proxy with growing pressure: at temperature α, from nearly uniform to nearly greedy.</summary>
internal static class PolicyPath
{
    private const double Converged = 1e-12, Better = 1e-12;
    private const int MostSteps = 1000;

    /// <summary>The names on the command line: softmax(Q*/α), or maximum causal entropy, whose values are soft too.</summary>
    public const string Boltzmann = "boltzmann", Entropy = "entropy";

    /// <summary>The occupancies along the path of temperatures. Shape [temperatures][pairs].</summary>
    /// <param name="grid">Where.</param>
    /// <param name="reward">The proxy, by pair.</param>
    /// <param name="kind"><see cref="Boltzmann"/> or <see cref="Entropy"/>.</param>
    /// <param name="temperatures">α, falling; 0 for greedy.</param>
    public static double[][] Occupancies(GridProcess grid, double[] reward, string kind, IReadOnlyList<double> temperatures)
    {
        var path = new double[temperatures.Count][];
        double[] hard = Optimum(grid, reward), soft = new double[grid.States];
        for (int i = 0; i < path.Length; i++)
        {
            double temperature = temperatures[i];
            if (kind == Entropy && temperature > 0) soft = SoftOptimum(grid, reward, temperature, soft); // each temperature starts from the one before
            path[i] = grid.Occupancy(Softmax(grid.ActionValues(reward, kind == Entropy && temperature > 0 ? soft : hard), temperature));
        }
        return path;
    }

    /// <summary>V* by policy iteration. Shape [states].</summary>
    public static double[] Optimum(GridProcess grid, double[] reward)
    {
        int[] choice = new int[grid.States];
        for (int i = 0; i < choice.Length; i++) choice[i] = GridProcess.Actions * i;
        for (int step = 0; step < MostSteps; step++)
        {
            double[] policy = new double[grid.Pairs], values = new double[grid.States];
            for (int state = 0; state < choice.Length; state++) (policy[choice[state]], values[state]) = (1, reward[choice[state]]);
            grid.System(policy).Solve(values);
            double[] worth = grid.ActionValues(reward, values);
            bool improved = false;
            for (int state = 0; state < choice.Length; state++)
                for (int pair = GridProcess.Actions * state; pair < GridProcess.Actions * (state + 1); pair++)
                    if (worth[pair] > worth[choice[state]] + Better) (choice[state], improved) = (pair, true);
            if (!improved) return values;
        }
        throw new InvalidOperationException($"Policy iteration did not end in {MostSteps} steps.");
    }

    /// <summary>The soft optimum, V = α·log Σ exp(Q/α), by soft policy iteration, which is Newton's method for it.</summary>
    /// <remarks>Source of the model: Ziebart (2010), maximum causal entropy. Each step is worth what the policy softmax(Q/α) is, its entropy paid at α; after the first, values only rise, and near the end the error squares.</remarks>
    /// <param name="grid">Where.</param>
    /// <param name="reward">By pair.</param>
    /// <param name="temperature">α, above 0.</param>
    /// <param name="first">Where to start. Shape [states].</param>
    public static double[] SoftOptimum(GridProcess grid, double[] reward, double temperature, double[] first)
    {
        double[] values = first;
        for (int step = 0; step < MostSteps; step++)
        {
            double[] worth = grid.ActionValues(reward, values), policy = Softmax(worth, temperature), better = new double[grid.States];
            double change = 0;
            for (int state = 0; state < grid.States; state++)
                for (int pair = GridProcess.Actions * state; pair < GridProcess.Actions * (state + 1); pair++)
                    if (policy[pair] > 0) better[state] += policy[pair] * (reward[pair] - temperature * PortableMath.Log(policy[pair]));
            grid.System(policy).Solve(better);
            for (int state = 0; state < grid.States; state++) change = Math.Max(change, Math.Abs(better[state] - values[state]) / (1 + Math.Abs(better[state])));
            values = better;
            if (change < Converged) break;
        }
        return values;
    }

    /// <summary>softmax(worth/α) in each state; at α = 0 all on the best, the first of equals. Shape [pairs].</summary>
    public static double[] Softmax(double[] worth, double temperature)
    {
        var policy = new double[worth.Length];
        for (int first = 0; first < worth.Length; first += GridProcess.Actions)
        {
            int best = first;
            for (int pair = first; pair < first + GridProcess.Actions; pair++) if (worth[pair] > worth[best]) best = pair;
            double sum = 0;
            for (int pair = first; pair < first + GridProcess.Actions; pair++)
                sum += policy[pair] = temperature > 0 ? PortableMath.Exp((worth[pair] - worth[best]) / temperature) : pair == best ? 1 : 0;
            for (int pair = first; pair < first + GridProcess.Actions; pair++) policy[pair] /= sum;
        }
        return policy;
    }
}
