using System.Globalization;

namespace Mesascope.Audits;

/// <summary>What a comparison of two runs of one audit came to.</summary>
public enum DriftVerdict
{
    /// <summary>The evidence does not suffice.</summary>
    Undecided,

    /// <summary>The whole confidence sequence lies within the margin.</summary>
    Unchanged,

    /// <summary>In the e-BH set of its battery: a subject that had not changed would hardly have shown this.</summary>
    Drifted,
}

/// <summary>How the effect of one audit differs between an earlier run and a later one of the same cases.</summary>
public sealed record DriftFinding
{
    /// <summary>The audit's name.</summary>
    public required string Audit { get; init; }

    /// <summary>Mean effect of the earlier run over the cases compared, in [-1, 1]; null where none was complete in both runs.</summary>
    public required double? Before { get; init; }

    /// <summary>Mean effect of the later run over the same cases, in [-1, 1].</summary>
    public required double? After { get; init; }

    /// <summary>After minus before, in [-2, 2]: the difference of two differences. Null where no case was complete in both runs.</summary>
    public required double? Change { get; init; }

    /// <summary>Lower end of the confidence sequence of <see cref="Change"/>.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the confidence sequence of <see cref="Change"/>.</summary>
    public required double High { get; init; }

    /// <summary>What counts as no drift: two margins either way, because two effects that each lie within a margin of the same value differ by that much.</summary>
    public required Interval Unchanged { get; init; }

    /// <summary>Cases compared, those with a missing arm included.</summary>
    public required int Pairs { get; init; }

    /// <summary>Cases of which an arm could not be read in one of the runs.</summary>
    public required int Missing { get; init; }

    /// <summary>Evidence against "it did not drift"; 1 is none, at least 0.</summary>
    public required double EValue { get; init; }

    /// <summary>What it comes to.</summary>
    public required DriftVerdict Verdict { get; init; }

    /// <summary>What weakens it, each a sentence.</summary>
    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>The line one would put in a paper.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Audit}: effect {Before:+0.00;-0.00;0.00} before, {After:+0.00;-0.00;0.00} after; changed by {Change:+0.00;-0.00;0.00} [{Low:+0.00;-0.00;0.00}, {High:+0.00;-0.00;0.00}], {Pairs} cases, e = {EValue:g3}: {Verdict.ToString().ToLowerInvariant()}");
}

/// <summary>How a subject differs from the earlier run that it was put against, one per audit.</summary>
[Section("drift", -10)]
public sealed class DriftFindings : List<DriftFinding>, ISection;
