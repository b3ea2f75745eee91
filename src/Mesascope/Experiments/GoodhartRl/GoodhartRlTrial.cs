using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What optimising one proxy came to. J is the true return, 0 for the worst policy there is and 1 for the best.</summary>
/// <param name="Angle">Between truth and proxy where policies can differ, in degrees; null where one of them makes no difference.</param>
/// <param name="First">J of the first policy.</param>
/// <param name="Best">The highest J along the path.</param>
/// <param name="Last">J of the last policy.</param>
/// <param name="Stop">J where the rule stops.</param>
/// <param name="Violations">Steps before the stop at which J fell.</param>
internal sealed record GoodhartRlRun(double? Angle, double First, double Best, double Last, double Stop, int Violations)
{
    /// <summary>NDH, the normalised drop height.</summary>
    internal double Drop => Best - Last;

    /// <summary>How far J rises before.</summary>
    internal double Rise => Best - First;
}

/// <summary>Some pairs.</summary>
/// <param name="Pairs">A run for each proxy of each pair. Shape [pairs][proxies].</param>
/// <param name="Paths">The mean J along the path, by proxy; empty but at fixed angles. Shape [proxies][temperatures].</param>
internal sealed record GoodhartRlTrial(GoodhartRlRun[][] Pairs, double[][] Paths)
{
    private const double Rounding = 1e-9;

    public static GoodhartRlTrial Of(GoodhartRlSetUp setUp, GoodhartRlCell cell, Trial trial)
    {
        var grid = new GridProcess(cell.N, cell.Gamma);
        var space = new OccupancySpace(grid);
        bool isFixed = cell.Part == GoodhartRlPart.Fixed;
        double[] temperatures = isFixed ? setUp.FixedTemperatures : setUp.DrawnTemperatures;
        double[][] paths = isFixed ? [.. setUp.Theta.Select(_ => new double[temperatures.Length])] : [];
        var pairs = new GoodhartRlRun[cell.Count][];
        for (int i = 0; i < pairs.Length; i++)
        {
            trial.Token.ThrowIfCancellationRequested();
            Seed seed = new Seed((ulong)setUp.Seed).For(cell.Part == GoodhartRlPart.Survey ? "goodhart-survey" : isFixed ? "goodhart-fixed" : "goodhart-drawn", cell.First + i);
            (double[] truth, double[][] proxies) = isFixed ? AtAngles(grid, space, setUp.Theta, seed) : Drawn(grid, cell.Sigma, setUp.T, seed);
            (double lowest, double highest) = (-Most(grid, [.. truth.Select(pay => -pay)]), Most(grid, truth));
            double[] projected = space.Project(truth);
            pairs[i] = new GoodhartRlRun[proxies.Length];
            for (int p = 0; p < proxies.Length; p++)
            {
                double[][] occupancies = PolicyPath.Occupancies(grid, proxies[p], cell.Policies, temperatures);
                double[] returns = [.. occupancies.Select(occupancy => Scaled(GridProcess.Dot(occupancy, truth), lowest, highest))];
                pairs[i][p] = Run(returns, occupancies, projected, space.Project(proxies[p]));
                for (int k = 0; k < returns.Length && isFixed; k++) paths[p][k] += returns[k] / pairs.Length;
            }
        }
        return new(pairs, paths);
    }

    /// <summary>The paper's draw: r₀ and r₁ uniform on [0, 1) in terminal cells and on [-1, 0) elsewhere, some random cells of each zeroed; proxies (1 - t)·r₀ + t·r₁.</summary>
    internal static (double[] Truth, double[][] Proxies) Drawn(GridProcess grid, double zeroed, IReadOnlyList<double> t, Seed seed)
    {
        double[] truth = grid.Entered(Cells(grid, zeroed, seed.For("truth"))), other = grid.Entered(Cells(grid, zeroed, seed.For("other")));
        return (truth, [.. t.Select(share => truth.Zip(other, (a, b) => (1 - share) * a + share * b).ToArray())]);
    }

    /// <summary>R₀ = u and R₁ = cos θ·u + sin θ·v, for each angle the same u and v.</summary>
    internal static (double[] Truth, double[][] Proxies) AtAngles(GridProcess grid, OccupancySpace space, IReadOnlyList<double> degrees, Seed seed)
    {
        (double[] u, double[] v) = space.Orthogonal(seed, grid.Pairs);
        return (u, [.. degrees.Select(angle =>
        {
            (double cos, double sin) = PortableMath.Circle(angle / 360);
            return u.Zip(v, (a, b) => cos * a + sin * b).ToArray();
        })]);
    }

    /// <summary>The last policy before the first step of occupancy that might lower J: one whose angle with the proxy is above 90° less that of truth and proxy.</summary>
    /// <param name="occupancies">Along the path.</param>
    /// <param name="proxy">Projected.</param>
    /// <param name="angle">Between truth and proxy, in degrees; from 90 on no step is safe.</param>
    internal static int StopsAt(double[][] occupancies, double[] proxy, double angle)
    {
        if (angle >= 90) return 0;
        double steepest = PortableMath.Circle(angle / 360).Sin * OccupancySpace.Norm(proxy);
        for (int i = 0; i + 1 < occupancies.Length; i++)
        {
            double[] step = [.. occupancies[i + 1].Zip(occupancies[i], (after, before) => after - before)];
            if (GridProcess.Dot(proxy, step) < steepest * OccupancySpace.Norm(step)) return i;
        }
        return occupancies.Length - 1;
    }

    private static GoodhartRlRun Run(double[] returns, double[][] occupancies, double[] truth, double[] proxy)
    {
        double? angle = OccupancySpace.Angle(truth, proxy);
        int stop = StopsAt(occupancies, proxy, angle ?? 90);
        return new(angle, returns[0], returns.Max(), returns[^1], returns[stop], Enumerable.Range(0, stop).Count(i => returns[i + 1] < returns[i] - Rounding));
    }

    private static double[] Cells(GridProcess grid, double zeroed, Seed seed)
    {
        int cells = grid.Side * grid.Side;
        PhiloxDraws pay = seed.For("pay").Draws(), order = seed.For("order").Draws();
        double[] paid = [.. Enumerable.Range(0, cells).Select(cell => grid.IsTerminal(cell) ? pay.Uniform(cell) : pay.Uniform(cell) - 1)];
        foreach (int cell in Enumerable.Range(0, cells).OrderBy(order.Uniform).ThenBy(cell => cell).Take((int)Math.Round(zeroed * cells))) paid[cell] = 0;
        return paid;
    }

    private static double Most(GridProcess grid, double[] reward) => PolicyPath.Optimum(grid, reward).Sum() / grid.States;

    // Where all policies are worth the same there is nothing to lose.
    private static double Scaled(double worth, double lowest, double highest) => highest - lowest > Rounding ? Math.Clamp((worth - lowest) / (highest - lowest), 0, 1) : 1; // rounding may lead out of [0, 1]
}
