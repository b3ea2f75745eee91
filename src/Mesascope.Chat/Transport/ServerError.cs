using System.Text;
using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>What a server says of its own failure; hostile text, cut short and on one line.</summary>
/// <param name="Said">In words; null where it said nothing.</param>
/// <param name="Code">As a code: <c>insufficient_quota</c>; null where there is none.</param>
/// <param name="Parameter">The parameter of the request that it names; null where none.</param>
internal sealed record ServerError(string? Said, string? Code, string? Parameter)
{
    private const int MostCharacters = 200;

    /// <summary>Reads <c>{"error": {"message", "code", "param"}}</c>, <c>{"error": "…"}</c>, <c>{"message": "…"}</c> or plain text; of a page nothing.</summary>
    /// <param name="body">The body of the answer.</param>
    /// <param name="key">Struck out where the server repeats it.</param>
    public static ServerError Read(ReadOnlySpan<byte> body, string? key)
    {
        string text = Encoding.UTF8.GetString(body).Trim();
        if (text.Length == 0 || text[0] == '<') return new ServerError(null, null, null);
        if (text[0] != '{') return new ServerError(Short(text, key), null, null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement at = document.RootElement;
            if (at.TryGetProperty("error", out JsonElement error)) at = error;
            if (at.ValueKind == JsonValueKind.String) return new ServerError(Short(at.GetString()!, key), null, null);
            if (at.ValueKind != JsonValueKind.Object) return new ServerError(null, null, null);
            return new ServerError(Text(at, "message") is { } said ? Short(said, key) : null, Text(at, "code") ?? Text(at, "type"), Text(at, "param"));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return new ServerError(null, null, null);
        }
    }

    private static string? Text(JsonElement at, string name) => at.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string text, string? key)
    {
        if (!string.IsNullOrEmpty(key)) text = text.Replace(key, "***", StringComparison.Ordinal);
        string line = string.Join(' ', text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostCharacters ? line : line[..MostCharacters] + "…";
    }
}
