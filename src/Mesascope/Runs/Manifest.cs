using System.Text.Json.Serialization;

namespace Mesascope.Runs;

/// <summary><c>manifest.json</c>: what a run was asked to do, with which version. Enough to run it again.</summary>
public sealed record Manifest
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format of this run folder.</summary>
    public required int Format { get; init; }

    /// <summary>What kind of run: <c>audit</c>, <c>grow</c> or <c>replicate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>The subject as the command line names it.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 of the subject's weights, or of its description where it has none.</summary>
    public required string SubjectDigest { get; init; }

    /// <summary>The world it is audited in.</summary>
    public required string World { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The audits, in the battery's order.</summary>
    public required IReadOnlyList<string> Audits { get; init; }

    /// <summary>Level, in (0, 1).</summary>
    public required double Alpha { get; init; }

    /// <summary>Margin, in [0, 1).</summary>
    public required double Margin { get; init; }

    /// <summary>Most pairs per audit, at least 1.</summary>
    public required int Budget { get; init; }

    /// <summary>False where every audit runs to its budget.</summary>
    public required bool EarlyStop { get; init; }

    /// <summary>What else the outcome depends on, such as how a chat model's replies are drawn; null where nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>What to type to run it again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The git commit of the program, where it is known.</summary>
    public string? GitCommit { get; init; }

    /// <summary>When it was begun, UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>Operating system, processor architecture and runtime; no host name.</summary>
    public required string Host { get; init; }
}
