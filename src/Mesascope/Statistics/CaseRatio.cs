namespace Mesascope.Statistics;

/// <summary>A ratio of sums over cases, and the cases that may not have been seen.</summary>
/// <param name="Above">What stands above the line in each case. Shape [cases].</param>
/// <param name="Below">What stands below it. Shape [cases].</param>
/// <param name="Unseen">Cases as they can be: what stands below, and the least and the most that can stand above. At least 1.</param>
internal sealed record CaseRatio(double[] Above, double[] Below, UnseenRatio[] Unseen)
{
    /// <summary>Σ above / Σ below; not a number where the sum below is 0.</summary>
    public double Value => Above.Sum() / Below.Sum();

    /// <summary>A mean of values in a range, as a ratio: 1 stands below the line in every case.</summary>
    public static CaseRatio Mean(double[] values, Interval range) => new(values, [.. values.Select(_ => 1.0)], [new(1, range.Low, range.High)]);
}

/// <summary>A case that was not seen: its part below the line, and the least and the most that its part above can be.</summary>
internal readonly record struct UnseenRatio(double Below, double Least, double Most);
