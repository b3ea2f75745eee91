using System.Globalization;
using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>An experiment, its types hidden: what <c>mesascope list replications</c> lists and <c>mesascope replicate</c> runs.</summary>
public abstract record Experiment
{
    /// <summary>The name on the command line: <c>meg</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it was published, or what it follows.</summary>
    public required string Source { get; init; }

    /// <summary>What it costs on two cores: "1 s", "30 min".</summary>
    public required string Cost { get; init; }

    /// <summary><see cref="Cost"/> as a time.</summary>
    internal TimeSpan UsualTime => Cost.Split(' ') is [string number, "s" or "min" or "h"] parts ? TimeSpan.FromSeconds(int.Parse(number, CultureInfo.InvariantCulture) * (parts[1] switch { "s" => 1, "min" => 60, _ => 3600 })) : throw new FormatException($"A cost is written \"30 s\", \"5 min\" or \"2 h\"; {Name} says \"{Cost}\".");

    /// <summary>True where the set-up is ours and no figures were published for it: a study, and no replication.</summary>
    public bool IsStudy { get; init; }

    /// <summary><c>study</c> or <c>replication</c>.</summary>
    public string Kind => IsStudy ? "study" : "replication";

    /// <summary>What can be set.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The set-up that it would run with, all checked; nothing is run.</summary>
    /// <param name="given">Parameters by name, as typed; those not given keep their defaults.</param>
    /// <param name="quick">Smaller where the experiment knows a smaller version.</param>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range, or two do not fit together; the message says what they may be.</exception>
    public abstract Plan Plan(IReadOnlyDictionary<string, string> given, bool quick = false);

    /// <summary>Runs it with these parameters, in memory.</summary>
    /// <param name="given">By name, as typed; those not given keep their defaults.</param>
    /// <param name="quick">Smaller where the experiment knows a smaller version.</param>
    /// <param name="cancellationToken">Looked at between units of work.</param>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range; the message lists those there are.</exception>
    public Tables With(IReadOnlyDictionary<string, string> given, bool quick = false, CancellationToken cancellationToken = default) => Plan(given, quick).Run(null, null, cancellationToken);
}

/// <summary>An experiment with its set-up, ready to run.</summary>
/// <param name="Settings">Every parameter with its value, as typed.</param>
public abstract record Plan(IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Runs every cell that the folder does not hold, and analyses all: the same tables for the same set-up, whoever did which cell, on any number of threads.</summary>
    /// <param name="folder">Where cells and artifacts are kept; created where it is absent. Null: in memory, and artifacts are not kept.</param>
    /// <param name="watcher">Told when a cell is done, and how far a cell is.</param>
    /// <param name="cancellationToken">Looked at between units of work; cells that are done are kept.</param>
    public abstract Tables Run(string? folder = null, IProgress<RunEvent>? watcher = null, CancellationToken cancellationToken = default);
}

/// <summary>An experiment: a set-up, a design that lists cells, a trial that runs one cell, and an analysis over the trials.</summary>
/// <typeparam name="TSetUp">A record whose properties are the parameters: <see cref="SetUpFields{TSetUp}"/>. A new one is the published set-up.</typeparam>
/// <typeparam name="TCell">What tells one cell from another: a record whose values make its id.</typeparam>
/// <typeparam name="TTrial">What running a cell comes to: a record that JSON can hold, with the numbers that the analysis needs.</typeparam>
public sealed record Experiment<TSetUp, TCell, TTrial> : Experiment
    where TSetUp : class, new()
    where TCell : notnull
    where TTrial : class
{
    /// <summary>The small version, for a first look; null for the same.</summary>
    public TSetUp? Quick { get; init; }

    /// <summary>Refuses set-ups that are wrong only together; throws <see cref="ArgumentException"/>. It costs next to nothing.</summary>
    public Action<TSetUp>? Check { get; init; }

    /// <summary>The cells, in the order of the analysis; may be lazy. No two have one id.</summary>
    public required Func<TSetUp, IEnumerable<TCell>> Design { get; init; }

    /// <summary>More cells, which only the trials of <see cref="Design"/> can tell: they are run after those, and analysed behind them. Null for none.</summary>
    public Func<TSetUp, IReadOnlyList<(TCell Cell, TTrial Trial)>, IEnumerable<TCell>>? Then { get; init; }

    /// <summary>Runs one cell. It depends on the set-up and the cell alone, and looks at <see cref="Trial.Token"/> between units of work that take a second or so.</summary>
    public required Func<TSetUp, TCell, Trial, TTrial> Trial { get; init; }

    /// <summary>Makes the tables of the trials, which come in the order of the design.</summary>
    public required Func<TSetUp, IReadOnlyList<(TCell Cell, TTrial Trial)>, Tables> Analyse { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => SetUpFields<TSetUp>.Parameters(Quick);

    /// <inheritdoc/>
    public override Plan Plan(IReadOnlyDictionary<string, string> given, bool quick = false)
    {
        (TSetUp setUp, IReadOnlyDictionary<string, string> settings) = SetUpFields<TSetUp>.Read(Name, given, quick ? Quick : null);
        Check?.Invoke(setUp);
        return new Planned(this, setUp, settings);
    }

    /// <summary>Runs it with a set-up of one's own, in memory.</summary>
    public Tables Run(TSetUp setUp, CancellationToken cancellationToken = default) => new Planned(this, setUp, SetUpFields<TSetUp>.Settings(setUp)).Run(null, null, cancellationToken);

    private sealed record Planned(Experiment<TSetUp, TCell, TTrial> Experiment, TSetUp SetUp, IReadOnlyDictionary<string, string> Settings) : Plan(Settings)
    {
        public override Tables Run(string? folder, IProgress<RunEvent>? watcher, CancellationToken cancellationToken)
        {
            using var trials = Trials<TTrial>.Open(folder);
            (TCell, TTrial)[] done = Done(trials, Experiment.Design(SetUp), watcher, cancellationToken);
            if (Experiment.Then is { } then) done = [.. done, .. Done(trials, then(SetUp, done), watcher, cancellationToken)];
            return Experiment.Analyse(SetUp, done);
        }

        private (TCell, TTrial)[] Done(Trials<TTrial> trials, IEnumerable<TCell> design, IProgress<RunEvent>? watcher, CancellationToken cancellationToken)
        {
            TCell[] cells = [.. design];
            TTrial[] done = trials.All([.. cells.Select(CellId.Of)], (i, trial) => Experiment.Trial(SetUp, cells[i], trial), watcher, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return [.. cells.Zip(done)];
        }
    }
}
