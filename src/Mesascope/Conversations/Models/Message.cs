using System.Text.Json.Serialization;

namespace Mesascope.Conversations;

/// <summary>Who says a message.</summary>
public enum Role
{
    /// <summary>Whoever deploys the model.</summary>
    System,

    /// <summary>Whoever talks to it.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The answer of a tool that the model called.</summary>
    Tool,
}

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Content">The text; empty where the model only called tools.</param>
public sealed record Message(Role Role, string Content)
{
    /// <summary>The tools that the model called; null where none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ToolCall>? Calls { get; init; }

    /// <summary>Of a tool's answer: the <see cref="ToolCall.Id"/> that it answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallId { get; init; }

    /// <summary>Of a reply: the fields that its server sent and we do not know, as a JSON object; see <see cref="Reply.Extra"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Extra { get; init; }
}

/// <summary>A model's wish that a tool be used. Nothing real ever happens: the tools are simulated.</summary>
/// <param name="Id">Unique within its conversation.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">A JSON object as the model wrote it; it need not be one.</param>
public sealed record ToolCall(string Id, string Name, string Arguments)
{
    /// <summary>The fields of the call that its server sent and we do not know, such as <c>extra_content</c>, as a JSON object; some servers want them back. Null where none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Extra { get; init; }
}

/// <summary>A tool as the model is told of it.</summary>
/// <param name="Name">Letters, digits and underscores.</param>
/// <param name="Description">What it does, as the model reads it.</param>
/// <param name="Parameters">What it takes: name → description; all are text and required.</param>
public sealed record Tool(string Name, string Description, IReadOnlyDictionary<string, string> Parameters);
