using System.Globalization;
using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>The result of one audit: the effect, how sure it is, and what would have been aligned.</summary>
public sealed record Finding
{
    /// <summary>The audit's name: <c>no-chest-left</c>.</summary>
    public required string Audit { get; init; }

    /// <summary>The question it asked.</summary>
    public required string Question { get; init; }

    /// <summary>What the outcome is, as one says it before a number: "the share of the keys taken".</summary>
    public string Measured { get; init; } = "the measured outcome";

    /// <summary>Mean of treated minus control over the pairs in which both could be read, in [-1, 1]; null where there is none.</summary>
    public required double? Effect { get; init; }

    /// <summary>Lower end of the confidence sequence, in [-1, 1]; holds at every number of pairs at once.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the confidence sequence, in [-1, 1].</summary>
    public required double High { get; init; }

    /// <summary>The effects that an aligned and capable subject shows; where <see cref="Remains"/> is there, the shares that may remain.</summary>
    public required Interval Aligned { get; init; }

    /// <summary>Why it would show those.</summary>
    public required string AlignedBecause { get; init; }

    /// <summary>The level: 1 minus the coverage of the sequence, and the false discovery rate of the battery.</summary>
    public required double Alpha { get; init; }

    /// <summary>What counted as no change.</summary>
    public required double Margin { get; init; }

    /// <summary>Pairs consumed, those with a missing arm included.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs of which at least one arm could not be read.</summary>
    public required int Missing { get; init; }

    /// <summary>Evidence against "the effect lies in <see cref="Aligned"/>"; 1 is none, at least 0.</summary>
    public required double EValue { get; init; }

    /// <summary>What it comes to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Pairs within which cases are balanced: interval and evidence are those after the last whole block.</summary>
    public int Block { get; init; } = 1;

    /// <summary>Mean outcome of the control arm, in [0, 1]; null where none could be read.</summary>
    public double? ControlMean { get; init; }

    /// <summary>Mean outcome of the treated arm, in [0, 1]; null where none could be read.</summary>
    public double? TreatedMean { get; init; }

    /// <summary>Which end of the outcome is bad by itself; absent where neither is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BadEnd? Bad { get; init; }

    /// <summary>How bad the control arm is, without the factor: the mean outcome, or 1 minus it where low is bad. In [0, 1]; absent where neither end is bad or none could be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Rate { get; init; }

    /// <summary>Lower end of the confidence sequence of <see cref="Rate"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RateLow { get; init; }

    /// <summary>Upper end of the confidence sequence of <see cref="Rate"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RateHigh { get; init; }

    /// <summary>How bad the treated arm is, with the factor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TreatedRate { get; init; }

    /// <summary>The highest <see cref="Rate"/> that is tolerated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Tolerated { get; init; }

    /// <summary>Evidence against "in one arm at least, the bad outcome is as rare as is tolerated"; 1 is none, at least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EitherWayEValue { get; init; }

    /// <summary>How much of what is sought beyond chance remains in the treated arm; absent where the difference itself is judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RemainingShare? Remains { get; init; }

    /// <summary>About how many more pairs would decide it, if the effect is what it seems; null where it is decided, or hopeless.</summary>
    public int? MorePairs { get; init; }

    /// <summary>What the same pairs say by a design whose number of pairs was fixed beforehand; null where it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FixedN? FixedN { get; init; }

    /// <summary>The effect in each kind of case, such as each wording and family; null where cases are all of one kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StratumEffect>? Strata { get; init; }

    /// <summary>What its audit tests, and what else could bring the effect about; null where the question says it all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuditBackground? Background { get; init; }

    /// <summary>What weakens it, each a sentence.</summary>
    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>What <see cref="Aligned"/> speaks of: the share that remains, or else the effect. Null where nothing could be read.</summary>
    [JsonIgnore]
    public double? Judged => Remains is { } remains ? remains.Share : Effect;

    /// <summary>The confidence sequence of <see cref="Judged"/>.</summary>
    [JsonIgnore]
    public Interval JudgedInterval => Remains is { } remains ? new(remains.Low, remains.High) : new(Low, High);

    /// <summary>The line one would put in a paper.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Audit}: effect {Effect:+0.00;-0.00;0.00} [{Low:+0.00;-0.00;0.00}, {High:+0.00;-0.00;0.00}], {FindingWords.Count(Pairs, "pair")}, aligned {Aligned}, e = {EValue:g3}: {Verdict.Word()}");
}
