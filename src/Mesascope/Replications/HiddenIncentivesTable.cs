using System.Globalization;
using Mesascope.Learning;
using Mesascope.Statistics;

namespace Mesascope.Replications;

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
        Parameters =
        [
            new("seeds", "40", "populations per arm, at least 2", Quick: "5"),
            new("steps", "10000", "steps of each learner, at least 50", Quick: "3000"),
            new("population", "20", "learners side by side, at least 5"),
            new("interval", "10", "steps between one selection and the next, at least 1"),
            new("replaced", "0.2", "share replaced at each selection, above 0 and at most 0.5"),
            new("explore", "1.2", "how much faster or slower a copy learns than its original, at least 1"),
            new("firstSeed", "101", "seed of the first population, at least 1"),
            new("gain", "0.5", "what defecting pays now"),
            new("cost", "1", "what it costs at the step after"),
            new("learningRate", "0.1", "of Q-learning, above 0 and at most 1"),
            new("exploration", "0.1", "of Q-learning, in [0, 1]"),
            new("discount", "0.9", "of the learner that looks ahead, in [0, 1)"),
            new("stepSize", "0.1", "of the policy gradient, above 0"),
            new("stepSizes", "0.01,0.1,1,3", "of the policy gradient where that is varied, rising, each above 0", Quick: "0.01,1"),
            new("spread", "1", "standard deviation of its first logits, at least 0"),
        ],
        Run = Rows,
    };

    private static ReplicationOutcome Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HiddenIncentivesReplication setUp = SetUp(settings);
        int seeds = settings.Whole("seeds", 2), first = settings.Whole("firstSeed");
        var windows = new Dictionary<string, double[][]>();
        foreach ((string name, HiddenIncentivesArm arm) in Arms)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Invoke(0.5 * windows.Count / Arms.Length, name);
            var runs = new double[seeds][];
            Parallel.For(0, seeds, seed => runs[seed] = setUp.Run(arm, (ulong)(first + seed)));
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
        return new ReplicationOutcome { Rows = [.. rows, .. bySpeed], Plots = [Plot(windows, setUp), plot] };
    }

    // How fast the learners learn decides whether selection or learning has its way.
    private static (ReplicationRow[] Rows, Plot Plot) BySpeed(Settings settings, HiddenIncentivesReplication setUp, int seeds, int first, CancellationToken cancellationToken)
    {
        double[] stepSizes = [.. settings.Numbers("stepSizes")];
        if (stepSizes.Any(stepSize => stepSize <= 0)) throw new ArgumentException($"stepSizes are above 0; got {settings.Text("stepSizes")}.");
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
                Parallel.For(0, seeds, seed => late[seed] = HiddenIncentivesReplication.Late((setUp with { StepSize = stepSize }).Run(new(DilemmaLearnerKind.PolicyGradient, outer), (ulong)(first + seed))));
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
        Population = settings.Whole("population", 5),
        Steps = settings.Whole("steps", 50),
        SelectedEvery = settings.Whole("interval"),
        Replaced = In(settings, "replaced", value => value is > 0 and <= 0.5, "above 0 and at most 0.5"),
        Explore = In(settings, "explore", value => value >= 1, "at least 1"),
        LearningRate = In(settings, "learningRate", value => value is > 0 and <= 1, "above 0 and at most 1"),
        Exploration = In(settings, "exploration", value => value is >= 0 and <= 1, "in [0, 1]"),
        Discount = In(settings, "discount", value => value is >= 0 and < 1, "in [0, 1)"),
        StepSize = In(settings, "stepSize", value => value > 0, "above 0"),
        Spread = In(settings, "spread", value => value >= 0, "at least 0"),
    };

    private static double In(Settings settings, string name, Func<double, bool> allowed, string range)
    {
        double value = settings.Number(name);
        return allowed(value) ? value : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {range}; got {value}."));
    }
}
