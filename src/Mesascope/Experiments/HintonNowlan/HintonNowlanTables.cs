using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 1 as a table: generation 0 in closed form, the population after ten matings, and the arm without learning.</summary>
internal static class HintonNowlanTables
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
    public static Experiment<HintonNowlanSetUp, HintonNowlanCell, HintonNowlanGeneration[]> Experiment { get; } = new()
    {
        Name = "hinton-nowlan",
        Summary = "Evolution alone misses a needle in a haystack; individuals that can learn make it a hill to climb.",
        Source = "Hinton & Nowlan 1987",
        Cost = "2 s",
        Check = setUp => setUp.Check(),
        Design = setUp => from learns in (bool[])[true, false] from seed in Enumerable.Range(1, setUp.Seeds) select new HintonNowlanCell(learns, seed),
        Trial = (setUp, cell, trial) => (cell.Learns ? setUp : setUp.Innate).Run(new Seed((ulong)cell.Seed), cell.Learns ? Math.Max(setUp.Generation, setUp.Later) : setUp.Later, trial.Token),
        Analyse = Analyse,
    };

    private static Tables Analyse(HintonNowlanSetUp setUp, IReadOnlyList<(HintonNowlanCell Cell, HintonNowlanGeneration[] Trial)> trials)
    {
        HintonNowlanGeneration[][] Runs(bool learns) => [.. trials.Where(each => each.Cell.Learns == learns).Select(each => each.Trial)];
        HintonNowlanGeneration[][] learnt = Runs(true), born = Runs(false);
        HintonNowlanSetUp usual = new(), innate = setUp.Innate;
        int generation = setUp.Generation, later = setUp.Later;
        bool published = setUp with { Generation = usual.Generation, Later = usual.Later, Seeds = usual.Seeds } == usual;
        double first = setUp.ExpectedFitness();
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
