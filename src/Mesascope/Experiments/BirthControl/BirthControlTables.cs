using System.Globalization;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

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
        Takes =
        [
            new("seeds", "12", Domain.Whole("[2, 10000]"), "populations", Quick: "3"),
            new("individuals", "200", Domain.Whole("[2, 10000]"), "individuals in every generation", Quick: "60"),
            new("lifeSteps", "1000", Domain.Whole("[1, 100000]"), "the longest life, in steps", Quick: "500"),
            new("ancestral", "200", Domain.Whole("[1, 10000]"), "generations before the first shift", Quick: "60"),
            new("after", "100", Domain.Whole("[1, 10000]"), "generations for which a single shift is watched", Quick: "40"),
            new("ratios", "0.25,0.5,1,2,4", Domain.Number("(0, 100]").Several(rising: true), "generations until the next shift, as multiples of the generations to adapt", Quick: "0.25,2"),
            new("cycles", "8", Domain.Whole("[2, 1000]"), "shifts of each arm with repeated shifts", Quick: "3"),
            new("unit", "0", Domain.Number("[0, 10000]"), "generations to adapt that the ratios are multiples of; 0: as measured after the single shift"),
            new("tolerance", "0.15", Domain.Number("(0, 1)"), "share of the fitness before the shift that may be missing where the gap counts as closed"),
            new("window", "10", Domain.Whole("[1, 10000]"), "generations over which fitness is averaged for that"),
            new("felt", "1", Domain.Flag, "1: also breed populations that can feel a child; 0: do not"),
            new("mutation", "0.05", Domain.Number("[0, 100]"), "standard deviation of the change of a weight from parent to child"),
            new("decay", "0.02", Domain.Number("[0, 1]"), "share of a weight that is lost from parent to child"),
            new("founders", "0.3", Domain.Number("[0, 100]"), "standard deviation of the founders' weights"),
            new("learningRate", "0.2", Domain.Number("(0, 1]"), "step size of Q-learning"),
            new("discount", "0.9", Domain.Number("[0, 1]"), "discount of Q-learning"),
            new("exploration", "0.2", Domain.Number("[0, 1]"), "share of uniformly random actions"),
            new("hope", "0", Domain.Number("[-1000, 1000]"), "what an untried action is thought to be worth at birth"),
            new("decoys", "1", Domain.Flag, "1: also evolve populations with decoy drives; 0: do not"),
            new("side", "2", Domain.Whole("[2, 16]"), "cells along a side of the village"),
            new("hungerReturns", "0.05", Domain.Number("[0, 1]"), "probability per step that hunger returns, in [0, 1]"),
            new("weaning", "0.2", Domain.Number("[0, 1]"), "probability per step that a child is weaned, in [0, 1]"),
            new("desireReturns", "0.5", Domain.Number("[0, 1]"), "probability per step that desire returns after a satisfaction without a child, in [0, 1]"),
            new("starving", "0.01", Domain.Number("[0, 1]"), "probability per step that a hungry adult starves, in [0, 1]"),
            new("childhood", "200", Domain.Whole("[0, 100000]"), "steps before starving is possible"),
            new("slip", "0.1", Domain.Number("[0, 1]"), "probability that a move goes in a random direction, in [0, 1]"),
        ],
        Check = settings => Design(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        Timescales design = Design(settings);
        double[] ratios = settings.Numbers("ratios");
        double unit = settings.Number("unit");
        bool felt = settings.Flag("felt");
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
        progress?.Invoke(0.9, "decoys");
        if (settings.Flag("decoys")) all = all.Concat(rows.Decoys(once, design.WithDecoys(cancellationToken)));
        progress?.Invoke(1, "done");
        return new Tables { Rows = [.. all], Plots = BirthControlPlots.Of(design, once, ratios, often, aware) };
    }

    // The gates hold for the set-up of the page, or a larger one.
    private static bool Gated(Settings settings) =>
        settings.Whole("seeds") >= 10 && settings.Whole("individuals") >= 200 && settings.Whole("lifeSteps") >= 1000 && settings.Whole("ancestral") >= 200 && settings.Whole("after") >= 100 && settings.Whole("cycles") >= 8;

    private static Timescales Design(Settings settings)
    {
        return new Timescales
        {
            SetUp = new BirthControlReplication
            {
                Village = new Village
                {
                    Side = settings.Whole("side"), HungerReturns = settings.Number("hungerReturns"), Weaning = settings.Number("weaning"), DesireReturns = settings.Number("desireReturns"),
                    Starving = settings.Number("starving"), Childhood = settings.Whole("childhood"), Slip = settings.Number("slip"),
                },
                Learner = new Learner(settings.Number("learningRate"), settings.Number("discount"), settings.Number("exploration"), settings.Number("hope")).Checked(),
                Heredity = new Heredity(settings.Number("mutation"), settings.Number("decay"), settings.Number("founders")).Checked(),
                Individuals = settings.Whole("individuals"), LifeSteps = settings.Whole("lifeSteps"), AncestralGenerations = settings.Whole("ancestral"),
            },
            Seeds = settings.Whole("seeds"), After = settings.Whole("after"), Window = settings.Whole("window"), Tolerance = settings.Number("tolerance"), Cycles = settings.Whole("cycles"),
        };
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
