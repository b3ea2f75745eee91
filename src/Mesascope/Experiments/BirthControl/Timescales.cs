using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>The design of replication 3: one shift, watched for long; then shift upon shift, at several ratios of their period to the time that one takes to adapt to.</summary>
public sealed record Timescales
{
    // Fitness before a shift is the mean of this many generations, and "right after" of this many.
    internal const int Before = 30, RightAfter = 5;

    /// <summary>Who, where and how they are bred.</summary>
    public required BirthControlReplication SetUp { get; init; }

    /// <summary>Populations, at least 2: the unit of all intervals.</summary>
    public int Seeds { get; init; } = 12;

    /// <summary>Generations for which a single shift is watched, at least 1.</summary>
    public int After { get; init; } = 100;

    /// <summary>Generations over which fitness is averaged to say whether the gap is closed, at least 1.</summary>
    public int Window { get; init; } = 10;

    /// <summary>The share of the fitness before the shift that may be missing where the gap counts as closed, in (0, 1).</summary>
    public double Tolerance { get; init; } = 0.15;

    /// <summary>Shifts of each arm with repeated shifts, each to a new kind of use, at least 2.</summary>
    public int Cycles { get; init; } = 8;

    /// <summary>Breeds every population and shifts it once; beside it, the same population goes on unshifted.</summary>
    public ShiftedOnce[] ShiftOnce(CancellationToken cancellationToken)
    {
        var shifted = new ShiftedOnce[Seeds];
        CaseLoop.Run(Seeds, cancellationToken, i =>
        {
            Seed seed = Population(i);
            var (ancestors, history) = SetUp.Ancestors(seed, Cycles, cancellationToken);
            DriveGeneration[] after = SetUp.Future(ancestors, After, _ => 1, seed.For("one shift"), cancellationToken);
            DriveGeneration[] unshifted = SetUp.Future(ancestors, After, _ => 0, seed.For("no shift"), cancellationToken);
            double fitness = Last(history, Before, generation => generation.Children);
            shifted[i] = new ShiftedOnce(ancestors, history, after, unshifted, fitness, Adapted(after, fitness));
        });
        return shifted;
    }

    /// <summary>Generations to adapt: the median over populations; one that has not adapted when one stopped watching counts as long as it was watched.</summary>
    public double GenerationsToAdapt(IEnumerable<ShiftedOnce> shifted)
    {
        double[] sorted = [.. shifted.Select(each => (double)(each.Adapted ?? After)).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Shifts each population again and again, with each of these periods. Shape [periods][populations].</summary>
    public ShiftedOften[][] ShiftOften(ShiftedOnce[] from, IReadOnlyList<int> periods, CancellationToken cancellationToken)
    {
        ShiftedOften[][] all = [.. periods.Select(_ => new ShiftedOften[from.Length])];
        int[] longestFirst = [.. Enumerable.Range(0, periods.Count).OrderByDescending(p => periods[p])];
        CaseLoop.Run(periods.Count * from.Length, cancellationToken, job =>
        {
            int p = longestFirst[job / from.Length], i = job % from.Length;
            all[p][i] = ShiftOften(SetUp, from[i].Ancestors, from[i].FitnessBefore, periods[p], Population(i).For("shifts", p), cancellationToken);
        });
        return all;
    }

    /// <summary>The arm in which a child can be felt: bred anew from the same seeds, then shifted again and again.</summary>
    public ShiftedOften[] WithChildrenFelt(int period, CancellationToken cancellationToken)
    {
        BirthControlReplication felt = SetUp with { ChildrenAreFelt = true };
        var all = new ShiftedOften[Seeds];
        CaseLoop.Run(Seeds, cancellationToken, i =>
        {
            var (ancestors, history) = felt.Ancestors(Population(i), Cycles, cancellationToken);
            all[i] = ShiftOften(felt, ancestors, Last(history, Before, generation => generation.Children), period, Population(i).For("shifts, children felt"), cancellationToken);
        });
        return all;
    }

    /// <summary>The arm with decoy drives: populations of their own, evolved where no use satisfies. Shape [populations][generations].</summary>
    public DriveGeneration[][] WithDecoys(CancellationToken cancellationToken)
    {
        BirthControlReplication decoyed = SetUp with { Decoys = true };
        var all = new DriveGeneration[Seeds][];
        CaseLoop.Run(Seeds, cancellationToken, i => all[i] = decoyed.Ancestors(Population(i).For("decoys"), 1, cancellationToken).History);
        return all;
    }

    /// <summary>Where the loss at the end of a period first falls to the tolerance as periods grow: interpolated between the neighbouring ratios, in log2 of the ratio.</summary>
    /// <param name="ratios">Rising, above 0.</param>
    /// <param name="lost">The loss at each.</param>
    /// <returns>The logarithm, and whether it lies inside the ratios; outside, the nearest edge stands for it.</returns>
    public (double Log2Ratio, bool Inside) Threshold(IReadOnlyList<double> ratios, IReadOnlyList<double> lost)
    {
        double Log2(double x) => PortableMath.Log(x) / PortableMath.Log(2);
        if (lost[0] <= Tolerance) return (Log2(ratios[0]), false);
        for (int i = 1; i < ratios.Count; i++)
        {
            if (lost[i] > Tolerance) continue;
            double share = (lost[i - 1] - Tolerance) / (lost[i - 1] - lost[i]);
            return (Log2(ratios[i - 1]) + share * (Log2(ratios[i]) - Log2(ratios[i - 1])), true);
        }
        return (Log2(ratios[^1]), false);
    }

    /// <summary>The mean over the last generations.</summary>
    internal static double Last(DriveGeneration[] history, int generations, Func<DriveGeneration, double> of) =>
        Mean(history.AsSpan(Math.Max(0, history.Length - generations)), of);

    /// <summary>The mean over the first generations.</summary>
    internal static double First(DriveGeneration[] history, int generations, Func<DriveGeneration, double> of) =>
        Mean(history.AsSpan(0, Math.Min(history.Length, generations)), of);

    private static double Mean(ReadOnlySpan<DriveGeneration> history, Func<DriveGeneration, double> of)
    {
        double sum = 0;
        foreach (DriveGeneration generation in history) sum += of(generation);
        return sum / history.Length;
    }

    private static Seed Population(int index) => new Seed((ulong)index + 1).For("birth-control");

    private int? Adapted(DriveGeneration[] after, double before)
    {
        for (int from = 0; from + Window <= after.Length; from++)
            if (Mean(after.AsSpan(from, Window), generation => generation.Children) >= (1 - Tolerance) * before) return from;
        return null;
    }

    private ShiftedOften ShiftOften(BirthControlReplication setUp, DrivePopulation from, double before, int period, Seed seed, CancellationToken cancellationToken)
    {
        DriveGeneration[] history = setUp.Future(from, Cycles * period, generation => 1 + generation / period, seed, cancellationToken);
        int end = Math.Min(Window, Math.Max(1, period / 2));
        double Lost(int start, int count) => 1 - Mean(history.AsSpan(start, count), generation => generation.Children) / before;
        return new ShiftedOften(period, history, before,
            [.. Enumerable.Range(1, Cycles).Select(cycle => Lost(cycle * period - end, end))],
            [.. Enumerable.Range(0, Cycles).Select(cycle => Lost(cycle * period, period))]);
    }
}

/// <summary>One population before and after a single shift.</summary>
/// <param name="Ancestors">As they were when the shift came.</param>
/// <param name="History">The generations before it.</param>
/// <param name="After">Those after it.</param>
/// <param name="Unshifted">The same number of generations, had it not come.</param>
/// <param name="FitnessBefore">Children per life before the shift.</param>
/// <param name="Adapted">Generations until the gap was closed; null where it was not while one watched.</param>
public sealed record ShiftedOnce(DrivePopulation Ancestors, DriveGeneration[] History, DriveGeneration[] After, DriveGeneration[] Unshifted, double FitnessBefore, int? Adapted);

/// <summary>One population under shift upon shift.</summary>
/// <param name="Period">Generations from one shift to the next.</param>
/// <param name="History">All generations.</param>
/// <param name="FitnessBefore">Children per life before the first shift.</param>
/// <param name="LostAtEnd">The share of that fitness that is missing at the end of each period. Shape [cycles].</param>
/// <param name="LostThroughout">The share that is missing over the whole of each period. Shape [cycles].</param>
public sealed record ShiftedOften(int Period, DriveGeneration[] History, double FitnessBefore, double[] LostAtEnd, double[] LostThroughout)
{
    /// <summary>The loss at the end of a period, over the second half of the periods.</summary>
    public double Lost => LostAtEnd.AsSpan(LostAtEnd.Length / 2).ToArray().Sum() / (LostAtEnd.Length - LostAtEnd.Length / 2);
}
