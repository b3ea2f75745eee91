using System.Globalization;
using Mesascope.Learning;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 16 as a table: how often each learner cooperates with its own future, with and without an outer loop, and with its place swapped at every step.</summary>
public static class HiddenIncentivesTable
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
    public static Replication Replication { get; } = new()
    {
        Name = "hidden-incentives",
        Summary = "Learners that are paid for one step at a time spare their own future once an outer loop selects among them, though nobody told them to.",
        Source = "Krueger, Maharaj & Leike 2020",
        Cost = "15 s",
        Takes =
        [
            new("seeds", "40", Domain.Whole("[2, 10000]"), "populations per arm", Quick: "5"),
            new("steps", "10000", Domain.Whole("[50, 10000000]"), "steps of each learner", Quick: "3000"),
            new("population", "20", Domain.Whole("[5, 10000]"), "learners side by side"),
            new("interval", "10", Domain.Whole("[1, 10000000]"), "steps between one selection and the next"),
            new("replaced", "0.2", Domain.Number("(0, 0.5]"), "share replaced at each selection"),
            new("explore", "1.2", Domain.Number("[1, 10]"), "how many times as fast or as slow a copy learns as its original"),
            new("firstSeed", "101", Domain.Whole("[1, 1000000000]"), "seed of the first population"),
            new("gain", "0.5", Domain.Number("[-1000, 1000]"), "what defecting pays now"),
            new("cost", "1", Domain.Number("[-1000, 1000]"), "what it costs at the step after"),
            new("learningRate", "0.1", Domain.Number("(0, 1]"), "step size of Q-learning"),
            new("exploration", "0.1", Domain.Number("[0, 1]"), "share of random actions of Q-learning"),
            new("discount", "0.9", Domain.Number("[0, 1)"), "discount of the learner that looks ahead"),
            new("stepSize", "0.1", Domain.Number("(0, 1000]"), "step size of the policy gradient"),
            new("stepSizes", "0.01,0.1,1,3", Domain.Number("(0, 1000]").Several(rising: true), "step sizes of the policy gradient where that is varied", Quick: "0.01,1"),
            new("spread", "1", Domain.Number("[0, 100]"), "standard deviation of its first logits"),
        ],
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HiddenIncentivesReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds"), first = settings.Whole("firstSeed");
        var windows = new Dictionary<string, double[][]>();
        foreach ((string name, HiddenIncentivesArm arm) in Arms)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Invoke(0.5 * windows.Count / Arms.Length, name);
            var runs = new double[seeds][];
            Parallel.For(0, seeds, new ParallelOptions { CancellationToken = cancellationToken }, seed => runs[seed] = setUp.Run(arm, (ulong)(first + seed), cancellationToken));
            windows[name] = runs;
        }
        progress?.Invoke(0.5, "step sizes");
        bool gated = seeds >= GatedSeeds && setUp.Steps >= GatedSteps;
        double[] Late(string name) => [.. windows[name].Select(run => HiddenIncentivesReplication.Late(run))];
        List<ReplicationRow> rows = [.. Arms.Select(arm => Gate.Reported("P(cooperate), last tenth", arm.Name, Late(arm.Name), Share))];
        rows.AddRange(Orderings.Select(pair =>
            Gate.Ordering("P(cooperate), difference", $"{pair.More} minus {pair.Less}", [.. Late(pair.More).Zip(Late(pair.Less), (more, less) => more - less)], gated, Difference)));
        (ReplicationRow[] bySpeed, Plot plot) = BySpeed(settings, setUp, seeds, first, cancellationToken);
        progress?.Invoke(1, "done");
        return new Tables { Rows = [.. rows, .. bySpeed], Plots = [Plot(windows, setUp), plot] };
    }

    // How fast the learners learn decides whether selection or learning has its way.
    private static (ReplicationRow[] Rows, Plot Plot) BySpeed(Settings settings, HiddenIncentivesReplication setUp, int seeds, int first, CancellationToken cancellationToken)
    {
        double[] stepSizes = settings.Numbers("stepSizes");
        var rows = new List<ReplicationRow>();
        var lines = new List<PlotLine>();
        foreach (OuterLoop outer in (OuterLoop[])[OuterLoop.None, OuterLoop.Copying, OuterLoop.Exploring])
        {
            string name = outer switch { OuterLoop.None => Myopic, OuterLoop.Copying => "policy gradient, outer loop that only copies", _ => Outer };
            var points = new List<PlotPoint>();
            foreach (double stepSize in stepSizes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var late = new double[seeds];
                Parallel.For(0, seeds, new ParallelOptions { CancellationToken = cancellationToken }, seed => late[seed] = HiddenIncentivesReplication.Late((setUp with { StepSize = stepSize }).Run(new(DilemmaLearnerKind.PolicyGradient, outer), (ulong)(first + seed), cancellationToken)));
                rows.Add(Gate.Reported("P(cooperate), last tenth", string.Create(CultureInfo.InvariantCulture, $"{name}, stepSize={stepSize}"), late, Share));
                points.Add(new PlotPoint(stepSize, rows[^1].Result!.Value, rows[^1].Low, rows[^1].High));
            }
            lines.Add(new PlotLine(name, points));
        }
        return ([.. rows], new Plot("Copying alone holds on to cooperation only where learning is noisy", "step size of the policy gradient", "P(cooperate)", lines, LogarithmicX: true));
    }

    private static Plot Plot(Dictionary<string, double[][]> windows, HiddenIncentivesReplication setUp) => new(
        "An outer loop makes myopic learners spare the future", "steps", "P(cooperate)",
        [.. Arms.Select(arm => new PlotLine(arm.Name, [.. Enumerable.Range(0, setUp.Windows).Select(window => Point(windows[arm.Name], window, setUp))]))]);

    private static PlotPoint Point(double[][] runs, int window, HiddenIncentivesReplication setUp)
    {
        double[] shares = [.. runs.Select(run => run[window])];
        Interval? interval = MeanInterval.Of(shares, 0.05, Share);
        return new PlotPoint((window + 0.5) * setUp.Steps / setUp.Windows, shares.Average(), interval?.Low, interval?.High);
    }

    private static HiddenIncentivesReplication SetUp(Settings settings) => new()
    {
        Dilemma = new SelfDilemma(settings.Number("gain"), settings.Number("cost")),
        Population = settings.Whole("population"),
        Steps = settings.Whole("steps"),
        SelectedEvery = settings.Whole("interval"),
        Replaced = settings.Number("replaced"),
        Explore = settings.Number("explore"),
        LearningRate = settings.Number("learningRate"),
        Exploration = settings.Number("exploration"),
        Discount = settings.Number("discount"),
        StepSize = settings.Number("stepSize"),
        Spread = settings.Number("spread"),
    };
}
