namespace Mesascope.Cli;

/// <summary>How fast one thing went.</summary>
internal sealed record SpeedRow
{
    /// <summary>The world's name.</summary>
    public required string World { get; init; }

    /// <summary><c>world</c> (rules under random actions), <c>agent</c> (rules, observation and network), <c>agent-dense</c> (the same, every input multiplied) or <c>generation</c> (a whole generation of OpenAI-ES); on a card also <c>agent-gru</c> and <c>generation-gru</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of the processor at work.</summary>
    public required int Threads { get; init; }

    /// <summary>Individuals, each with weights of its own; 1 where there is no network.</summary>
    public required int Population { get; init; }

    /// <summary>Episodes of each individual.</summary>
    public required int Episodes { get; init; }

    /// <summary>Hidden units; null where there is no network.</summary>
    public int? Hidden { get; init; }

    /// <summary>Steps of all episodes together; the median over the rounds.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Steps per second of processor time, all threads together; the median over the rounds. Null on other devices.</summary>
    public double? StepsPerProcessorSecond { get; init; }

    /// <summary>The same in the best round: what a quiet machine would come nearest to.</summary>
    public double? BestStepsPerProcessorSecond { get; init; }

    /// <summary>The share of what this machine can do in arithmetic at best, of floats where a network plays and of whole numbers for the rules alone, in [0, 1]; null where the operations of a step have not been counted. See docs/methods/speed.md.</summary>
    public double? ShareOfLimit { get; init; }

    /// <summary>What it is compared with, measured in turn with it in the same rounds; null where nothing is.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>How many times as fast; the median of the rounds' ratios. On one thread by processor time, on several by the wall clock.</summary>
    public double? Ratio { get; init; }

    /// <summary>The 95 % interval of that median: lower end, null for fewer than 6 rounds.</summary>
    public double? RatioLow { get; init; }

    /// <summary>Its upper end.</summary>
    public double? RatioHigh { get; init; }
}

/// <summary>All rows of one run, and where they were measured.</summary>
/// <param name="Version">Of this program.</param>
/// <param name="Machine">Operating system, architecture and runtime; no host name.</param>
/// <param name="Processors">How many there are.</param>
/// <param name="Rounds">How often each thing was timed in turn with the others.</param>
/// <param name="Rows">In the order in which they were measured.</param>
internal sealed record SpeedReport(string Version, string Machine, int Processors, int Rounds, IReadOnlyList<SpeedRow> Rows);
