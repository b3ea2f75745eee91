namespace Mesascope.Statistics;

/// <summary>At which level of a dial an outcome falls most, and the levels that the runs cannot rule out as the one.</summary>
/// <param name="Level">The level whose mean lies furthest below that of the level before it; of equals the lowest. Counted from 0, so at least 1.</param>
/// <param name="Low">The lowest level that is not ruled out.</param>
/// <param name="High">The highest.</param>
/// <remarks>
/// A level is ruled out where another one's fall is greater by a one-sided paired t test at alpha over the number of others: multiple comparisons with the best
/// (Hsu 1984, "Constrained simultaneous confidence intervals for multiple comparisons with the best"), with Bonferroni's bound in place of his constant, because the runs are paired.
/// So the level of the greatest true fall is kept with probability at least 1 - alpha for normal differences, whatever shape the curve has elsewhere.
/// </remarks>
internal sealed record LargestDrop(int Level, int Low, int High)
{
    /// <summary>Estimates it.</summary>
    /// <param name="runs">The outcome at every level, one row per independent run. Shape [runs, at least 2][levels, at least 2], all finite.</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <exception cref="ArgumentException">Too few runs or levels, unequal rows, or an outcome that is no number.</exception>
    public static LargestDrop Of(IReadOnlyList<double[]> runs, double alpha)
    {
        SignificanceLevel.Checked(alpha);
        if (runs.Count < 2) throw new ArgumentException($"The largest drop needs at least 2 runs; got {runs.Count}.", nameof(runs));
        int levels = runs[0].Length;
        if (levels < 2 || runs.Any(run => run.Length != levels)) throw new ArgumentException($"Every run has the same levels, at least 2; the first has {levels}.", nameof(runs));
        if (runs.Any(run => !run.All(double.IsFinite))) throw new ArgumentException("An outcome is a finite number.", nameof(runs));
        double[] drops = [.. Enumerable.Range(1, levels - 1).Select(level => runs.Sum(run => Drop(run, level)) / runs.Count)];
        int largest = 1 + Array.IndexOf(drops, drops.Max());
        int[] kept = [.. Enumerable.Range(1, levels - 1).Where(level => !Enumerable.Range(1, levels - 1).Any(other => other != level && IsGreater(runs, other, level, alpha / (levels - 2))))];
        return new LargestDrop(largest, Math.Min(largest, kept.DefaultIfEmpty(largest).Min()), Math.Max(largest, kept.DefaultIfEmpty(largest).Max()));
    }

    private static bool IsGreater(IReadOnlyList<double[]> runs, int one, int other, double alpha)
    {
        double[] differences = [.. runs.Select(run => Drop(run, one) - Drop(run, other))];
        double mean = differences.Sum() / differences.Length;
        return mean > StudentT.Quantile(1 - alpha, differences.Length - 1) * CaseInterval.StandardError(differences);
    }

    private static double Drop(double[] run, int level) => run[level - 1] - run[level];
}
