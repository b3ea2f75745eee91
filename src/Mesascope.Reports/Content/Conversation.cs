using System.Text.Json;

namespace Mesascope.Reports;

/// <summary>One message of a recorded conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">What was said; for tools that were called, their names and arguments.</param>
public sealed record Said(string Role, string Text)
{
    /// <summary>The messages of a transcript: a JSON array of objects with role, content and calls. Null where it is none, as the moves of an agent are not.</summary>
    public static IReadOnlyList<Said>? Read(string transcript)
    {
        try
        {
            if (!transcript.StartsWith('[')) return null;
            using var json = JsonDocument.Parse(transcript);
            return [.. json.RootElement.EnumerateArray().Select(Of)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Said Of(JsonElement message)
    {
        string text = message.GetProperty("content").GetString() ?? "";
        if (message.TryGetProperty("calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array)
            text = string.Join('\n', calls.EnumerateArray().Select(call => $"→ {call.GetProperty("name").GetString()}({call.GetProperty("arguments").GetString()})").Prepend(text).Where(line => line.Length > 0));
        return new Said(message.GetProperty("role").GetString() ?? "", text);
    }
}
