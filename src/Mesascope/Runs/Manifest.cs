using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Runs;

/// <summary>Who made a run, when, and with which version: the part of <c>manifest.json</c> that every kind of run has.</summary>
public sealed record Header
{
    /// <summary>The format that this version writes; it reads format 1 too, that of version 0.1.0.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The format of this run folder.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What kind of run: <c>audit</c>, <c>grow</c>, <c>replicate</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public string Version { get; init; } = Product.Version;

    /// <summary>What to type to run it again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The git commit of the program, where it is known.</summary>
    public string? GitCommit { get; init; }

    /// <summary>When it was begun, UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>Operating system, processor architecture and runtime; no host name.</summary>
    public required string Host { get; init; }
}

/// <summary><c>manifest.json</c>: what a run was asked, and who asked. Enough to run it again.</summary>
/// <param name="Header">Who, when, and with which version.</param>
/// <param name="Question">What the outcome depends on.</param>
public sealed record Manifest<TQuestion>(Header Header, TQuestion Question) where TQuestion : Question, IQuestion<TQuestion>;

/// <summary>What a question says of its kind of run.</summary>
public interface IQuestion<TSelf>
{
    /// <summary>The kind of run, as <see cref="Header.Kind"/> has it.</summary>
    static abstract string Kind { get; }

    /// <summary>The question of a run of format 1.</summary>
    /// <param name="manifest">The whole of its manifest.</param>
    /// <exception cref="JsonException">It is none.</exception>
    static abstract TSelf OfFormat1(JsonObject manifest);
}
