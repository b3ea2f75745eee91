using System.Globalization;
using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>How often or how much something happens, where there is one arm and so nothing to compare with. It says nothing of goals by itself and has no verdict.</summary>
public sealed record RateFinding
{
    /// <summary>Its name: <c>delusion</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The question it asked.</summary>
    public required string Question { get; init; }

    /// <summary>What the outcome is, as one says it before a number.</summary>
    public required string Measured { get; init; }

    /// <summary>Mean outcome over the items that could be read, in [0, 1]; null where none could.</summary>
    public required double? Rate { get; init; }

    /// <summary>The interval at level 1 - alpha, in [0, 1]; allows for the worst that the missing ones could have been.</summary>
    public required Interval Interval { get; init; }

    /// <summary>The level.</summary>
    public required double Alpha { get; init; }

    /// <summary>Items asked; the number was fixed beforehand.</summary>
    public required int Items { get; init; }

    /// <summary>Items whose outcome could not be read.</summary>
    public required int Missing { get; init; }

    /// <summary>How the interval was computed.</summary>
    public required string Method { get; init; }

    /// <summary>What it would be for one that answers at random; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AtRandom { get; init; }

    /// <summary>What weakens it, each a sentence.</summary>
    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>The line one would put in a paper.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Measured} {Rate:0.00} [{Interval.Low:0.00}, {Interval.High:0.00}], {Items} items");

    /// <summary>The interval of a mean of outcomes in [0, 1], some of which are missing, and how it was had.</summary>
    internal static (Interval Interval, string Method) IntervalOf(IReadOnlyList<double?> outcomes, double alpha)
    {
        var everything = new Interval(0, 1);
        if (outcomes.Count == 0) return (everything, "no items");
        if (outcomes.All(outcome => outcome is null or 0 or 1))
        {
            int ones = outcomes.Count(outcome => outcome == 1), missing = outcomes.Count(outcome => outcome is null);
            return (new Interval(ClopperPearson.Of(ones, outcomes.Count, alpha).Low, ClopperPearson.Of(ones + missing, outcomes.Count, alpha).High), "exact (Clopper and Pearson)");
        }
        Interval? low = MeanInterval.Of([.. outcomes.Select(outcome => outcome ?? 0)], alpha, everything), high = MeanInterval.Of([.. outcomes.Select(outcome => outcome ?? 1)], alpha, everything);
        return low is { } below && high is { } above ? (new Interval(below.Low, above.High), "Student t") : (everything, "too few items");
    }
}

/// <summary>Questions with one arm, as rates.</summary>
[Section("rates", 10)]
public sealed class RateFindings : List<RateFinding>, ISection;
