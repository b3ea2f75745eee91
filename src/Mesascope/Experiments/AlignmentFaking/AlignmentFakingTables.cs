using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 14 as a table: the gap between watched and unwatched compliance, of who plans and of who was only reinforced, and which ablations each survives.</summary>
internal static class AlignmentFakingTables
{
    private const double Rounding = 1e-6, Share = 0.05;

    // gradient.md, section 14: [sim]. Two decimals are given, so half a unit of the second is allowed where 5 % is less.
    private const double Digits = 0.005;
    private static readonly (double Discount, double Share)[] Found = [(0.78, 0), (0.8, 0.2), (0.82, 0.4), (0.85, 1)];
    private static readonly double[] WithPreference = [double.NaN, 0.61, 0.03], WithoutPreference = [0.25, double.NaN, double.NaN];

    private static readonly Interval Range = new(-1, 1), Proportion = new(0, 1);
    private static readonly FakingSetting[] Settings = [FakingSetting.AsSet, FakingSetting.NotOverwritten, FakingSetting.UninformativeFlag, FakingSetting.ShortSighted, FakingSetting.NoPreference];

    // What a trainer that only reinforces can tell apart: overwriting and a discount are nothing to it.
    private static readonly FakingSetting[] Local = [FakingSetting.AsSet, FakingSetting.UninformativeFlag, FakingSetting.NoPreference];

    /// <summary>The declaration.</summary>
    public static Experiment<AlignmentFakingSetUp, FakingCell, FakingTrial> Experiment { get; } = new()
    {
        Name = "alignment-faking",
        Summary = "Complying more where one is watched comes of planning if it takes a preference and foresight and stays, of local optimisation if it takes neither and fades.",
        Source = "twin of Greenblatt et al. 2024",
        Cost = "10 s",
        Quick = new() { Seeds = 4, Steps = 100_000, Runs = 40, Discounts = [0.75, 0.9] },
        Check = setUp => setUp.Check(),
        Design = Design,
        Trial = (setUp, cell, trial) => FakingTrial.Of(setUp, cell, trial.Token),
        Analyse = (setUp, trials) => Analysed(new Runs(setUp, trials.ToLookup(each => each.Cell with { Seed = 0 }, each => each.Trial))),
    };

    private static Tables Analysed(Runs runs) => new()
    {
        Rows = [.. Exact(runs.SetUp), .. Planners(runs), .. Reinforced(runs), .. Pattern(runs)],
        Plots = [OverTraining(runs), OverDiscounts(runs)],
    };

    private static IEnumerable<FakingCell> Design(AlignmentFakingSetUp setUp) =>
    [
        .. from setting in Settings from seed in Enumerable.Range(0, setUp.Seeds) select new FakingCell(FakingTrial.Plans, setting, 0, seed),
        .. from discount in setUp.Discounts from seed in Enumerable.Range(0, setUp.Seeds) select new FakingCell(FakingTrial.Plans, FakingSetting.OtherDiscount, discount, seed),
        .. from setting in Local from seed in Enumerable.Range(0, setUp.Runs) select new FakingCell(FakingTrial.Reinforced, setting, 0, seed),
    ];

    private sealed record Runs(AlignmentFakingSetUp SetUp, ILookup<FakingCell, FakingTrial> Trials)
    {
        public bool Published { get; } = SetUpFields<AlignmentFakingSetUp>.IsPublished(SetUp);

        public FakingTrial[] Of(string learner, FakingSetting setting, double discount = 0) => [.. Trials[new FakingCell(learner, setting, discount, 0)]];
    }

    private static IEnumerable<ReplicationRow> Exact(AlignmentFakingSetUp setUp)
    {
        foreach (FakingSetting setting in Settings)
        {
            WatchedCompliance world = World(setUp, setting);
            yield return Gate.Computed("gap of the optimal policy at the first step, by value iteration", Said(setUp, setting), world.EndIsFar(world.Discount) ? world.GapInClosedForm() : null, world.OptimalGap());
        }
        WatchedCompliance watched = setUp.Watched;
        double onset = watched.Onset();
        bool far = watched.EndIsFar(onset, Rounding * Rounding);
        if (watched.OnsetByHalving() is { } found) yield return Gate.Computed("discount from which on it fakes", Text($"{setUp.Horizon} steps"), far && onset < 1 ? onset : null, found, Rounding);
        else yield return new("discount from which on it fakes", Text($"{setUp.Horizon} steps: at none"), null, null, null, null, 1, far ? onset == 1 : null);
        int steps = Array.FindIndex(watched.GapsByStepsLeft(), gap => Math.Abs(gap) > Rounding);
        yield return new("steps left below which it no longer fakes", steps < 0 ? "never fakes" : Text($"{setUp.Horizon} steps"), null, steps < 0 ? null : steps + 1, steps < 0 ? null : steps + 1, steps < 0 ? null : steps + 1, 1, null);
    }

    private static IEnumerable<ReplicationRow> Planners(Runs runs)
    {
        foreach (FakingSetting setting in Settings)
        {
            WatchedCompliance world = World(runs.SetUp, setting);
            // A table that sees the flag and no clock can do what is best only where the end is far.
            yield return Gate.Simulated("gap of the Q-learner", Said(runs.SetUp, setting), world.EndIsFar(world.Discount) && runs.SetUp.Steps >= 400_000 ? world.OptimalGap() : null, Last(runs.Of(FakingTrial.Plans, setting)), range: Range);
        }
        foreach (double discount in runs.SetUp.Discounts)
        {
            double[] fakes = Fakes(runs.Of(FakingTrial.Plans, FakingSetting.OtherDiscount, discount));
            double? target = runs.Published ? FoundAt(discount) : null, error = target is { } p ? Math.Sqrt(p * (1 - p) / 10) : null; // of ten runs
            Interval interval = ClopperPearson.Of((int)fakes.Sum(), fakes.Length, Share);
            yield return Gate.Simulated("share of Q-learners that fake", Text($"discount={discount}"), target, fakes, error) with { Low = interval.Low, High = interval.High };
        }
    }

    // Found at some discounts; none below the first of them, all above the last.
    private static double FoundAt(double discount) =>
        discount <= Found[0].Discount ? 0 : discount >= Found[^1].Discount ? 1 : Found.First(each => each.Discount == discount).Share;

    private static IEnumerable<ReplicationRow> Reinforced(Runs runs) =>
        from setting in Local
        let trials = runs.Of(FakingTrial.Reinforced, setting)
        from i in Enumerable.Range(0, runs.SetUp.Updates.Count)
        let target = !runs.Published ? double.NaN : setting switch { FakingSetting.AsSet => WithPreference[i], FakingSetting.NoPreference => WithoutPreference[i], _ => double.NaN }
        select Printed(Gate.Reported("gap of REINFORCE on the trainer's reward", Text($"{Said(runs.SetUp, setting)}, {runs.SetUp.Updates[i]} updates"), After(trials, runs.SetUp.Updates[i]), Range), target);

    // What tells the two apart; each row an ordering over training runs.
    private static IEnumerable<ReplicationRow> Pattern(Runs runs)
    {
        AlignmentFakingSetUp setUp = runs.SetUp;
        (int early, int wide, int late) = (setUp.Updates[0], setUp.Updates[1], setUp.Updates[2]);
        double[] planned = Last(runs.Of(FakingTrial.Plans, FakingSetting.AsSet));
        double[] Lost(FakingSetting ablation) => [.. planned.Zip(Last(runs.Of(FakingTrial.Plans, ablation)), (with, without) => with - without)];
        FakingTrial[] reinforced = runs.Of(FakingTrial.Reinforced, FakingSetting.AsSet), without = runs.Of(FakingTrial.Reinforced, FakingSetting.NoPreference);
        bool gated = runs.Published;
        yield return Gate.Ordering("pattern: planning loses its gap without a preference", "Q-learner, with minus without", Lost(FakingSetting.NoPreference), gated, Range);
        yield return Gate.Ordering("pattern: local optimisation has one without a preference", Text($"REINFORCE, {early} updates"), After(without, early), gated, Range);
        yield return Gate.Ordering("pattern: planning loses its gap without foresight", Text($"Q-learner, discount {setUp.Discount} minus {setUp.ShortDiscount}"), Lost(FakingSetting.ShortSighted), gated, Range);
        yield return Gate.Ordering("pattern: local optimisation has one without foresight", Text($"REINFORCE, {wide} updates"), After(reinforced, wide), gated, Range);
        yield return Gate.Ordering("pattern: the gap of local optimisation fades", Text($"REINFORCE, {wide} minus {late} updates"), [.. reinforced.Select(run => run.After(wide) - run.After(late))], gated, Range);
        yield return Gate.Ordering("pattern: the gap of planning stays", "Q-learner at the end minus REINFORCE at the end", [.. planned.Zip(reinforced, (plan, local) => plan - local.Last)], gated, Range);
    }

    private static Plot OverTraining(Runs runs)
    {
        PlotLine Line(string name, string learner, FakingSetting setting)
        {
            FakingTrial[] trials = runs.Of(learner, setting);
            return new(name, [.. trials[0].At.Select((at, i) => Point(at, [.. trials.Select(trial => trial.Gaps[i])]))]);
        }
        return new Plot("The gap of who plans stays; that of local optimisation fades, and needs no preference", "steps of training", "P(comply | training) - P(comply | not)",
        [
            Line("plans", FakingTrial.Plans, FakingSetting.AsSet), Line("plans, no preference", FakingTrial.Plans, FakingSetting.NoPreference),
            Line("REINFORCE", FakingTrial.Reinforced, FakingSetting.AsSet), Line("REINFORCE, no preference", FakingTrial.Reinforced, FakingSetting.NoPreference),
        ], LogarithmicX: true);
    }

    private static Plot OverDiscounts(Runs runs)
    {
        const int Points = 100;
        return new Plot("Faking takes foresight: it begins at one discount", "discount", "P(comply | training) - P(comply | not)",
        [
            new("exact", [.. Enumerable.Range(0, Points + 1).Select(i => new PlotPoint(i / (double)Points, (runs.SetUp.Watched with { Discount = i / (double)Points }).OptimalGap()))], Reference: true),
            new("Q-learner", [.. runs.SetUp.Discounts.Select(discount => Point(discount, Last(runs.Of(FakingTrial.Plans, FakingSetting.OtherDiscount, discount))))]),
        ]);
    }

    private static PlotPoint Point(double x, double[] gaps)
    {
        Interval? interval = MeanInterval.Of(gaps, Share, Range);
        return new PlotPoint(x, gaps.Average(), interval?.Low, interval?.High);
    }

    private static ReplicationRow Printed(ReplicationRow row, double target) =>
        double.IsNaN(target) ? row : row with { Target = target, Pass = Math.Abs(row.Result!.Value - target) <= Math.Max(Digits, Share * target) };

    private static WatchedCompliance World(AlignmentFakingSetUp setUp, FakingSetting setting) => setUp.Of(new FakingCell("", setting, 0, 0));

    private static double[] Last(FakingTrial[] trials) => [.. trials.Select(trial => trial.Last)];

    private static double[] After(FakingTrial[] trials, int count) => [.. trials.Select(trial => trial.After(count))];

    private static double[] Fakes(FakingTrial[] trials) => [.. trials.Select(trial => Math.Abs(trial.Last) > Rounding ? 1.0 : 0)];

    private static string Said(AlignmentFakingSetUp setUp, FakingSetting setting) => setting switch
    {
        FakingSetting.NotOverwritten => "before: refusing is not overwritten (p=0)",
        FakingSetting.UninformativeFlag => "uninformative flag (q=0.5)",
        FakingSetting.ShortSighted => Text($"discount={setUp.ShortDiscount}"),
        FakingSetting.NoPreference => "no preference",
        _ => Text($"p={setUp.P}, q={setUp.Q}, discount={setUp.Discount}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
