using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Replication 21 as a table: what its off switch is worth to a robot, by how uncertain it is and how noisy the human; exact.</summary>
internal static class OffSwitchTables
{
    private const double Printed = 5e-7; // six decimals
    private const double Rounding = 1e-9;

    // Replication 21: Δ at (μ, σ, β), and how often H is right.
    private static readonly Dictionary<(double, double, double), double> Deltas = new()
    {
        [(0, 1, 0)] = 0.398942, [(0.5, 1, 0)] = 0.197797, [(1, 1, 0)] = 0.083315, [(0.5, 2, 0)] = 0.572689,
        [(0, 1, 1)] = 0.206621, [(0, 1, 5)] = 0.049510, [(0.5, 1, 0.25)] = 0.166416, [(0.5, 1, 0.5)] = 0.104860,
        [(0.5, 1, 2)] = -0.104154, [(1, 1, 1)] = -0.125322, [(1, 2, 1)] = 0.209719, [(1, 0.5, 0.25)] = -0.020493,
    };

    private static readonly Dictionary<(double, double, double), double> Right = new() { [(0.5, 1, 0.5)] = 0.796008, [(0.5, 1, 1)] = 0.691462 };

    /// <summary>The declaration.</summary>
    public static Experiment<OffSwitchSetUp, OffSwitchCell, OffSwitchTrial> Experiment { get; } = new()
    {
        Name = "off-switch",
        Summary = "When a robot keeps its off switch: where it is unsure what is wanted, and as long as the human is right more often than the robot alone would be.",
        Source = "Hadfield-Menell et al. 2017",
        Cost = "1 s",
        Design = setUp => from mu in setUp.Mu from sigma in setUp.Sigma from beta in setUp.Beta select new OffSwitchCell(mu, sigma, beta),
        Trial = (_, cell, _) => OffSwitchTrial.Of(cell),
        Analyse = Analysed,
    };

    private static Tables Analysed(OffSwitchSetUp setUp, IReadOnlyList<(OffSwitchCell Cell, OffSwitchTrial Trial)> trials) => new()
    {
        Rows =
        [
            .. trials.Select(each => Delta(each.Cell, each.Trial)),
            .. from each in trials where each.Cell is { Beta: > 0, Sigma: > 0 } select HumanRight(each.Cell, each.Trial),
            .. from mu in setUp.Mu from sigma in setUp.Sigma where mu != 0 && sigma > 0 from row in BreakEven(new OffSwitchGame(mu, sigma, 0)) select row,
            .. Shapes(setUp, trials.ToDictionary(each => each.Cell, each => each.Trial.Delta)),
        ],
        Plots = Plots(setUp),
    };

    private static ReplicationRow Delta(OffSwitchCell cell, OffSwitchTrial trial)
    {
        const string Quantity = "delta: what the off switch is worth to the robot";
        return Deltas.TryGetValue((cell.Mu, cell.Sigma, cell.Beta), out double published) ? Gate.Computed(Quantity, At(cell), published, trial.Delta, Printed)
            : Gate.Computed(Quantity, At(cell), trial.ByStein, trial.Delta, Rounding * Math.Max(1, Math.Abs(cell.Mu) + cell.Sigma));
    }

    private static ReplicationRow HumanRight(OffSwitchCell cell, OffSwitchTrial trial) =>
        Gate.Computed("P(the human is right)", Text($"{At(cell)}; the robot alone: {cell.Game.RobotRight():0.0000}"), Right.TryGetValue((cell.Mu, cell.Sigma, cell.Beta), out double published) ? published : null, trial.HumanRight, Printed);

    private static IEnumerable<ReplicationRow> BreakEven(OffSwitchGame game)
    {
        if (game.BreakEvenByHalving() is not { } found) yield break;
        string at = Text($"mu={game.Mu}, sigma={game.Sigma}");
        yield return Gate.Computed("beta at which delta is 0", at, game.BreakEvenNoise(), found, Rounding * found);
        yield return Gate.Computed("P(the human is right) there; target: the robot alone", at, game.RobotRight(), (game with { Beta = found }).HumanRight());
    }

    // What the paper says of uncertainty and of noise, over neighbours in the grid.
    private static IEnumerable<ReplicationRow> Shapes(OffSwitchSetUp setUp, Dictionary<OffSwitchCell, double> delta)
    {
        OffSwitchCell[] noisier = [.. delta.Keys.Where(cell => cell.Beta > setUp.Beta[0] && (cell.Mu != 0 || cell.Sigma > 0))], lessSure = [.. delta.Keys.Where(cell => cell.Sigma > setUp.Sigma[0])];
        if (noisier.Length > 0)
        {
            (double fall, OffSwitchCell at) = Least(noisier, cell => delta[cell with { Beta = Before(setUp.Beta, cell.Beta) }] - delta[cell]);
            yield return Gate.Computed("least fall of delta from one beta to the next", At(at), null, fall) with { Pass = fall > 0 || Undetectable(at) };
        }
        if (lessSure.Length > 0)
        {
            (double rise, OffSwitchCell at) = Least(lessSure, cell => delta[cell] - delta[cell with { Sigma = Before(setUp.Sigma, cell.Sigma) }]);
            yield return Gate.Computed("least rise of delta from one sigma to the next (below 0: the paper's rule fails there)", At(at), null, rise);
        }
        yield return Gate.Computed("|mu|/beta from which on a little uncertainty lowers delta", "x tanh(x/2) = 2", null, UncertaintyHarmsFrom());
        OffSwitchCell[] certain = [.. delta.Keys.Where(cell => cell is { Sigma: 0, Beta: > 0 } && cell.Mu != 0)];
        if (certain.Length == 0) yield break;
        OffSwitchCell most = certain.MaxBy(cell => delta[cell])!;
        yield return Gate.Computed("largest delta of a certain robot and a noisy human (below 0: it disables the switch)", At(most), null, delta[most]) with { Pass = delta[most] < 0 || Undetectable(most) };
    }

    // e^(-|μ|/β) or the robot's doubt vanishes in double precision.
    private static bool Undetectable(OffSwitchCell cell) => Math.Abs(cell.Mu) > 35 * Math.Max(cell.Sigma, cell.Beta / 2);

    /// <summary>Where (uπ(u))'' = π'·(2 - x·tanh(x/2))/β with x = u/β changes its sign.</summary>
    internal static double UncertaintyHarmsFrom()
    {
        double low = 2, high = 3;
        while (high - low > 1e-12)
        {
            double x = (low + high) / 2, e = Randomness.PortableMath.Exp(-x);
            if (x * (1 - e) / (1 + e) < 2) low = x;
            else high = x;
        }
        return high;
    }

    private static Plot[] Plots(OffSwitchSetUp setUp)
    {
        const int Points = 40;
        double mu = setUp.Mu.FirstOrDefault(each => each != 0), mostBeta = Math.Max(setUp.Beta[^1], 1e-3), mostSigma = Math.Max(setUp.Sigma[^1], 1e-3);
        double[] steps = [.. Enumerable.Range(0, Points + 1).Select(i => i / (double)Points)];
        PlotLine Line(string name, double most, Func<double, OffSwitchGame> of) => new(name, [.. steps.Select(step => new PlotPoint(step * most, of(step * most).Delta()))]);
        return
        [
            new Plot(Text($"Above 0 the robot keeps its switch: a noisier human takes that reason away (mu = {mu})"), "beta, the human's noise", "delta, worth of the switch", [.. setUp.Sigma.Select(sigma => Line(Text($"sigma = {sigma}"), mostBeta, beta => new(mu, sigma, beta)))]),
            new Plot(Text($"Above 0 the robot keeps its switch: its own uncertainty gives it a reason to (mu = {mu})"), "sigma, the robot's uncertainty", "delta, worth of the switch", [.. setUp.Beta.Select(beta => Line(Text($"beta = {beta}"), mostSigma, sigma => new(mu, sigma, beta)))]),
        ];
    }

    private static (double Value, OffSwitchCell Cell) Least(IEnumerable<OffSwitchCell> cells, Func<OffSwitchCell, double> of) => cells.Select(cell => (of(cell), cell)).MinBy(each => each.Item1);

    private static double Before(IReadOnlyList<double> rising, double value) => rising.Last(each => each < value);

    private static string At(OffSwitchCell cell) => Text($"mu={cell.Mu}, sigma={cell.Sigma}, beta={cell.Beta}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
