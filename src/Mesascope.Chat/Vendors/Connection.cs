namespace Mesascope.Chat;

/// <summary>How a server is spoken to.</summary>
public sealed record Connection
{
    /// <summary>Most requests in flight at once, at least 1.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>The time of one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The environment variable that holds the key of a server that is not a vendor's; null for none.</summary>
    public string? KeyName { get; init; }

    /// <summary>Told what a user who waits should know, such as that the server loads its model; null for nobody.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Reads an environment variable. Tests put their own in.</summary>
    internal Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Where vendors are to be found instead of at their hosts. For tests.</summary>
    internal Uri? InsteadOfVendor { get; init; }

    /// <summary>How long a failing server is borne with.</summary>
    internal RetryLimits RetryLimits { get; init; } = new();

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
