namespace Mesascope.Runs;

/// <summary>What happens in a run while it is made: the one shape of progress, which the terminal shows and <c>events.jsonl</c> keeps for whoever follows it.</summary>
/// <param name="Kind">What kind of event.</param>
/// <param name="Done">The share of the run that is done, in [0, 1].</param>
/// <param name="What">What it is at, in words: "no-chest-left: 212 pairs".</param>
public sealed record RunEvent(RunEventKind Kind, double Done, string What)
{
    /// <summary>The unit of work that it is about, such as an audit, a cell or a generation; null where about the whole.</summary>
    public string? Unit { get; init; }

    /// <summary>Numbers by name, as they stand: <c>effect</c>, <c>low</c>, <c>high</c>; null for none.</summary>
    public IReadOnlyDictionary<string, double>? Figures { get; init; }

    /// <summary>Seconds since this process began or resumed the run; set by whoever keeps the event.</summary>
    public double Seconds { get; init; }
}

/// <summary>Kinds of <see cref="RunEvent"/>.</summary>
public enum RunEventKind
{
    /// <summary>The run was begun or resumed.</summary>
    Begun,

    /// <summary>Numbers as they stand; many of a second are kept as one.</summary>
    Figure,

    /// <summary>A unit of work is done and will not be done again.</summary>
    UnitDone,

    /// <summary>Something to know that changes nothing.</summary>
    Note,

    /// <summary>The run is finished.</summary>
    Ended,
}
