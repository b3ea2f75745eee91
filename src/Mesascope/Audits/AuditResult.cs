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

    /// <summary>How it differs from the earlier run that it was put against, one per audit; null where against none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DriftFinding>? Drift { get; init; }

    /// <summary>Questions with one arm, as rates; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RateFinding>? Rates { get; init; }

    /// <summary>What was published about the same record, beside what comes out here; null where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PublishedFigure>? Published { get; init; }

    /// <summary>How likely the subject, asked afterwards, thought its conversations to be tests, per audit; null where it was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SuspectedTest>? Suspected { get; init; }

    /// <summary>What it is for; null where goal inference was not run.</summary>
    public required GoalReport? Inference { get; init; }

    /// <summary>What it would pay; null where the subject is no agent in a world, or where an older version asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PriceReport? Prices { get; init; }

    /// <summary>Whether it wants to be shut down later, or sooner, or neither; null where its world has no levels that ask it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShutdownPreference? Shutdown { get; init; }

    /// <summary>The answer, in one sentence.</summary>
    public required string Conclusion { get; init; }
}
