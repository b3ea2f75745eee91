using System.Text.Json.Serialization;

namespace Mesascope.Conversations;

/// <summary>What a model answered.</summary>
/// <param name="Text">The text; empty where it only called tools.</param>
public sealed record Reply(string Text)
{
    /// <summary>The tools it called, in order; empty where none.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>For each of its first tokens, the likeliest tokens there; null where the server gives no probabilities.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TokenChoice>? Tokens { get; init; }

    /// <summary>Why it ended, as the server says: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>; null where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FinishReason { get; init; }

    /// <summary>Sampling parameters that the server did not take and that were left out, such as <c>seed</c>; null where all were sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Without { get; init; }

    /// <summary>True where it was taken over from another run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Reused { get; init; }

    /// <summary>Tokens read, as the server counts; 0 where it does not.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written, as the server counts; 0 where it does not.</summary>
    public int OutputTokens { get; init; }

    /// <summary>True where the server did not count the tokens, and they were estimated from the characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }

    /// <summary>The fields of the message that its server sent and we do not know, such as <c>reasoning_content</c>, as a JSON object; some servers want them back. Null where none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Extra { get; init; }
}

/// <summary>One place in a reply: the token that stands there, and the likeliest ones with their log-probabilities (natural, at most 0).</summary>
/// <param name="Token">The token that was drawn.</param>
/// <param name="Likeliest">Token and log-probability, likeliest first.</param>
public sealed record TokenChoice(string Token, IReadOnlyList<TokenProbability> Likeliest);

/// <summary>A token that could have stood there.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="LogProbability">Natural logarithm, at most 0.</param>
public sealed record TokenProbability(string Token, double LogProbability);
