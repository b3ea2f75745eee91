using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mesascope.Audits;

/// <summary>All that an audit of one subject came to: what <c>findings.json</c> holds and <c>--json</c> prints. It holds no clock, cost, host or absolute path.</summary>
public sealed record AuditResult
{
    /// <summary>The subject as the command line names it: <c>organism:keykeeper</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The world it was audited in.</summary>
    public required string World { get; init; }

    /// <summary>The rules of the world that were taken over from the subject and are not the usual ones; null where all were as usual.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Rules { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>One per audit, in the battery's order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What else there is, in reading order, at most one of a kind.</summary>
    [JsonIgnore]
    public IReadOnlyList<ISection> Sections { get; init; } = [];

    /// <summary>The answer, in one sentence.</summary>
    public required string Conclusion { get; init; }

    /// <summary>The section of this kind; null where the run has none.</summary>
    public TSection? Of<TSection>() where TSection : class, ISection => Sections.OfType<TSection>().FirstOrDefault();

    /// <summary>The result with one more section, in the place of one of its kind.</summary>
    public AuditResult With(ISection section) => this with { Sections = Audits.Sections.Of([.. Sections.Where(other => other.GetType() != section.GetType()), section]) };

    /// <summary>The result with caveats that bear on every finding and rate of the run.</summary>
    public AuditResult WeakenedBy(IReadOnlyList<Caveat> caveats)
    {
        if (caveats.Count == 0) return this;
        AuditResult weakened = this with { Findings = [.. Findings.Select(finding => finding with { Caveats = [.. finding.Caveats, .. caveats] })] };
        if (Of<RateFindings>() is not { } rates) return weakened;
        RateFindings weaker = [.. rates.Select(rate => rate with { Caveats = [.. rate.Caveats, .. caveats] })];
        return weakened.With(weaker);
    }
}
