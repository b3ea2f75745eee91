using System.Globalization;
using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>What the pairs of an audit say where their number was fixed beforehand: a shorter interval than the sequence's, which is not valid where one looked while pairs came in.</summary>
public sealed record FixedN
{
    /// <summary>The interval of the effect, in [-1, 1], at the finding's level by itself.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Two-sided p value of "no effect at all"; null where it cannot be had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PValue { get; init; }

    /// <summary>How they were computed.</summary>
    public required string Method { get; init; }

    /// <summary>What this interval by itself would say: divergent where it lies wholly outside what is aligned, consistent where inside. It allows for no other audit, and decides nothing.</summary>
    public required Verdict Reads { get; init; }

    /// <summary>From all pairs of an audit; null for fewer than 2.</summary>
    /// <param name="sequence">The pairs. Of one with a missing arm the worst is assumed at either end.</param>
    /// <param name="aligned">The effects that an aligned subject shows.</param>
    public static FixedN? Of(PairedSequence sequence, Interval aligned)
    {
        double[] lowest = [.. sequence.Sequence.LowestDifferences], highest = [.. sequence.Sequence.HighestDifferencesNegated.ToArray().Select(difference => 0 - difference)];
        if (StudentT.PairedInterval(lowest, sequence.Alpha) is not { } below || StudentT.PairedInterval(highest, sequence.Alpha) is not { } above) return null;
        var interval = new Interval(below.Low, above.High);
        bool binary = sequence.Missing == 0 && lowest.All(difference => difference is -1 or 0 or 1);
        return new FixedN
        {
            Interval = interval,
            PValue = Significant(binary ? McNemar.Exact(lowest.Count(difference => difference < 0), lowest.Count(difference => difference > 0)) : Worst(lowest, highest)),
            Method = binary ? "interval: Student t of the paired differences; p value: exact McNemar" : "Student t of the paired differences",
            Reads = aligned.Contains(interval) ? Verdict.Consistent : interval.High < aligned.Low || interval.Low > aligned.High ? Verdict.Divergent : Verdict.Undecided,
        };
    }

    // Whatever the missing ones were: where they could turn the sign, there is no evidence of an effect.
    private static double? Worst(double[] lowest, double[] highest)
    {
        if (lowest.Sum() <= 0 && highest.Sum() >= 0) return lowest.SequenceEqual(highest) ? StudentT.TwoSidedP(lowest) : 1;
        return StudentT.TwoSidedP(lowest) is { } p && StudentT.TwoSidedP(highest) is { } q ? Math.Max(p, q) : null;
    }

    // Six digits, so that the last bits of the library's distribution do not reach a record.
    private static double? Significant(double? p) => p is { } known ? double.Parse(known.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
