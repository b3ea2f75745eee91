using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>An experiment of a single cell: one function from its settings to its tables.</summary>
public sealed record Replication : Experiment
{
    /// <summary>What can be set.</summary>
    public required IReadOnlyList<Parameter> Takes { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Takes;

    /// <summary>Refuses settings that are wrong only together; throws <see cref="ArgumentException"/>. It costs next to nothing.</summary>
    public Action<Settings>? Check { get; init; }

    /// <summary>Runs it: the same rows for the same settings, on any number of threads. It looks at the token between units of work that take a second or so.</summary>
    public required Func<Settings, ReplicationProgress?, CancellationToken, Tables> Run { get; init; }

    /// <inheritdoc/>
    public override Plan Plan(IReadOnlyDictionary<string, string> given, bool quick = false)
    {
        var settings = new Settings(Name, Parameters, given, quick);
        Check?.Invoke(settings);
        return new Planned(this, settings);
    }

    private sealed record Planned(Replication Replication, Settings All) : Plan(All.Values)
    {
        public override IEnumerable<string> Cells => ["all"];

        public override Tables Run(string? folder, IProgress<RunEvent>? watcher, CancellationToken cancellationToken) =>
            Replication.Run(All, watcher is null ? null : (done, what) => watcher.Report(RunEvent.At(done, what)), cancellationToken);
    }
}

/// <summary>Told how far a replication is.</summary>
/// <param name="done">The share that is done, in [0, 1].</param>
/// <param name="what">What it is at.</param>
public delegate void ReplicationProgress(double done, string what);
