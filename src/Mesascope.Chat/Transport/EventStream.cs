using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Chat;

/// <summary>A reply that came as server-sent events although no stream was asked for, put together again.</summary>
internal static class EventStream
{
    private static readonly string[] Fields = ["data:", "event:", "id:", "retry:", ":"];

    /// <summary>True where a text is one: comments that keep a connection alive count.</summary>
    public static bool Is(string text) => Fields.Any(field => text.StartsWith(field, StringComparison.Ordinal));

    /// <summary>The reply as if it had come in one piece.</summary>
    /// <exception cref="JsonException">An event of it is no JSON.</exception>
    public static JsonDocument Parse(string text)
    {
        List<string> events = [.. Events(text)];
        if (events.Count == 1) return ReplyText.ParseKindly(events[0]);
        JsonObject whole = [];
        foreach (string one in events)
        {
            using JsonDocument document = ReplyText.ParseKindly(one);
            if (JsonNode.Parse(document.RootElement.GetRawText()) is JsonObject part) Add(whole, part);
        }
        return JsonDocument.Parse(whole.ToJsonString());
    }

    // The data of each event. Behind comments there may also stand a whole reply that is no event.
    private static IEnumerable<string> Events(string text)
    {
        var data = new List<string>();
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r')).Append(""))
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)) data.Add(line[5..].TrimStart(' '));
            else if (line.Length > 0 && !Is(line)) data.Add(line);
            else if (line.Length == 0 && data.Count > 0)
            {
                // Some servers forget the empty line between two events.
                string joined = string.Join('\n', data);
                foreach (string one in IsWhole(joined) ? [joined] : data.ToArray())
                    if (one.Trim() is { Length: > 0 } said and not "[DONE]") yield return said;
                data.Clear();
            }
        }
    }

    private static bool IsWhole(string json)
    {
        try
        {
            using JsonDocument _ = ReplyText.ParseKindly(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Add(JsonObject whole, JsonObject part)
    {
        foreach ((string name, JsonNode? value) in part)
            if (name != "choices" && value is not null) whole[name] = value.DeepClone();
        if (part["choices"] is not JsonArray { Count: > 0 } choices || choices[0] is not JsonObject choice) return;
        if (whole["choices"] is not JsonArray { Count: > 0 } known || known[0] is not JsonObject at) whole["choices"] = new JsonArray(at = []);
        foreach ((string name, JsonNode? value) in choice)
            if (name is not ("delta" or "message" or "logprobs") && value is not null) at[name] = value.DeepClone();
        // What comes whole, comes last and says it all; what comes in pieces is joined.
        if (choice["message"] is JsonObject message) at["message"] = message.DeepClone();
        else if (choice["delta"] is JsonObject delta) Join(at["message"] as JsonObject ?? Begun(at, "message"), delta);
        if (choice["logprobs"] is JsonObject tokens) Join(at["logprobs"] as JsonObject ?? Begun(at, "logprobs"), tokens);
    }

    private static JsonObject Begun(JsonObject at, string name)
    {
        var begun = new JsonObject();
        at[name] = begun;
        return begun;
    }

    private static void Join(JsonObject at, JsonObject piece)
    {
        foreach ((string name, JsonNode? value) in piece)
        {
            if (value is null) continue;
            if (at[name] is not { } before) at[name] = name == "tool_calls" ? CallsOf(value) : value.DeepClone();
            else if (name == "tool_calls" && before is JsonArray calls) JoinCalls(calls, value);
            else if (before is JsonValue text && value is JsonValue more && text.TryGetValue(out string? said) && more.TryGetValue(out string? goesOn)) at[name] = name is "role" or "id" or "type" or "name" ? said : said + goesOn;
            else if (before is JsonArray list && value is JsonArray further) foreach (JsonNode? one in further) list.Add(one?.DeepClone());
            else if (before is JsonObject inside && value is JsonObject insidePiece) Join(inside, insidePiece);
        }
    }

    private static JsonArray CallsOf(JsonNode pieces)
    {
        var calls = new JsonArray();
        JoinCalls(calls, pieces);
        return calls;
    }

    // Pieces of the same call bear its index; where a server gives none, each new id begins a call.
    private static void JoinCalls(JsonArray calls, JsonNode pieces)
    {
        foreach (JsonObject piece in (pieces as JsonArray ?? []).OfType<JsonObject>())
        {
            string? index = piece["index"]?.ToJsonString(), id = piece["id"]?.ToJsonString();
            JsonObject? call = calls.OfType<JsonObject>().LastOrDefault(known => index is not null ? known["index"]?.ToJsonString() == index : id is null || known["id"]?.ToJsonString() == id);
            if (call is null) calls.Add(piece.DeepClone());
            else Join(call, piece);
        }
    }
}
