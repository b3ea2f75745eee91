using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>The text of a message, in every form that servers write it in. What a model thinks is no text of its answer.</summary>
internal static class ReplyContent
{
    /// <summary>The text; empty where the message has none.</summary>
    /// <param name="message">The message, or the choice of a text completion.</param>
    public static string Of(JsonElement message)
    {
        string text = message.TryGetProperty("content", out JsonElement content) ? Text(content) : "";
        if (text.Length == 0 && message.TryGetProperty("text", out JsonElement completed)) text = Text(completed);
        // A refusal is what it answered, and names no option.
        return text.Length == 0 && message.TryGetProperty("refusal", out JsonElement refusal) ? Text(refusal) : text;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(Part)),
        JsonValueKind.Object => Part(value),
        _ => "",
    };

    // Parts of other types are thoughts, images or sounds.
    private static string Part(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object) return Text(part);
        if (part.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() is not ("text" or "output_text" or "refusal" or "")) return "";
        if (part.TryGetProperty("thought", out JsonElement thought) && thought.ValueKind == JsonValueKind.True) return "";
        foreach (string name in (string[])["text", "content", "parts", "refusal", "value"])
            if (part.TryGetProperty(name, out JsonElement text)) return Text(text);
        return "";
    }
}
