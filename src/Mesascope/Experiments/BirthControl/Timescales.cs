using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>How fast: generations to adapt, and the ratio of timescales below which selection never catches up.</summary>
internal static class Timescales
{
    // Fitness before a shift is the mean of this many generations, and "right after" of this many.
    internal const int Before = 30, RightAfter = 5;

    /// <summary>Generations until the gap is closed; null where it is not.</summary>
    internal static int? Adapted(BirthControlSetUp setUp, DriveGeneration[] after, double before)
    {
        for (int from = 0; from + setUp.Window <= after.Length; from++)
            if (Mean(after.AsSpan(from, setUp.Window), generation => generation.Children) >= (1 - setUp.Tolerance) * before) return from;
        return null;
    }

    /// <summary>Generations to adapt, at least 1: as set, or the median over populations; one that has not adapted when one stopped watching counts as long as it was watched.</summary>
    public static double GenerationsToAdapt(BirthControlSetUp setUp, IEnumerable<ShiftedOnce> shifted)
    {
        if (setUp.Unit != 0) return setUp.Unit;
        double[] sorted = [.. shifted.Select(each => (double)(each.Adapted ?? setUp.After)).Order()];
        return Math.Max(1, (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
    }

    /// <summary>So many units as whole generations, at least 1.</summary>
    public static int Period(double units) => Math.Max(1, (int)Math.Round(units));

    /// <summary>Where the loss at the end of a period first falls to the tolerance as periods grow: interpolated between the neighbouring ratios, in log2 of the ratio.</summary>
    /// <param name="ratios">Rising, above 0.</param>
    /// <param name="lost">The loss at each.</param>
    /// <param name="tolerance">The loss at which the gap counts as closed.</param>
    /// <returns>The logarithm, and whether it lies inside the ratios; outside, the nearest edge stands for it.</returns>
    public static (double Log2Ratio, bool Inside) Threshold(IReadOnlyList<double> ratios, IReadOnlyList<double> lost, double tolerance)
    {
        double Log2(double x) => PortableMath.Log(x) / PortableMath.Log(2);
        if (lost[0] <= tolerance) return (Log2(ratios[0]), false);
        for (int i = 1; i < ratios.Count; i++)
        {
            if (lost[i] > tolerance) continue;
            double share = (lost[i - 1] - tolerance) / (lost[i - 1] - lost[i]);
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

    internal static double Mean(ReadOnlySpan<DriveGeneration> history, Func<DriveGeneration, double> of)
    {
        double sum = 0;
        foreach (DriveGeneration generation in history) sum += of(generation);
        return sum / history.Length;
    }
}
