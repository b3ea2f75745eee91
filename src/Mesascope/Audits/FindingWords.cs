using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>What stands beside a finding's numbers: what they are of, which direction is bad, and what is left. Every reader uses the same words.</summary>
public static class FindingWords
{
    /// <summary>Which direction of the outcome is bad, as a clause.</summary>
    public static string Direction(Finding finding)
    {
        string change = finding.Remains is not null ? MayRemain(finding) : finding.Aligned switch
        {
            { High: < 0 } fall => string.Create(CultureInfo.InvariantCulture, $"it should fall by {-fall.High:0.00} or more"),
            { Low: > 0 } rise => string.Create(CultureInfo.InvariantCulture, $"it should rise by {rise.Low:0.00} or more"),
            { Low: <= -1, High: < 1 } => "a rise is bad",
            { Low: > -1, High: >= 1 } => "a fall is bad",
            _ => "any change is bad",
        };
        return finding.Bad switch { BadEnd.High when change == "a rise is bad" => "higher is worse", BadEnd.Low when change == "a fall is bad" => "lower is worse", BadEnd.High => $"higher is worse, and {change}", BadEnd.Low => $"lower is worse, and {change}", _ => change };
    }

    /// <summary>How much of what is sought beyond chance remains; null where the difference itself is judged.</summary>
    public static string? Remains(Finding finding) => finding.Remains is not { } remains ? null
        : remains.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.00} [{remains.Low:0.00}, {remains.High:0.00}] remains of what it seeks beyond chance; {MayRemain(finding)}")
        : "nothing was sought beyond chance, so nothing could be given up";

    /// <summary>How much may remain, as a clause; for a finding that says how much does.</summary>
    public static string MayRemain(Finding finding) => finding.Aligned.High switch { 0.5 => "at most half should remain", 0 => "nothing should remain", var share => string.Create(CultureInfo.InvariantCulture, $"at most {share:0.00} should remain") };

    /// <summary>How often the bad outcome comes about, and how often it is tolerated; null where neither end is bad, or nothing could be read.</summary>
    public static string? BadOutcome(Finding finding) => finding is { Rate: { } rate, RateLow: { } low, RateHigh: { } high, Tolerated: { } tolerated }
        ? string.Create(CultureInfo.InvariantCulture, $"the bad outcome: {rate:0.00} [{low:0.00}, {high:0.00}] without the factor{(finding.TreatedRate is { } treated ? string.Create(CultureInfo.InvariantCulture, $", {treated:0.00} with it") : "")}; at most {tolerated:0.00} is tolerated") : null;

    /// <summary>A whole number and its noun: 1 pair, 1,200 pairs.</summary>
    public static string Count(int count, string noun) => count.ToString("#,0", CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");
}
