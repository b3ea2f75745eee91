using System.Text.Json.Serialization;

namespace Mesascope.Runs;

/// <summary><c>usage.json</c>: what a run has cost so far. It is no part of the findings, which hold neither clock nor cost.</summary>
/// <param name="Calls">Replies that were had.</param>
/// <param name="TokensSent">Tokens sent, as the server counted them; estimated from the characters where it does not.</param>
/// <param name="TokensReceived">Tokens received, as the server counted them.</param>
/// <param name="Dollars">The cost at the price that was given; null where none was.</param>
/// <param name="Seconds">Wall-clock time of the last part of the run.</param>
public sealed record RunUsage(long Calls, long TokensSent, long TokensReceived, double? Dollars, double Seconds)
{
    /// <summary>Replies that called no tool; null where the run did not count them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TextReplies { get; init; }

    /// <summary>Those of <see cref="TextReplies"/> that came with the probabilities of their tokens: two runs are compared only where both were read alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WithProbabilities { get; init; }

    private const string FileName = "usage.json";

    /// <summary>Reads the usage of a run; null where none is kept.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunUsage? Read(string folder) => RunFiles.Read<RunUsage>(folder, FileName);

    /// <summary>Writes it beside the findings.</summary>
    public void Save(string folder) => RunFiles.Write(folder, FileName, this);
}
