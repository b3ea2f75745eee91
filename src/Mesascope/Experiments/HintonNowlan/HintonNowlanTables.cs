using System.Globalization;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 1 as a table: generation 0 in closed form, the population after ten matings, and the arm without learning.</summary>
public static class HintonNowlanTable
{
    // Given to five decimals; and from 30 seeds: the allele shares and the mean fitness after 10 matings, and without "?" after 50.
    private const double PublishedFirst = 1.00603, LastDecimal = 0.5e-5, PublishedWithout = 1.00;
    private const int PublishedSeeds = 30, PublishedGeneration = 10, PublishedLater = 50;
    private static readonly (string Name, Func<HintonNowlanGeneration, double> Of, double Published, Interval? Range)[] Quantities =
    [
        ("share of wrong alleles", g => g.Wrong, 0.056, new(0, 1)),
        ("share of right alleles", g => g.Right, 0.519, new(0, 1)),
        ("share of ?", g => g.Unsure, 0.425, new(0, 1)),
        ("mean fitness", g => g.Fitness, 10.8, null),
    ];

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "hinton-nowlan",
        Summary = "Evolution alone misses a needle in a haystack; individuals that can learn make it a hill to climb.",
        Source = "Hinton & Nowlan 1987",
        Cost = "2 s",
        Takes =
        [
            new("loci", "20", Domain.Whole("[2, 63]"), "loci that must all be right"),
            new("wrong", "0.25", Domain.Number("[0, 1]"), "probability that an allele is wrong at first"),
            new("right", "0.25", Domain.Number("[0, 1]"), "probability that it is right at first; the rest is ?"),
            new("population", "1000", Domain.Whole("[2, 100000]"), "individuals"),
            new("trials", "1000", Domain.Whole("[1, 1000000]"), "trials in a life"),
            new("bonus", "19", Domain.Number("[0, 1000000]"), "what a whole life of trials left adds to the fitness of 1"),
            new("generation", "10", Domain.Whole("[1, 10000]"), "matings after which the population is looked at"),
            new("later", "50", Domain.Whole("[1, 10000]"), "matings after which the arm without ? is looked at"),
            new("crossoverAtEnds", "1", Domain.Flag, "1: the crossover point may lie at either end, where the child is a copy; 0: between two loci only"),
            new("seeds", "30", Domain.Whole("[2, 10000]"), "runs of each arm"),
        ],
        Check = settings => SetUp(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HintonNowlanReplication learning = SetUp(settings);
        double settled = learning.Wrong + learning.Right;
        HintonNowlanReplication innate = learning with { Wrong = settled > 0 ? learning.Wrong / settled : 0.5, Right = settled > 0 ? learning.Right / settled : 0.5 };
        int generation = settings.Whole("generation"), later = settings.Whole("later"), seeds = settings.Whole("seeds");
        HintonNowlanGeneration[][] learnt = Runs(learning, Math.Max(generation, later), seeds, cancellationToken);
        progress?.Invoke(0.5, "without ?");
        HintonNowlanGeneration[][] born = Runs(innate, later, seeds, cancellationToken);
        bool published = learning == new HintonNowlanReplication();
        double first = learning.ExpectedFitness();
        string at = Text($"generation {generation}"), without = Text($"without ?, generation {later}");
        List<ReplicationRow> rows =
        [
            Gate.Computed("expected mean fitness, in closed form", "generation 0", published ? PublishedFirst : null, first, LastDecimal),
            Gate.Exact("mean fitness, simulated", "generation 0", first, [.. learnt.Select(run => run[0].Fitness)]),
        ];
        foreach (var (name, of, figure, range) in Quantities)
            rows.Add(Simulated(name, at, published && generation == PublishedGeneration ? figure : null, [.. learnt.Select(run => of(run[generation]))], range));
        foreach (var (name, of, _, range) in Quantities.Skip(2))
            rows.Add(Gate.Reported(name, Text($"generation {later}"), [.. learnt.Select(run => of(run[later]))], range));
        double[] innateFitness = [.. born.Select(run => run[later].Fitness)];
        rows.Add(Gate.Computed("expected mean fitness, in closed form", "without ?, generation 0", null, innate.ExpectedFitness()));
        rows.Add(Typical("mean fitness, median run", without, published && later == PublishedLater ? PublishedWithout : null, innateFitness));
        rows.Add(Gate.Reported("mean fitness, mean of the runs", without, innateFitness, new(1, 1 + innate.Bonus)));
        rows.Add(Gate.Reported("share of runs in which somebody was born right", without, [.. born.Select(run => run.Any(g => g.Found) ? 1.0 : 0)], new(0, 1)));
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = Plots(learnt, born) };
    }

    // The figures are means over 30 runs, given without their spread. Runs of one process spread alike, so ours stands in for theirs.
    private static ReplicationRow Simulated(string quantity, string parameters, double? target, double[] samples, Interval? range)
    {
        double mean = samples.Sum() / samples.Length;
        double deviation = Math.Sqrt(samples.Sum(value => (value - mean) * (value - mean)) / (samples.Length - 1));
        return Gate.Simulated(quantity, parameters, target, samples, deviation > 1e-9 ? deviation / Math.Sqrt(PublishedSeeds) : null, range);
    }

    // A few runs in a hundred find the needle by luck and then hold 19 more: the published 1.00 is the fitness of the others. Interval: ranks (Thompson 1936).
    private static ReplicationRow Typical(string quantity, string parameters, double? target, double[] samples)
    {
        double[] sorted = [.. samples.Order()];
        int n = sorted.Length, below = 0;
        for (double tail = Math.ScaleB(1, -n), term = tail; tail <= 0.025 && below < n / 2; tail += term) term *= (n - below) / (double)++below;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, low = sorted[Math.Max(0, below - 1)], high = sorted[n - Math.Max(1, below)];
        return new(quantity, parameters, target, median, low, high, n, target is { } figure ? Math.Abs(median - figure) <= 0.05 * figure : null);
    }

    private static HintonNowlanGeneration[][] Runs(HintonNowlanReplication setUp, int generations, int seeds, CancellationToken cancellationToken)
    {
        var runs = new HintonNowlanGeneration[seeds][];
        CaseLoop.Run(seeds, cancellationToken, i => runs[i] = setUp.Run(new Seed((ulong)i + 1), generations, cancellationToken));
        return runs;
    }

    private static HintonNowlanReplication SetUp(Settings settings)
    {
        var setUp = new HintonNowlanReplication
        {
            Loci = settings.Whole("loci"), Wrong = settings.Number("wrong"), Right = settings.Number("right"), Population = settings.Whole("population"),
            Trials = settings.Whole("trials"), Bonus = settings.Number("bonus"), CrossoverAtEnds = settings.Flag("crossoverAtEnds"),
        };
        if (setUp.Wrong + setUp.Right > 1 + 1e-12) throw new ArgumentException(Text($"wrong and right are at most 1 together; got {setUp.Wrong} and {setUp.Right}."));
        return setUp;
    }

    private static Plot[] Plots(HintonNowlanGeneration[][] learnt, HintonNowlanGeneration[][] born) =>
    [
        new("Learning clears the wrong alleles away and leaves many ?", "generation", "share of alleles",
            [.. Quantities.Take(3).Select(quantity => Line(quantity.Name["share of ".Length..], learnt, quantity.Of, quantity.Range))]),
        new("Without ? the population does not climb", "generation", "mean fitness",
            [Line("with ?", learnt, g => g.Fitness, null), Line("without ?", born, g => g.Fitness, null)]),
    ];

    private static PlotLine Line(string name, HintonNowlanGeneration[][] runs, Func<HintonNowlanGeneration, double> of, Interval? range) =>
        new(name, [.. Enumerable.Range(0, runs[0].Length).Select(generation =>
        {
            double[] values = [.. runs.Select(run => of(run[generation]))];
            Interval? interval = MeanInterval.Of(values, 0.05, range);
            return new PlotPoint(generation, values.Sum() / values.Length, interval?.Low, interval?.High);
        })]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
