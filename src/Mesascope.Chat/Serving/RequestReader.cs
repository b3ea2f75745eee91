using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>Reads the request of an OpenAI-compatible client.</summary>
internal static class RequestReader
{
    /// <summary>The request and the model that it names.</summary>
    /// <exception cref="ArgumentException">It is none; the message says what is wrong with it.</exception>
    public static (string Model, Request Request) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new ArgumentException("the request is no JSON object");
        if (body.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True) throw new ArgumentException("stream is not supported");
        if (!body.TryGetProperty("messages", out JsonElement messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0) throw new ArgumentException("messages are missing");
        var sampling = new Sampling { LogProbabilities = body.TryGetProperty("logprobs", out JsonElement asked) && asked.ValueKind == JsonValueKind.True };
        Message[] conversation = [.. messages.EnumerateArray().Select(ReadMessage)];
        Tool[] tools = body.TryGetProperty("tools", out JsonElement offered) && offered.ValueKind == JsonValueKind.Array ? [.. offered.EnumerateArray().Select(ReadTool)] : [];
        return (Text(body, "model"), new Request(conversation, tools, sampling) { Purpose = "served" });
    }

    private static Message ReadMessage(JsonElement message)
    {
        Role role = Text(message, "role") switch
        {
            "system" or "developer" => Role.System,
            "user" => Role.User,
            "assistant" => Role.Assistant,
            "tool" => Role.Tool,
            var other => throw new ArgumentException($"there is no role \"{other}\""),
        };
        ToolCall[] calls = message.TryGetProperty("tool_calls", out JsonElement called) && called.ValueKind == JsonValueKind.Array ? [.. called.EnumerateArray().Select(ReadCall)] : [];
        return new Message(role, Content(message)) { Calls = calls.Length > 0 ? calls : null, CallId = Text(message, "tool_call_id") is { Length: > 0 } id ? id : null };
    }

    private static string Content(JsonElement message)
    {
        if (!message.TryGetProperty("content", out JsonElement content)) return "";
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => Text(part, "text"))),
            _ => "",
        };
    }

    private static ToolCall ReadCall(JsonElement call) =>
        call.TryGetProperty("function", out JsonElement function) ? new ToolCall(Text(call, "id"), Text(function, "name"), Text(function, "arguments")) : throw new ArgumentException("a tool call names no function");

    private static Tool ReadTool(JsonElement tool)
    {
        if (!tool.TryGetProperty("function", out JsonElement function)) throw new ArgumentException("a tool names no function");
        var parameters = new Dictionary<string, string>();
        if (function.TryGetProperty("parameters", out JsonElement schema) && schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty property in properties.EnumerateObject()) parameters[property.Name] = Text(property.Value, "description");
        return new Tool(Text(function, "name"), Text(function, "description"), parameters);
    }

    private static string Text(JsonElement at, string name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
