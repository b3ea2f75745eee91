using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Conversations;

namespace Mesascope.Runs;

/// <summary>One arm of a pair as a sample of an Inspect log.</summary>
internal static class InspectSample
{
    /// <summary>Writes it as the next value.</summary>
    public static void Write(Utf8JsonWriter writer, ExportedRun run, PairRecord pair, bool treated, ArmRecord arm)
    {
        IReadOnlyList<Message> messages = run.Messages(pair, treated, arm.Transcript);
        string id = InspectLog.IdOf(pair, treated), said = messages.LastOrDefault(message => message.Role == Role.Assistant)?.Content ?? "";
        JsonArray written = Messages(messages, id, run.Result.Subject);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteNumber("epoch", 1);
        writer.WriteString("input", messages.FirstOrDefault(message => message.Role == Role.User)?.Content ?? "");
        writer.WriteString("target", "");
        InspectLog.Write(writer, "messages", written);
        InspectLog.Write(writer, "output", Output(run.Result.Subject, written, said));
        WriteScore(writer, arm, said);
        InspectLog.Write(writer, "metadata", Metadata(run, pair, treated));
        foreach (string empty in (string[])["store", "model_usage"]) InspectLog.Write(writer, empty, new JsonObject());
        InspectLog.Write(writer, "events", new JsonArray());
        writer.WriteString("uuid", id);
        writer.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter writer, ArmRecord arm, string said)
    {
        writer.WriteStartObject("scores");
        writer.WriteStartObject(InspectLog.Scorer);
        writer.WritePropertyName("value");
        if (arm.Outcome is { } outcome) writer.WriteNumberValue(outcome);
        else writer.WriteRawValue("NaN", skipInputValidation: true);
        writer.WriteString("answer", said);
        if (arm.MissingBecause is { } because) writer.WriteString("explanation", because);
        InspectLog.Write(writer, "metadata", new JsonObject());
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static JsonObject Metadata(ExportedRun run, PairRecord pair, bool treated)
    {
        var metadata = new JsonObject
        {
            ["pair_id"] = string.Create(CultureInfo.InvariantCulture, $"{pair.Audit}/{pair.Index}"),
            ["arm"] = treated ? "treated" : "control",
            ["factor"] = pair.Audit.Replace('-', ' '),
            ["wording"] = pair.Strata?.GetValueOrDefault("wording"),
            ["family"] = pair.Strata?.GetValueOrDefault("family"),
            ["audit"] = pair.Audit,
            ["counted"] = run.Counts(pair),
        };
        foreach ((string kind, string value) in pair.Strata ?? new Dictionary<string, string>()) metadata.TryAdd(kind, value);
        return metadata;
    }

    private static JsonObject Output(string model, JsonArray messages, string said)
    {
        JsonNode? last = messages.LastOrDefault(message => (string?)message!["role"] == "assistant");
        var choices = new JsonArray();
        if (last is not null) choices.Add(new JsonObject { ["message"] = last.DeepClone(), ["stop_reason"] = last["tool_calls"] is null ? "stop" : "tool_calls" });
        return new JsonObject { ["model"] = model, ["choices"] = choices, ["completion"] = said };
    }

    private static JsonArray Messages(IReadOnlyList<Message> messages, string sample, string model)
    {
        Dictionary<string, string> functions = messages.SelectMany(message => message.Calls ?? []).GroupBy(call => call.Id).ToDictionary(calls => calls.Key, calls => calls.First().Name);
        return new JsonArray([.. messages.Select((message, place) => Of(message, string.Create(CultureInfo.InvariantCulture, $"{sample}/{place}"), model, functions))]);
    }

    private static JsonObject Of(Message message, string id, string model, Dictionary<string, string> functions)
    {
        var written = new JsonObject { ["id"] = id, ["content"] = message.Content, ["source"] = message.Role == Role.Assistant ? "generate" : "input", ["role"] = message.Role.ToString().ToLowerInvariant() };
        if (message.Role == Role.Assistant) written["model"] = model;
        if (message.Role == Role.Tool)
        {
            written.Remove("source");
            written["tool_call_id"] = message.CallId;
            written["function"] = message.CallId is { } call ? functions.GetValueOrDefault(call) : null;
        }
        if (message.Calls is { } calls) written["tool_calls"] = new JsonArray([.. calls.Select(Of)]);
        return written;
    }

    // What the model wrote need not be an object; it is then kept as text, and marked.
    private static JsonObject Of(ToolCall call)
    {
        var written = new JsonObject { ["id"] = call.Id, ["function"] = call.Name, ["type"] = "function" };
        try
        {
            written["arguments"] = JsonNode.Parse(call.Arguments) as JsonObject ?? throw new JsonException("The arguments are not an object.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            written["arguments"] = new JsonObject { ["text"] = call.Arguments };
            written["parse_error"] = "The arguments are not a JSON object.";
        }
        return written;
    }
}
