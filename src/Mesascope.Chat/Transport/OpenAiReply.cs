using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>A reply of an OpenAI-compatible server, written again as the vendor's library wants it. What does not matter (<c>created</c>, <c>index</c>, <c>role</c>, ids) is not read; what does is taken in every form that servers send.</summary>
/// <remarks>Fields of the message that nobody else knows, such as <c>reasoning_content</c> and <c>extra_content</c>, go into <see cref="Extras"/>, so that they can be sent back.</remarks>
internal static class OpenAiReply
{
    /// <summary>Where the written reply holds what the library has no place for.</summary>
    public const string Extras = "mesascope";

    /// <summary>What stands in the place of an id that a call lacks.</summary>
    public const string NoId = "none";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Known = ["role", "content", "tool_calls", "function_call", "refusal", "annotations", "audio", "images"], KnownOfCall = ["id", "type", "function", "index", "name", "arguments"];

    /// <summary>Writes the reply again.</summary>
    /// <param name="body">As it came, unpacked.</param>
    /// <param name="charset">The character set that the server names; null where it names none.</param>
    /// <param name="key">The key, to be struck out of what the server says.</param>
    /// <exception cref="ServerException">It is no reply, or an error in the place of one.</exception>
    public static ArraySegment<byte> Normalise(ArraySegment<byte> body, string? charset, string? key)
    {
        using JsonDocument document = ReplyText.Parse(body, charset);
        JsonElement root = document.RootElement is { ValueKind: JsonValueKind.Array } wrapped && wrapped.GetArrayLength() > 0 ? wrapped[0] : document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new ServerException(ServerFault.Malformed, "the reply was not a JSON object");
        JsonElement? first = First(root, out string? problem);
        if (ServerError.Inside(root, first is not null, key) is { } error) throw error;
        if (first is not { } choice) throw new ServerException(ServerFault.Malformed, problem!);
        if (ServerError.Inside(choice, isReply: true, key) is { } broken) throw broken;
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, body.Count));
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, root, choice);
        return buffer.WrittenMemory.ToArray();
    }

    // The first choice; null where there is none, and why.
    private static JsonElement? First(JsonElement root, out string? problem)
    {
        problem = "the reply held no choices";
        if (Of(root, "choices") is not { } choices) return null;
        if (choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() == 0) return null;
        problem = "the reply's choices were of the wrong type";
        return choices.ValueKind == JsonValueKind.Array && choices[0].ValueKind == JsonValueKind.Object ? choices[0] : null;
    }

    private static void Write(Utf8JsonWriter json, JsonElement root, JsonElement choice)
    {
        JsonElement message = Of(choice, "message") ?? Of(choice, "delta") ?? choice; // text completions have the text in the choice
        if (message.ValueKind != JsonValueKind.Object) throw new ServerException(ServerFault.Malformed, "the reply was not what a chat model sends");
        JsonElement[] calls = [.. CallsOf(message)];
        string? ended = FinishReason.Of(Of(choice, "finish_reason") ?? Of(choice, "stop_reason"), calls.Length > 0);
        json.WriteStartObject();
        json.WriteString("id", "");
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", 0);
        json.WriteString("model", "");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("finish_reason", ended ?? "stop");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", ReplyContent.Of(message));
        if (calls.Length > 0) WriteCalls(json, calls);
        json.WriteEndObject();
        TokenLists.Write(json, Of(choice, "logprobs"));
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, root);
        json.WriteStartObject(Extras);
        json.WriteString("ended", ended);
        if (message.TryGetProperty("content", out _) || calls.Length > 0) WriteUnknown(json, "message", message, Known);
        json.WriteStartArray("calls");
        foreach (JsonElement call in calls)
        {
            json.WriteStartObject();
            WriteUnknown(json, "call", call, KnownOfCall);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A list; or one alone; or the single call of an older form.
    private static IEnumerable<JsonElement> CallsOf(JsonElement message)
    {
        if (Of(message, "tool_calls") is { } several)
            foreach (JsonElement call in several.ValueKind == JsonValueKind.Array ? several.EnumerateArray() : [])
                if (call.ValueKind == JsonValueKind.Object) yield return call;
        if (Of(message, "tool_calls") is { ValueKind: JsonValueKind.Object } alone) yield return alone;
        if (Of(message, "tool_calls") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            if (Of(message, "function_call") is { ValueKind: JsonValueKind.Object } older && Of(older, "name") is { ValueKind: JsonValueKind.String }) yield return older;
    }

    private static void WriteCalls(Utf8JsonWriter json, JsonElement[] calls)
    {
        json.WriteStartArray("tool_calls");
        foreach (JsonElement call in calls)
        {
            JsonElement function = Of(call, "function") is { ValueKind: JsonValueKind.Object } inside ? inside : call;
            json.WriteStartObject();
            json.WriteString("id", Of(call, "id") is { } id && Plain(id) is { Length: > 0 } written ? written : NoId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", Of(function, "name") is { } name ? Plain(name) : "");
            json.WriteString("arguments", Of(function, "arguments") is { } arguments && Plain(arguments) is { Length: > 0 } text ? text : "{}");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Counts in any type, by either pair of names.
    private static void WriteUsage(Utf8JsonWriter json, JsonElement root)
    {
        if (Of(root, "usage") is not { ValueKind: JsonValueKind.Object } usage) return;
        long read = Count(usage, "prompt_tokens", "input_tokens"), written = Count(usage, "completion_tokens", "output_tokens");
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", read);
        json.WriteNumber("completion_tokens", written);
        json.WriteNumber("total_tokens", read + written);
        json.WriteEndObject();
    }

    private static long Count(JsonElement usage, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (Of(usage, name) is { } value && TokenLists.Number(value) is >= 0 and <= int.MaxValue and var count) return (long)count;
        return 0;
    }

    private static void WriteUnknown(Utf8JsonWriter json, string name, JsonElement at, string[] known)
    {
        json.WriteStartObject(name);
        foreach (JsonProperty property in at.EnumerateObject())
            if (property.Value.ValueKind != JsonValueKind.Null && !known.Contains(property.Name)) property.WriteTo(json);
        json.WriteEndObject();
    }

    // A text as it is, anything else as JSON.
    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static JsonElement? Of(JsonElement at, string name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
