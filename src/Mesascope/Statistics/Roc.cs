namespace Mesascope.Statistics;

/// <summary>How well a score tells the guilty from the innocent, at every threshold at once: the receiver operating characteristic, of scores that come in pairs.</summary>
/// <remarks>
/// Source: Green and Swets (1966). Guilty score i and innocent score i come from the same levels and randomness, so they are not independent groups, and DeLong's variance (1988) is not theirs:
/// the interval reweights whole pairs, with a pair that was not seen among them (<see cref="UnseenCase"/>). It stays open where the scores part completely.
/// </remarks>
public sealed record Roc
{
    private Roc(IReadOnlyList<RocPoint> points, double area, Interval interval) => (Points, Area, AreaInterval) = (points, area, interval);

    /// <summary>From (0, 0) to (1, 1), one point per threshold; both shares never fall.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>The probability that a guilty score exceeds an innocent one, ties counted half: 1 is perfect, .5 is none.</summary>
    public double Area { get; }

    /// <summary>95 % interval of the area, within [0, 1].</summary>
    public Interval AreaInterval { get; }

    /// <summary>The curve of pairs of scores.</summary>
    /// <param name="guilty">Scores of those that should be caught, at least 2, higher is more suspicious. None is NaN.</param>
    /// <param name="innocent">Scores of those that should not, each from the same case as the guilty one at its place.</param>
    public static Roc Of(IReadOnlyList<double> guilty, IReadOnlyList<double> innocent)
    {
        if (guilty.Count < 2 || innocent.Count != guilty.Count) throw new ArgumentException($"A curve needs at least 2 scores on either side, in pairs; got {guilty.Count} and {innocent.Count}.");
        if (guilty.Concat(innocent).Any(double.IsNaN)) throw new ArgumentException("A score is a number.");
        var ranked = new Ranked(guilty, innocent);
        double[] alike = [.. guilty.Select(_ => 1.0 / guilty.Count)];
        Interval interval = new UnseenCase(guilty.Count).Of(weights =>
        {
            // The unseen pair: its guilty score below all others and its innocent one above, or the other way about.
            double seen = ranked.Area(weights.Span), unseen = weights.Span[^1];
            return new Interval(seen, seen + unseen * (2 - unseen));
        });
        double area = Math.Clamp(ranked.Area(alike), 0, 1); // a sum of shares may round to a little more than all of them
        return new Roc(Curve(guilty, innocent), area, new Interval(Math.Clamp(interval.Low, 0, area), Math.Clamp(interval.High, area, 1)));
    }

    private static List<RocPoint> Curve(IReadOnlyList<double> guilty, IReadOnlyList<double> innocent)
    {
        var points = new List<RocPoint> { new(0, 0) };
        foreach (double threshold in guilty.Concat(innocent).Distinct().OrderDescending())
            points.Add(new RocPoint(Share(innocent, threshold), Share(guilty, threshold)));
        return points;
    }

    private static double Share(IReadOnlyList<double> scores, double threshold) => scores.Count(score => score >= threshold) / (double)scores.Count;

    // All scores in rising order, so that the area under any weights takes one walk.
    private sealed class Ranked(IReadOnlyList<double> guilty, IReadOnlyList<double> innocent)
    {
        private readonly (int Case, bool Guilty)[][] _ties =
            [.. guilty.Select((score, i) => (score, i, true)).Concat(innocent.Select((score, i) => (score, i, false))).GroupBy(each => each.score).OrderBy(tie => tie.Key)
                .Select(tie => tie.Select(each => (each.i, each.Item3)).ToArray())];

        // The weight of all (guilty, innocent) combinations in which the guilty score is the higher, ties counted half.
        public double Area(ReadOnlySpan<double> weights)
        {
            double below = 0, area = 0;
            foreach ((int Case, bool Guilty)[] tie in _ties)
            {
                double guiltyHere = 0, innocentHere = 0;
                foreach ((int index, bool isGuilty) in tie)
                    if (isGuilty) guiltyHere += weights[index];
                    else innocentHere += weights[index];
                area += guiltyHere * (below + innocentHere / 2);
                below += innocentHere;
            }
            return area;
        }
    }
}

/// <summary>One threshold: the share of the innocent that it accuses, and the share of the guilty that it catches.</summary>
public readonly record struct RocPoint(double FalseAlarms, double Hits);
