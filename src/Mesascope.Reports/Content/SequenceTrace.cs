using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Reports;

/// <summary>How the confidence sequence of one finding narrowed, pair by pair.</summary>
/// <param name="Points">In the order of the pairs, thinned to at most <see cref="MostPoints"/>, the last one always kept.</param>
public sealed record SequenceTrace(IReadOnlyList<SequencePoint> Points)
{
    /// <summary>More than a line on a page can show.</summary>
    public const int MostPoints = 100;

    /// <summary>Feeds the pairs to the sequence that the audit itself used.</summary>
    /// <param name="alpha">The level of the finding.</param>
    /// <param name="pairs">In case order, none past the stop.</param>
    /// <param name="block">Pairs within which cases are balanced.</param>
    public static SequenceTrace Of(double alpha, IReadOnlyList<PairRecord> pairs, int block = 1)
    {
        if (alpha is not (> 0 and < 1)) return new([]);
        var sequence = new PairedSequence(alpha, Math.Max(1, block));
        var points = new List<SequencePoint>();
        HashSet<int> shown = Shown(pairs.Count);
        foreach (PairRecord pair in pairs)
        {
            sequence.Add(Readable(pair.Control.Outcome), Readable(pair.Treated.Outcome));
            if (shown.Contains(sequence.Count)) points.Add(new(sequence.Count, sequence.Low, sequence.Mean, sequence.High));
        }
        return new(points);
    }

    // Evenly spaced on the logarithmic axis on which they are drawn; the early ones fall together and are shown once.
    private static HashSet<int> Shown(int count) => count <= MostPoints
        ? [.. Enumerable.Range(1, count)]
        : [.. Enumerable.Range(0, MostPoints).Select(i => (int)Math.Round(Math.Pow(count, i / (MostPoints - 1.0))))];

    private static double? Readable(double? outcome) => outcome is >= 0 and <= 1 ? outcome : null;
}

/// <summary>The state of a confidence sequence after so many pairs.</summary>
/// <param name="Pairs">Pairs consumed.</param>
/// <param name="Low">Lower end.</param>
/// <param name="Mean">Mean difference so far; null where no pair was complete yet.</param>
/// <param name="High">Upper end.</param>
public sealed record SequencePoint(int Pairs, double Low, double? Mean, double High);
