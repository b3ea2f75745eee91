namespace Mesascope.Replications;

/// <summary>A published result that this program reproduces: its set-up, its parameters, and how to run it.</summary>
public sealed record Replication
{
    /// <summary>The name on the command line: <c>meg</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    /// <summary>What it costs on two cores: "1 s".</summary>
    public required string Cost { get; init; }

    /// <summary>What can be set.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Refuses settings that are wrong only together; throws <see cref="ArgumentException"/>. It costs next to nothing.</summary>
    public Action<Settings>? Check { get; init; }

    /// <summary>Runs it: the same rows for the same settings, on any number of threads. It looks at the token between units of work that take a second or so.</summary>
    public required Func<Settings, ReplicationProgress?, CancellationToken, ReplicationOutcome> Run { get; init; }

    /// <summary>The parameters it would run with, all checked; nothing is run.</summary>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range; the message says what it may be.</exception>
    public Settings SettingsOf(IReadOnlyDictionary<string, string> given, bool quick = false)
    {
        var settings = new Settings(Name, Parameters, given, quick);
        Check?.Invoke(settings);
        return settings;
    }

    /// <summary>Runs it with these parameters; those not given keep their defaults.</summary>
    /// <param name="given">By name, as typed.</param>
    /// <param name="quick">Smaller where the replication knows a smaller version.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Looked at between units of work.</param>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range; the message lists those there are.</exception>
    public ReplicationOutcome With(IReadOnlyDictionary<string, string> given, bool quick = false, ReplicationProgress? progress = null, CancellationToken cancellationToken = default) =>
        Run(SettingsOf(given, quick), progress, cancellationToken);

    /// <summary>The same as a record for its file and its page.</summary>
    public ReplicationRecord RecordWith(IReadOnlyDictionary<string, string> given, bool quick = false, ReplicationProgress? progress = null, CancellationToken cancellationToken = default)
    {
        Settings settings = SettingsOf(given, quick);
        ReplicationOutcome outcome = Run(settings, progress, cancellationToken);
        return new ReplicationRecord(Name, Summary, Source, settings.Values, outcome.Rows, outcome.Plots);
    }
}

/// <summary>Told how far a replication is.</summary>
/// <param name="done">The share that is done, in [0, 1].</param>
/// <param name="what">What it is at.</param>
public delegate void ReplicationProgress(double done, string what);

/// <summary>One parameter of a replication.</summary>
/// <param name="Name">As in <c>--set name=value</c>.</param>
/// <param name="Default">The published value.</param>
/// <param name="Values">What it may be set to.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Quick">The value under <c>--quick</c>; null for the same.</param>
/// <param name="OnlyWith">The parameter without which it does nothing: one that is <c>0</c> or <c>none</c> where what it is about is left out. Null for none.</param>
public sealed record Parameter(string Name, string Default, Domain Values, string Meaning, string? Quick = null, string? OnlyWith = null);
