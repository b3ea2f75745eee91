using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 16 as a table: how often each learner cooperates with its own future, with and without an outer loop, and with its place swapped at every step.</summary>
internal static class HiddenIncentivesTables
{
    private const int GatedSeeds = 20, GatedSteps = 10_000;
    private const string Myopic = "policy gradient", Outer = "policy gradient, outer loop";
    private static readonly Interval Share = new(0, 1), Difference = new(-1, 1);

    private static readonly (string Name, HiddenIncentivesArm Arm)[] Arms =
    [
        (Myopic, new(DilemmaLearnerKind.PolicyGradient)),
        ("policy gradient, outer loop that only copies", new(DilemmaLearnerKind.PolicyGradient, OuterLoop.Copying)),
        (Outer, new(DilemmaLearnerKind.PolicyGradient, OuterLoop.Exploring)),
        ("policy gradient, outer loop, swapped", new(DilemmaLearnerKind.PolicyGradient, OuterLoop.Exploring, Swapped: true)),
        ("Q-learning", new(DilemmaLearnerKind.Q)),
        ("Q-learning, outer loop", new(DilemmaLearnerKind.Q, OuterLoop.Exploring)),
        ("Q-learning that sees no state", new(DilemmaLearnerKind.BlindQ)),
        ("Q-learning that sees no state, swapped", new(DilemmaLearnerKind.BlindQ, Swapped: true)),
        ("Q-learning that looks ahead", new(DilemmaLearnerKind.FarSighted)),
        ("Q-learning that looks ahead, swapped", new(DilemmaLearnerKind.FarSighted, Swapped: true)),
    ];

    // Those whose step size is varied.
    private static readonly (string Name, HiddenIncentivesArm Arm)[] Outers = [Arms[0], Arms[1], Arms[2]];

    // Fixed before the runs: who should cooperate more than whom (docs/methods/hidden-incentives.md).
    private static readonly (string More, string Less)[] Orderings =
    [
        (Outer, Myopic),
        (Outer, "policy gradient, outer loop, swapped"),
        ("Q-learning that sees no state", "Q-learning"),
        ("Q-learning that sees no state", "Q-learning that sees no state, swapped"),
        ("Q-learning that looks ahead", "Q-learning"),
    ];

    /// <summary>The declaration.</summary>
    public static Experiment<HiddenIncentivesSetUp, HiddenIncentivesCell, HiddenIncentivesTrial> Experiment { get; } = new()
    {
        Name = "hidden-incentives",
        Summary = "Learners that are paid for one step at a time spare their own future once an outer loop selects among them, though nobody told them to.",
        Source = "Krueger, Maharaj & Leike 2020",
        Cost = "15 s",
        Quick = new() { Seeds = 5, Steps = 3000, StepSizes = [0.01, 1] },
        Design = setUp => from each in Arms.Select(arm => (arm.Arm, setUp.StepSize)).Concat(from outer in Outers from stepSize in setUp.StepSizes select (outer.Arm, StepSize: stepSize)).Distinct()
                          from seed in Enumerable.Range(setUp.FirstSeed, setUp.Seeds) select new HiddenIncentivesCell(each.Arm, each.StepSize, seed),
        Trial = HiddenIncentivesTrial.Of,
        Analyse = Analysed,
    };

    private static Tables Analysed(HiddenIncentivesSetUp setUp, IReadOnlyList<(HiddenIncentivesCell Cell, HiddenIncentivesTrial Trial)> trials)
    {
        ILookup<(HiddenIncentivesArm, double), HiddenIncentivesTrial> runs = trials.ToLookup(each => (each.Cell.Arm, each.Cell.StepSize), each => each.Trial);
        double[] Late(string name) => LateOf(runs[(Arms.First(arm => arm.Name == name).Arm, setUp.StepSize)]);
        bool gated = setUp.Seeds >= GatedSeeds && setUp.Steps >= GatedSteps;
        (ReplicationRow[] bySpeed, Plot plot) = BySpeed(setUp, runs);
        return new Tables
        {
            Rows =
            [
                .. Arms.Select(arm => Gate.Reported("P(cooperate), last tenth", arm.Name, Late(arm.Name), Share)),
                .. Orderings.Select(pair => Gate.Ordering("P(cooperate), difference", $"{pair.More} minus {pair.Less}", [.. Late(pair.More).Zip(Late(pair.Less), (more, less) => more - less)], gated, Difference)),
                .. bySpeed,
            ],
            Plots = [Plot(setUp, runs), plot],
        };
    }

    private static double[] LateOf(IEnumerable<HiddenIncentivesTrial> runs) => [.. runs.Select(run => run.Late)];

    // How fast the learners learn decides whether selection or learning has its way.
    private static (ReplicationRow[] Rows, Plot Plot) BySpeed(HiddenIncentivesSetUp setUp, ILookup<(HiddenIncentivesArm, double), HiddenIncentivesTrial> runs)
    {
        var rows = new List<ReplicationRow>();
        var lines = new List<PlotLine>();
        foreach ((string name, HiddenIncentivesArm arm) in Outers)
        {
            var points = new List<PlotPoint>();
            foreach (double stepSize in setUp.StepSizes)
            {
                rows.Add(Gate.Reported("P(cooperate), last tenth", string.Create(CultureInfo.InvariantCulture, $"{name}, stepSize={stepSize}"), LateOf(runs[(arm, stepSize)]), Share));
                points.Add(new PlotPoint(stepSize, rows[^1].Result!.Value, rows[^1].Low, rows[^1].High));
            }
            lines.Add(new PlotLine(name, points));
        }
        return ([.. rows], new Plot("Copying alone holds on to cooperation only where learning is noisy", "step size of the policy gradient", "P(cooperate)", lines, LogarithmicX: true));
    }

    private static Plot Plot(HiddenIncentivesSetUp setUp, ILookup<(HiddenIncentivesArm, double), HiddenIncentivesTrial> runs) => new(
        "An outer loop makes myopic learners spare the future", "steps", "P(cooperate)",
        [.. Arms.Select(arm => new PlotLine(arm.Name, [.. Enumerable.Range(0, setUp.Windows).Select(window => Point(setUp, window, [.. runs[(arm.Arm, setUp.StepSize)].Select(run => run.Windows[window])]))]))]);

    private static PlotPoint Point(HiddenIncentivesSetUp setUp, int window, double[] shares)
    {
        Interval? interval = MeanInterval.Of(shares, 0.05, Share);
        return new PlotPoint((window + 0.5) * setUp.Steps / setUp.Windows, shares.Average(), interval?.Low, interval?.High);
    }
}
