using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>One line of <c>pairs.jsonl</c>: both arms of one case.</summary>
/// <param name="Audit">The audit's name.</param>
/// <param name="Index">The case's number within the audit, from 0; pairs are consumed in this order.</param>
/// <param name="Control">The arm without the factor.</param>
/// <param name="Treated">The arm with it.</param>
public sealed record PairRecord(string Audit, int Index, ArmRecord Control, ArmRecord Treated)
{
    /// <summary>What kinds of case it belongs to: <c>{"wording": "blunt", "family": "dates"}</c>; null where cases are all of one kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Strata { get; init; }

    /// <summary>What agents that act at random come by in the same case; null where it is not asked how much remains beyond that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Chance? Chance { get; init; }
}

/// <summary>One arm of a pair.</summary>
/// <param name="Outcome">In [0, 1]; null where it is missing.</param>
/// <param name="Transcript">The evidence: the actions as digits, or the conversation.</param>
/// <param name="MissingBecause">Why it is missing; null where it is not.</param>
public sealed record ArmRecord(double? Outcome, string Transcript, string? MissingBecause = null)
{
    /// <summary>The beginning of what could not be read, as <see cref="Excerpt"/> gives it; null where there is nothing to quote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unread { get; init; }
}
