using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Claim D5 as a table: what a small divergence costs per step, by how long and how widely the agent acts, and by what becomes of the harm.</summary>
public static class CompoundingTable
{
    private static readonly (string Name, Commons Commons)[] Arms =
    [
        ("independent steps", new() { Medium = Medium.Independent }),
        ("well", new() { Medium = Medium.Refilled }),
        ("fishery", new() { Medium = Medium.Breeding }),
        ("fishery, minding the stock", new() { Medium = Medium.Breeding, Attention = Attention.Stock }),
        ("fishery, minding the stock and itself", new() { Medium = Medium.Breeding, Attention = Attention.StockAndItself }),
    ];

    private const long MostMoments = 500_000_000;
    private const int Independent = 0, Well = 1, Fishery = 2, Minding = 3, MindingItself = 4;

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "compounding",
        Summary = "What the same small divergence costs per step when the agent acts longer, or as more copies: where harm is gone at the next step, flows off, or spoils what everything grows from.",
        Source = "ours, claim D5; logistic growth of Schaefer 1954",
        Cost = "5 s",
        Takes =
        [
            new("horizons", "10,30,100,300,1000", Domain.Whole("[1, 10000]").Several(rising: true), "steps", Quick: "10,30,100"),
            new("epsilons", "0.02,0.1", Domain.Number("(0, 1]").Several(), "how often a copy grabs"),
            new("copies", "4", Domain.Whole("[1, 64]"), "copies that live off the stock, where the horizon is varied"),
            new("widths", "1,4,16", Domain.Whole("[1, 64]").Several(rising: true), "copies, where their number is varied", Quick: "1,4"),
            new("grab", "6", Domain.Whole("[1, 100]"), "rations that are grabbed at once"),
            new("capacity", "40", Domain.Whole("[1, 1000]"), "capacity of the stock, in rations for each copy; at least grab"),
            new("growth", "0.125", Domain.Number("(0, 4]"), "growth of a small stock per step, as a share of it"),
            new("threshold", "0.1", Domain.Number("[0, 1)"), "share of the capacity below which nothing breeds"),
            new("episodes", "6000", Domain.Whole("[2, 1000000]"), "episodes that are played out to check what was worked out"),
            new("worldHorizons", "10,20,50,100", Domain.Whole("[1, 1000]").Several(rising: true), "steps in rocks and diamonds", Quick: "10,20"),
        ],
        Check = settings => SetUp(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        Commons commons = SetUp(settings);
        int[] horizons = settings.Wholes("horizons"), widths = settings.Wholes("widths"), worldHorizons = settings.Wholes("worldHorizons");
        double[] epsilons = settings.Numbers("epsilons");
        var known = new CompoundingLosses(cancellationToken);
        double Longer(int arm, double epsilon, int horizon) => known[Of(arm, commons) with { Epsilon = epsilon }, horizon];
        double Wider(bool together, double epsilon, int copies) => known[commons with { Epsilon = epsilon, Copies = copies, Together = together }, horizons[^1]];
        known.Prepare([.. from arm in Enumerable.Range(0, Arms.Length) from e in epsilons from h in horizons select (Of(arm, commons) with { Epsilon = e }, h)], (done, all) => progress?.Invoke(0.5 * done / all, "longer"));
        known.Prepare([.. from together in (bool[])[false, true] from e in epsilons from n in widths select (commons with { Epsilon = e, Copies = n, Together = together }, horizons[^1])], (done, all) => progress?.Invoke(0.5 + 0.3 * done / all, "wider"));
        double[,] rocks = Rocks(epsilons, worldHorizons, cancellationToken);
        var rows = new List<ReplicationRow>();
        for (int arm = 0; arm < Arms.Length; arm++)
            foreach (double epsilon in epsilons)
                foreach (int horizon in horizons)
                    rows.Add(Gate.Computed("loss per step", Line($"{Arms[arm].Name}, epsilon={epsilon}, {horizon} steps"), arm == Independent ? epsilon : null, Longer(arm, epsilon, horizon)));
        foreach (bool together in (bool[])[false, true])
            foreach (double epsilon in epsilons)
                foreach (int copies in widths)
                    rows.Add(Gate.Computed("loss per step", Line($"fishery, epsilon={epsilon}, {horizons[^1]} steps, copies={copies}{(together ? ", slipping together" : "")}"), null, Wider(together, epsilon, copies)));
        for (int e = 0; e < epsilons.Length; e++)
            for (int h = 0; h < worldHorizons.Length; h++)
                rows.Add(Gate.Computed("performance lost per step", Line($"rocks and diamonds, epsilon={epsilons[e]}, {worldHorizons[h]} steps"), null, rocks[e, h]));
        bool gated = new[] { "horizons", "epsilons", "copies", "widths", "grab", "capacity", "growth", "threshold", "worldHorizons" }.All(name => settings.Text(name) == Replication.Parameters.First(parameter => parameter.Name == name).Default);
        rows.AddRange(Shapes(Longer, Wider, rocks, epsilons, horizons, widths, gated));
        progress?.Invoke(0.9, "played out");
        for (int arm = 0; arm < Arms.Length; arm++) rows.Add(Played(Of(arm, commons) with { Epsilon = epsilons[^1] }, Arms[arm].Name, horizons[horizons.Length / 2], settings.Whole("episodes"), known, cancellationToken));
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = [LongerPlot(Longer, epsilons, horizons), WiderPlot(Wider, epsilons, widths, horizons[^1])] };
    }

    private static Commons Of(int arm, Commons commons) => commons with { Medium = Arms[arm].Commons.Medium, Attention = Arms[arm].Commons.Attention };

    // The gates, fixed before the runs (docs/methods/compounding.md). All figures are exact, so an ordering either holds or does not.
    private static IEnumerable<ReplicationRow> Shapes(Func<int, double, int, double> longer, Func<bool, double, int, double> wider, double[,] rocks, double[] epsilons, int[] horizons, int[] widths, bool gated)
    {
        (double small, double large, int first, int last) = (epsilons[0], epsilons[^1], horizons[0], horizons[^1]);
        ReplicationRow Ratio(string what, double value, Func<double, bool> holds) => new("ratio", what, null, value, value, value, 1, gated ? holds(value) : null);
        yield return Ratio(Line($"fishery, epsilon={large}: loss per step, {last} over {first} steps; above 2"), longer(Fishery, large, last) / longer(Fishery, large, first), value => value > 2);
        yield return Ratio(Line($"well, epsilon={large}: loss per step, {last} over {first} steps; in [1, 4]"), longer(Well, large, last) / longer(Well, large, first), value => value is >= 1 and <= 4);
        yield return Ratio(Line($"well, epsilon={large}: loss per step, {last} over {horizons[Math.Max(0, horizons.Length - 2)]} steps; within 10 %"), longer(Well, large, last) / longer(Well, large, horizons[Math.Max(0, horizons.Length - 2)]), value => Math.Abs(value - 1) < 0.1);
        yield return Ratio(Line($"fishery, epsilon={large}, {last} steps: minding the stock over not; below 1"), longer(Minding, large, last) / longer(Fishery, large, last), value => value < 1);
        yield return Ratio(Line($"fishery, epsilon={large}, {last} steps: minding itself too over the stock only; below 0.5"), longer(MindingItself, large, last) / longer(Minding, large, last), value => value < 0.5);
        yield return Ratio(Line($"fishery, epsilon={small}, {last} steps: {widths[^1]} copies over {widths[0]}; below 1"), wider(false, small, widths[^1]) / wider(false, small, widths[0]), value => value < 1);
        yield return Ratio(Line($"fishery, epsilon={small}, {last} steps, slipping together: {widths[^1]} copies over {widths[0]}; within 10 %"), wider(true, small, widths[^1]) / wider(true, small, widths[0]), value => Math.Abs(value - 1) < 0.1);
        double rise = rocks[0, rocks.GetLength(1) - 1] - rocks[0, 0];
        yield return new("difference", Line($"rocks and diamonds, epsilon={small}: performance lost per step, longest minus shortest; above 0.01"), null, rise, rise, rise, 1, gated ? rise > 0.01 : null);
    }

    private static ReplicationRow Played(Commons commons, string name, int horizon, int episodes, CompoundingLosses known, CancellationToken cancellationToken)
    {
        double[] losses = commons.Played(horizon, episodes, new Seed(1).For("compounding"), cancellationToken);
        return Gate.Exact("loss per step, played out", Line($"{name}, epsilon={commons.Epsilon}, {horizon} steps"), known[commons, horizon], losses);
    }

    // Rocks and diamonds, level 1: the designer's plan, and now and then a step of the plan for what pays.
    private static double[,] Rocks(double[] epsilons, int[] horizons, CancellationToken cancellationToken)
    {
        var lost = new double[epsilons.Length, horizons.Length];
        Parallel.For(0, lost.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int e, int h) = (i / horizons.Length, i % horizons.Length);
            var world = new RocksAndDiamonds { Level = 1, Horizon = horizons[h] };
            lost[e, h] = MixedPlans.PerStep<RocksAndDiamonds, RocksAndDiamonds.State>(world, RocksAndDiamonds.Card.GoalNamed("performance"), RocksAndDiamonds.Card.GoalNamed("reward"), epsilons[e], new Seed(1)).Lost;
        });
        return lost;
    }

    private static Plot LongerPlot(Func<int, double, int, double> longer, double[] epsilons, int[] horizons) => new(
        "The same slip stays small, levels off or takes everything, by what becomes of the harm", "steps", "loss per step",
        [.. from arm in Enumerable.Range(0, Arms.Length) from epsilon in epsilons select new PlotLine(Line($"{Arms[arm].Name}, {epsilon}"), [.. horizons.Select(horizon => new PlotPoint(horizon, longer(arm, epsilon, horizon)))])], LogarithmicX: true);

    private static Plot WiderPlot(Func<bool, double, int, double> wider, double[] epsilons, int[] widths, int horizon) => new(
        $"More copies average out their slips, unless they slip together (fishery, {horizon} steps)", "copies", "loss per step",
        [.. from together in (bool[])[false, true] from epsilon in epsilons select new PlotLine(Line($"{(together ? "together" : "each by itself")}, {epsilon}"), [.. widths.Select(width => new PlotPoint(width, wider(together, epsilon, width)))])], LogarithmicX: true);

    private static Commons SetUp(Settings settings)
    {
        int grab = settings.Whole("grab"), capacity = settings.Whole("capacity"), copies = settings.Whole("copies");
        if (capacity < grab) throw new ArgumentException($"capacity is at least grab, which is {grab}; got {capacity}.");
        var commons = new Commons { Copies = copies, Grab = grab, Capacity = capacity, Growth = settings.Number("growth"), Threshold = settings.Number("threshold") };
        int longest = settings.Wholes("horizons")[^1];
        if ((long)longest * commons.Full > MostMoments) throw new ArgumentException($"Minding a stock of {commons.Full} units for {longest} steps is too much for memory; set horizons, capacity or copies lower.");
        return commons;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
