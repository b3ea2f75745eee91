using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>How well a score tells the guilty from the innocent, at every threshold at once: the receiver operating characteristic.</summary>
/// <remarks>Source: Green and Swets (1966); variance of the area after DeLong, DeLong and Clarke-Pearson (1988).</remarks>
public sealed record Roc
{
    private Roc(IReadOnlyList<RocPoint> points, double area, Interval interval) => (Points, Area, AreaInterval) = (points, area, interval);

    /// <summary>From (0, 0) to (1, 1), one point per threshold; both shares never fall.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>The probability that a guilty score exceeds an innocent one, ties counted half: 1 is perfect, .5 is none.</summary>
    public double Area { get; }

    /// <summary>95 % interval of the area, within [0, 1].</summary>
    /// <remarks>Where the scores part completely the variance is 0; the lower end is then that of 0 confusions among as many independent comparisons as the smaller group has (Clopper and Pearson 1934).</remarks>
    public Interval AreaInterval { get; }

    /// <summary>The curve of two groups of scores.</summary>
    /// <param name="guilty">Scores of those that should be caught, at least 2, higher is more suspicious. None is NaN.</param>
    /// <param name="innocent">Scores of those that should not, at least 2.</param>
    public static Roc Of(IReadOnlyList<double> guilty, IReadOnlyList<double> innocent)
    {
        if (guilty.Count < 2 || innocent.Count < 2) throw new ArgumentException($"A curve needs at least 2 scores on either side; got {guilty.Count} and {innocent.Count}.");
        if (guilty.Concat(innocent).Any(double.IsNaN)) throw new ArgumentException("A score is a number.");
        double[] wins = [.. guilty.Select(score => innocent.Average(other => Win(score, other)))];
        double[] losses = [.. innocent.Select(score => guilty.Average(other => Win(other, score)))];
        double area = wins.Average();
        return new Roc(Curve(guilty, innocent), area, IntervalAround(area, wins, losses));
    }

    private static List<RocPoint> Curve(IReadOnlyList<double> guilty, IReadOnlyList<double> innocent)
    {
        var points = new List<RocPoint> { new(0, 0) };
        foreach (double threshold in guilty.Concat(innocent).Distinct().OrderDescending())
            points.Add(new RocPoint(Share(innocent, threshold), Share(guilty, threshold)));
        return points;
    }

    private static Interval IntervalAround(double area, double[] wins, double[] losses)
    {
        double variance = Variance(wins) / wins.Length + Variance(losses) / losses.Length;
        if (variance <= 0)
        {
            double confused = 1 - PortableMath.Exp(PortableMath.Log(0.025) / Math.Min(wins.Length, losses.Length));
            return new Interval(Math.Max(0, area - confused), Math.Min(1, area + confused));
        }
        const double normal975 = 1.959963985;
        double half = normal975 * Math.Sqrt(variance);
        return new Interval(Math.Max(0, area - half), Math.Min(1, area + half));
    }

    private static double Win(double guilty, double innocent) => guilty > innocent ? 1 : guilty == innocent ? 0.5 : 0;

    private static double Share(IReadOnlyList<double> scores, double threshold) => scores.Count(score => score >= threshold) / (double)scores.Count;

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}

/// <summary>One threshold: the share of the innocent that it accuses, and the share of the guilty that it catches.</summary>
public readonly record struct RocPoint(double FalseAlarms, double Hits);
