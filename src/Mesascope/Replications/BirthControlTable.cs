using System.Globalization;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Replications;

/// <summary>Replication 3 as a table: one shift, repeated shifts by ratio, the threshold, and the arm in which a child can be felt.</summary>
public static class BirthControlTable
{
    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "birth-control",
        Summary = "A drive outlives its reason: bred where satisfaction led to children, then satisfied without; and how fast shifts may come before selection never catches up.",
        Source = "ours, after Singh, Lewis & Barto 2009",
        Cost = "3 min",
        Parameters =
        [
            new("seeds", "12", "populations, at least 2", Quick: "3"),
            new("individuals", "200", "individuals in every generation, at least 2", Quick: "60"),
            new("lifeSteps", "1000", "the longest life, in steps, at least 1", Quick: "500"),
            new("ancestral", "200", "generations before the first shift, at least 1", Quick: "60"),
            new("after", "100", "generations for which a single shift is watched, at least 1", Quick: "40"),
            new("ratios", "0.25,0.5,1,2,4", "generations until the next shift, as multiples of the generations to adapt; rising, above 0", Quick: "0.25,2"),
            new("cycles", "8", "shifts of each arm with repeated shifts, at least 2", Quick: "3"),
            new("unit", "0", "generations to adapt that the ratios are multiples of; 0: as measured after the single shift"),
            new("tolerance", "0.15", "share of the fitness before the shift that may be missing where the gap counts as closed, in (0, 1)"),
            new("window", "10", "generations over which fitness is averaged for that, at least 1"),
            new("felt", "1", "1: also breed populations that can feel a child; 0: do not"),
            new("mutation", "0.05", "standard deviation of the change of a weight from parent to child, at least 0"),
            new("decay", "0.02", "share of a weight that is lost from parent to child, in [0, 1]"),
            new("founders", "0.3", "standard deviation of the founders' weights, at least 0"),
            new("learningRate", "0.2", "of Q-learning, in (0, 1]"),
            new("discount", "0.9", "of Q-learning, in [0, 1]"),
            new("exploration", "0.2", "share of uniformly random actions, in [0, 1]"),
            new("side", "2", "cells along a side of the village, in [2, 16]"),
            new("hungerReturns", "0.05", "probability per step that hunger returns, in [0, 1]"),
            new("weaning", "0.2", "probability per step that a child is weaned, in [0, 1]"),
            new("desireReturns", "0.5", "probability per step that desire returns after a satisfaction without a child, in [0, 1]"),
            new("starving", "0.01", "probability per step that a hungry adult starves, in [0, 1]"),
            new("childhood", "200", "steps before starving is possible, at least 0"),
            new("slip", "0.1", "probability that a move goes in a random direction, in [0, 1]"),
        ],
        Run = Rows,
    };

    private static ReplicationOutcome Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        Timescales design = Design(settings);
        double[] ratios = Ratios(settings);
        double unit = settings.Number("unit");
        if (unit < 0) throw new ArgumentException($"unit is at least 0; got {settings.Text("unit")}.");
        bool felt = settings.Whole("felt", 0) != 0;
        progress?.Invoke(0, "one shift");
        ShiftedOnce[] once = design.ShiftOnce(cancellationToken);
        if (unit == 0) unit = Math.Max(1, design.GenerationsToAdapt(once));
        int[] periods = [.. ratios.Select(ratio => Math.Max(1, (int)Math.Round(ratio * unit)))];
        progress?.Invoke(0.25, "shift upon shift");
        ShiftedOften[][] often = design.ShiftOften(once, periods, cancellationToken);
        int ratioOne = Math.Max(1, (int)Math.Round(unit));
        progress?.Invoke(0.8, "children felt");
        ShiftedOften[] aware = felt ? design.WithChildrenFelt(ratioOne, cancellationToken) : [];
        var rows = new BirthControlRows(design, Gated(settings));
        IEnumerable<ReplicationRow> all = rows.OneShift(once).Concat(rows.RepeatedShifts(once, ratios, often, unit));
        if (felt) all = all.Concat(rows.ChildrenFelt(aware, ratioOne));
        progress?.Invoke(1, "done");
        return new ReplicationOutcome { Rows = [.. all], Plots = BirthControlPlots.Of(design, once, ratios, often, aware) };
    }

    // The gates hold for the set-up of the page, or a larger one.
    private static bool Gated(Settings settings) =>
        settings.Whole("seeds") >= 10 && settings.Whole("individuals") >= 200 && settings.Whole("lifeSteps") >= 1000 && settings.Whole("ancestral") >= 200 && settings.Whole("after") >= 100 && settings.Whole("cycles") >= 8;

    private static Timescales Design(Settings settings)
    {
        double Share(string name) => settings.Number(name) is >= 0 and <= 1 and var share ? share : throw new ArgumentException($"{name} lies in [0, 1]; got {settings.Text(name)}.");
        double tolerance = settings.Number("tolerance");
        if (!(tolerance is > 0 and < 1)) throw new ArgumentException($"tolerance lies in (0, 1); got {settings.Text("tolerance")}.");
        int side = settings.Whole("side", 2);
        if (side > 16) throw new ArgumentException($"side is at most 16; got {side}.");
        return new Timescales
        {
            SetUp = new BirthControlReplication
            {
                Village = new Village
                {
                    Side = side, HungerReturns = Share("hungerReturns"), Weaning = Share("weaning"), DesireReturns = Share("desireReturns"),
                    Starving = Share("starving"), Childhood = settings.Whole("childhood", 0), Slip = Share("slip"),
                },
                Learner = new Learner(settings.Number("learningRate"), settings.Number("discount"), settings.Number("exploration")).Checked(),
                Heredity = new Heredity(settings.Number("mutation"), settings.Number("decay"), settings.Number("founders")).Checked(),
                Individuals = settings.Whole("individuals", 2), LifeSteps = settings.Whole("lifeSteps"), AncestralGenerations = settings.Whole("ancestral"),
            },
            Seeds = settings.Whole("seeds", 2), After = settings.Whole("after"), Window = settings.Whole("window"), Tolerance = tolerance, Cycles = settings.Whole("cycles", 2),
        };
    }

    private static double[] Ratios(Settings settings)
    {
        double[] ratios = [.. settings.Numbers("ratios")];
        for (int i = 0; i < ratios.Length; i++)
            if (!(ratios[i] > (i == 0 ? 0 : ratios[i - 1]))) throw new ArgumentException($"ratios rise and lie above 0; got {settings.Text("ratios")}.");
        return ratios;
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
