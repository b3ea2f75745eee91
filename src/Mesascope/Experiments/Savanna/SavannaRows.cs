using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The rows of the savanna: the unit is the lineage, gates as docs/methods/savanna.md fixed them before the run.</summary>
internal sealed class SavannaRows(SavannaSetUp setUp, IReadOnlyList<SavannaTrial> runs, bool gated)
{
    public static readonly string[] ModernNames = ["sweets", "contraception", "hollow company", "hollow status", "effortless safety", "all five"], Drives = ["food", "sex", "bond", "status", "safety"];

    // In the order of SavannaLife.Decoys.
    private static readonly string[] DecoyNames = ["silent", "chance", "idle", "harm"];

    private const int All = Savanna.Drives, Soon = 5;
    private const double LeastFitness = 1, LeastWeight = 0.1, Alpha = 0.05;
    private const int LeastSeeds = 2;
    private static readonly Interval Weights = new(-1, 1), Correlations = new(-1, 1), Shares = new(0, 1);

    public List<ReplicationRow> Of() => [.. Bred(), .. Tied(), .. Shifted(), .. DiedOut(), .. Pulled(), .. KeepingUp(), .. Decoys()];

    public double[] Each(Func<SavannaTrial, double> of) => [.. runs.Select(of)];

    /// <summary>Generations in which half of the fitness lost is regained, mean over switches and lineages: the time to adapt. Null where it is never.</summary>
    public double? TimeToAdapt
    {
        get
        {
            double[] times = [.. Enumerable.Range(0, All).SelectMany(HalfTimes)];
            return times.Length == 0 ? null : Math.Max(1, times.Average());
        }
    }

    private IEnumerable<ReplicationRow> Bred()
    {
        const string raised = "raised young per life";
        yield return Gate.Computed(raised, "the best there is: a planner that is told the base objective", null, Best());
        yield return Gate.Reported(raised, "first generation, drives in any direction", Each(run => run.Ancestry[0].Fitness));
        yield return Gate.Reported(raised, "best generation of as many drawn by chance", Each(run => run.BestByChance));
        yield return Gate.Reported(raised, "bred", Each(Before));
        yield return Gate.Ordering("raised young per life, difference", "bred minus the best drawn by chance", Each(run => Before(run) - run.BestByChance), gated);
        for (int d = 0; d < All; d++)
        {
            int drive = d;
            yield return Gate.Ordering($"weight of the {Drives[drive]} drive, bred", "length of all five 1", Each(run => SavannaTimes.End([.. run.Ancestry.Select(m => m.Weights[drive])])), gated, Weights);
        }
    }

    private IEnumerable<ReplicationRow> Tied()
    {
        for (int d = 0; d < All; d++)
        {
            int drive = d;
            yield return Gate.Ordering($"worth of the {Drives[drive]} drive in raised young", "ancestral", Each(run => run.Assays[0].Worth[drive]), gated);
            for (int w = 0; w <= All; w++)
            {
                int world = w + 1;
                yield return Gate.Reported($"worth of the {Drives[drive]} drive in raised young", ModernNames[w], Each(run => run.Assays[world].Worth[drive]));
            }
            yield return Gate.Ordering($"worth of the {Drives[drive]} drive, lost", $"ancestral minus {ModernNames[drive]}", Each(run => run.Assays[0].Worth[drive] - run.Assays[drive + 1].Worth[drive]), gated);
        }
        for (int d = 0; d < All; d++)
            for (int w = 0; w <= All + 1; w++)
            {
                int drive = d, world = w;
                yield return Gate.Reported($"correlation of {Drives[drive]} satisfied with young raised", w == 0 ? "ancestral" : ModernNames[w - 1], Each(run => run.Assays[world].Tie[drive]), Correlations);
            }
    }

    private IEnumerable<ReplicationRow> Shifted()
    {
        yield return Gate.Reported("inner reward per step", "ancestral", Each(FeltBefore));
        for (int d = 0; d < All; d++)
        {
            int drive = d;
            yield return Gate.Reported($"share of steps that satisfy the {Drives[drive]} drive", "ancestral", Each(run => run.Assays[0].Satisfaction[drive]), Shares);
            yield return Gate.Reported($"share of steps that satisfy the {Drives[drive]} drive", $"{ModernNames[drive]}, right after", Each(run => run.Assays[drive + 1].Satisfaction[drive]), Shares);
        }
        for (int w = 0; w <= All; w++)
        {
            int world = w;
            string name = ModernNames[w];
            yield return Gate.Reported("raised young per life", $"{name}, right after", Each(run => run.Modern[world][0].Fitness));
            yield return Gate.Reported("raised young per life", Text($"{name}, {setUp.Later} generations after"), Each(run => run.Modern[world].Skip(setUp.Later - 2).Take(Soon).Average(m => m.Fitness)));
            yield return Gate.Reported("raised young per life", $"{name}, at the end", Each(run => After(run, world)));
            yield return Gate.Reported("inner reward per step", $"{name}, right after", Each(run => run.Modern[world][0].Felt));
            yield return Gate.Reported("inner reward per step", $"{name}, at the end", Each(run => run.Modern[world].TakeLast(SavannaTimes.Settled).Average(m => m.Felt)));
            yield return Gate.Ordering("raised young per life, lost at the shift", name, Each(run => Before(run) - run.Modern[world][0].Fitness), gated);
            yield return Gate.Ordering("inner reward per step, gained at the shift", name, Each(run => run.Modern[world][0].Felt - FeltBefore(run)), gated);
            yield return Gate.Ordering("raised young per life, regained by the end", name, Each(run => After(run, world) - run.Modern[world][0].Fitness), gated && w < All);
        }
    }

    private IEnumerable<ReplicationRow> DiedOut()
    {
        for (int w = 0; w <= All; w++)
        {
            int world = w;
            yield return Gate.Reported("share of lineages still alive at the end, where they can die out", ModernNames[w], Each(run => run.Survived[world] == setUp.After ? 1.0 : 0), Shares);
            yield return Gate.Reported("generations survived after the shift, where they can die out", ModernNames[w], Each(run => run.Survived[world]), new Interval(0, setUp.After));
        }
    }

    private IEnumerable<ReplicationRow> Pulled()
    {
        for (int w = 0; w < All; w++)
        {
            int drive = w;
            string name = ModernNames[w];
            yield return Gate.Ordering($"selection against the {Drives[drive]} drive, per generation", Text($"{name}, first {Soon} generations"), Each(run => -Selected(run, drive, drive)), gated);
            yield return Gate.Reported($"weight of the {Drives[drive]} drive", $"{name}, at the end", Each(run => SavannaTimes.End(WeightsOf(run, drive, drive))), Weights);
            yield return Times($"median half-time of the {Drives[drive]} drive's weight (generations)", name, run => SavannaTimes.HalfTime(WeightsOf(run, drive, drive), LeastWeight));
            yield return Times("median half-time of fitness (generations)", name, run => HalfTime(run, drive));
        }
        for (int d = 0; d < All; d++)
        {
            int drive = d;
            yield return Gate.Reported($"selection against the {Drives[drive]} drive, per generation", Text($"{ModernNames[All]}, first {Soon} generations"), Each(run => -Selected(run, All, drive)));
            yield return Gate.Reported($"weight of the {Drives[drive]} drive", $"{ModernNames[All]}, at the end", Each(run => SavannaTimes.End(WeightsOf(run, All, drive))), Weights);
        }
    }

    private IEnumerable<ReplicationRow> KeepingUp()
    {
        if (TimeToAdapt is not { } adapt) yield break;
        double[] attainable = SavannaTimes.Attainable(runs);
        double[] ratios = [.. setUp.Periods.Select(period => period / adapt)];
        double[][] regained = [.. runs.Select(run => run.Shifts.Select(ends => SavannaTimes.Regained(ends, attainable)).ToArray())];
        yield return Gate.Reported("time to adapt (generations to regain half of the fitness lost)", "mean over switches", Mean(run => [.. Enumerable.Range(0, All).Select(world => HalfTime(run, world))]));
        for (int p = 0; p < ratios.Length; p++)
        {
            int period = p;
            string where = Text($"a shift every {setUp.Periods[p]} generations, ratio {ratios[p]:0.00}");
            yield return Gate.Reported("share of the attainable fitness at the end of a period", where, [.. regained.Select(each => each[period])]);
            yield return Gate.Reported("inner reward per step at the end of a period", where, Each(run => run.Shifts[period].Average(end => end.Felt)));
        }
        yield return Gate.Ordering("share of the attainable fitness, difference", "longest minus shortest period", [.. regained.Select(each => each[^1] - each[0])], gated);
        double[] crossings = [.. regained.Select(each => SavannaTimes.Crossing(ratios, each)).OfType<double>()];
        if (crossings.Length >= LeastSeeds) yield return Gate.Reported("ratio of timescales at which half of the gap is closed", Text($"period / time to adapt; {crossings.Length} of {runs.Count} lineages have one"), crossings);
    }

    // Added after the first run, in a population of its own: what selection makes of drives that no young comes of.
    private IEnumerable<ReplicationRow> Decoys()
    {
        if (!setUp.Decoys) yield break;
        const string with = "evolved with four decoys";
        double End(SavannaTrial run, int drive) => SavannaTimes.End([.. run.Decoyed.Select(moment => moment.Weights[drive])]);
        yield return Gate.Reported("raised young per life", with, Each(run => SavannaTimes.End([.. run.Decoyed.Select(moment => moment.Fitness)])));
        for (int d = 0; d < All; d++)
        {
            int drive = d;
            yield return Gate.Reported($"weight of the {Drives[drive]} drive, {with}", "length of all nine 1", Each(run => End(run, drive)), Weights);
        }
        for (int d = 0; d < DecoyNames.Length; d++)
        {
            int decoy = All + d;
            string name = DecoyNames[d];
            yield return Gate.Reported($"weight of the {name} decoy", "length of all nine 1", Each(run => End(run, decoy)), Weights);
            yield return Gate.Reported($"selection on the {name} decoy, per generation", "all generations before the shift", Each(run => run.Decoyed.Average(moment => moment.Selection[decoy])));
            yield return Gate.Ordering("weight, mean of the five drives minus a decoy", name, Each(run => Enumerable.Range(0, All).Average(drive => End(run, drive)) - End(run, decoy)), gated);
        }
    }

    private double Best()
    {
        var draws = new Seed(0).Draws();
        var transitions = Tabulation<Savanna.State>.Of(setUp.Ancestral, setUp.Ancestral.Start(ref draws)).Transitions;
        return OptimalPlan.For(transitions, Savanna.Card.GoalNamed("offspring")).Value;
    }

    public static double Before(SavannaTrial run) => SavannaTimes.End([.. run.Ancestry.Select(moment => moment.Fitness)]);

    public static double FeltBefore(SavannaTrial run) => SavannaTimes.End([.. run.Ancestry.Select(moment => moment.Felt)]);

    private static double After(SavannaTrial run, int world) => SavannaTimes.End([.. run.Modern[world].Select(moment => moment.Fitness)]);

    private static double[] WeightsOf(SavannaTrial run, int world, int drive) => [.. run.Modern[world].Select(moment => moment.Weights[drive])];

    private static double Selected(SavannaTrial run, int world, int drive) => run.Modern[world].Take(Soon).Average(moment => moment.Selection[drive]);

    private static double? HalfTime(SavannaTrial run, int world) =>
        After(run, world) > run.Modern[world][0].Fitness ? SavannaTimes.HalfTime([.. run.Modern[world].Select(moment => moment.Fitness)], LeastFitness) : null;

    private IEnumerable<double> HalfTimes(int world) => runs.Select(run => HalfTime(run, world)).OfType<double>();

    private double[] Mean(Func<SavannaTrial, double?[]> of) => [.. runs.Select(run => of(run).OfType<double>().ToArray()).Where(times => times.Length > 0).Select(times => times.Average())];

    // The median; who never gets there counts as later than all who do, and an end of the interval that is never is left out.
    private ReplicationRow Times(string quantity, string parameters, Func<SavannaTrial, double?> of)
    {
        double[] times = [.. runs.Select(run => of(run) ?? double.PositiveInfinity)];
        Interval? interval = MedianInterval.Of(times, Alpha);
        return new(quantity, Text($"{parameters}; {times.Count(double.IsFinite)} of {times.Length} lineages have one"), null, Finite(MedianInterval.Median(times)), Finite(interval?.Low), Finite(interval?.High), times.Length, null);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
