namespace Mesascope.Replications;

/// <summary><c>manifest.json</c> of a run of replications: what was asked, with which version. Enough to run it again.</summary>
public sealed record ReplicationManifest
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What <see cref="Kind"/> says.</summary>
    public const string OwnKind = "replicate";

    /// <summary>The format of this run folder.</summary>
    public required int Format { get; init; }

    /// <summary>What kind of run: <c>replicate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>The replications, in the order in which they run.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The parameters that were set, as typed.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    /// <summary>True for the small version.</summary>
    public required bool Quick { get; init; }

    /// <summary>What to type to run it again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The git commit of the program, where it is known.</summary>
    public string? GitCommit { get; init; }

    /// <summary>When it was begun, UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>Operating system, processor architecture and runtime; no host name.</summary>
    public required string Host { get; init; }

    /// <summary>Where the two ask something different, in words; null where they ask the same. How the command was spelt and when it was begun do not count.</summary>
    internal string? DifferenceFrom(ReplicationManifest other)
    {
        (string What, string Mine, string Theirs)[] questions =
        [
            ("version", Version, other.Version), ("list of replications", string.Join(",", Names), string.Join(",", other.Names)),
            ("setting", Written(Set), Written(other.Set)), ("size (--quick)", Quick ? "quick" : "full", other.Quick ? "quick" : "full"),
        ];
        foreach ((string what, string mine, string theirs) in questions)
            if (mine != theirs) return $"another {what} ({theirs}, not {mine})";
        return null;
    }

    private static string Written(IReadOnlyDictionary<string, string> set) => set.Count == 0 ? "none" : string.Join(" ", set.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"));
}

/// <summary>One replication of a run, as its file and its page hold it.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Settings">Every parameter with the value it had.</param>
/// <param name="Rows">The table.</param>
/// <param name="Plots">The pictures.</param>
public sealed record ReplicationRecord(string Name, string Summary, string Source, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<ReplicationRow> Rows, IReadOnlyList<Plot> Plots)
{
    /// <summary>True where a row missed its gate.</summary>
    public bool Missed => Rows.Any(row => row.Pass == false);
}
