using System.Text;
using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>What a server says of its own failure; hostile text, cut short and on one line.</summary>
/// <param name="Said">In words; null where it said nothing.</param>
/// <param name="Code">As a code: <c>insufficient_quota</c>; null where there is none.</param>
/// <param name="Parameter">The parameter of the request that it names; null where none.</param>
/// <param name="Status">The HTTP status that it names in the body, in [400, 599]; null where none.</param>
internal sealed record ServerError(string? Said, string? Code, string? Parameter, int? Status = null)
{
    private const int MostCharacters = 200, MostNested = 6;

    // Where servers and whoever stands before them put their words, the likeliest first.
    private static readonly string[] Places = ["error", "message", "detail", "errors", "msg", "error_message", "error_msg", "error_description", "Message", "reason", "title", "description"];

    /// <summary>Reads an error in any of the shapes that servers give it: <c>{"error": {"message", "code", "param"}}</c>, <c>{"detail": [{"loc", "msg"}]}</c>, one inside the other, in a list, as a text that is JSON itself, or plain text; of a page nothing.</summary>
    /// <param name="body">The body of the answer.</param>
    /// <param name="key">Struck out where the server repeats it.</param>
    public static ServerError Read(ReadOnlySpan<byte> body, string? key)
    {
        string text = Encoding.UTF8.GetString(body).Trim('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.StartsWith("data:", StringComparison.Ordinal)) text = text[5..].Trim();
        if (text.Length == 0 || text[0] == '<') return new ServerError(null, null, null);
        return Parsed(text) is { } parsed ? Read(parsed, key) : new ServerError(text[0] is '{' or '[' ? null : Short(text, key), null, null);
    }

    /// <summary>The error inside a body that came as if all were well; null where there is none.</summary>
    /// <param name="at">The body, or a choice of it.</param>
    /// <param name="isReply">True where there is a reply beside it, which counts unless the error says something.</param>
    /// <param name="key">Struck out where the server repeats it.</param>
    public static ServerException? Inside(JsonElement at, bool isReply, string? key)
    {
        bool named = at.TryGetProperty("error", out JsonElement inside) && inside.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String;
        if (!named && isReply) return null;
        ServerError error = Read(named ? inside : at, key);
        if (error is { Said: null, Status: null } && (isReply || !named)) return null;
        int? status = error.Status ?? (named ? StatusAt(at) : null);
        string message = status is { } known ? FormattableString.Invariant($"the server answered {known}") : "the server sent an error instead of a reply";
        return error.As(ServerFaults.Of(status, error), message);
    }

    /// <summary>The exception that it amounts to.</summary>
    public ServerException As(ServerFault fault, string message, TimeSpan? retryAfter = null) => new(fault, message) { RetryAfter = retryAfter, Said = Said, Parameter = Parameter };

    private static ServerError Read(JsonElement at, string? key) => new(Words(at, 0) is { } said ? Short(said, key) : null, Find(at, CodeAt, 0), Find(at, ParameterAt, 0), Find(at, StatusAt, 0));

    private static string? Words(JsonElement at, int depth)
    {
        if (depth > MostNested) return null;
        if (at.ValueKind == JsonValueKind.String) return at.GetString() is { Length: > 0 } text ? Parsed(text) is { } nested && Words(nested, depth + 1) is { } inner ? inner : text : null;
        if (at.ValueKind == JsonValueKind.Array) return string.Join("; ", at.EnumerateArray().Take(3).Select(one => Words(one, depth + 1)).OfType<string>()) is { Length: > 0 } all ? all : null;
        if (at.ValueKind != JsonValueKind.Object) return null;
        string? said = Places.Select(place => at.TryGetProperty(place, out JsonElement value) ? Words(value, depth + 1) : null).FirstOrDefault(words => words is not null);
        // What FastAPI finds wrong stands in "loc"; what a provider behind the server said, in "raw"; why it was flagged, in "reasons".
        if (said is not null && ParameterAt(at) is { } place && !said.Contains(place, StringComparison.OrdinalIgnoreCase)) said = $"{said} ({place})";
        if (!at.TryGetProperty("metadata", out JsonElement more) || more.ValueKind != JsonValueKind.Object) return said;
        foreach (string name in (string[])["raw", "reasons"])
            if (more.TryGetProperty(name, out JsonElement value) && Words(value, depth + 1) is { } further) said = said is null ? further : $"{said}: {further}";
        return said;
    }

    // The first of its kind on the way down.
    private static T? Find<T>(JsonElement at, Func<JsonElement, T?> take, int depth)
    {
        if (depth > MostNested) return default;
        if (at.ValueKind == JsonValueKind.String) return Parsed(at.GetString()!) is { } nested ? Find(nested, take, depth + 1) : default;
        if (at.ValueKind == JsonValueKind.Array) return at.EnumerateArray().Select(one => Find(one, take, depth + 1)).FirstOrDefault(found => found is not null);
        if (at.ValueKind != JsonValueKind.Object) return default;
        if (take(at) is { } here) return here;
        return Places.Select(place => at.TryGetProperty(place, out JsonElement value) ? Find(value, take, depth + 1) : default).FirstOrDefault(found => found is not null);
    }

    private static string? CodeAt(JsonElement at) => Text(at, "code") ?? Text(at, "type");

    private static string? ParameterAt(JsonElement at)
    {
        if (Text(at, "param") is { } named) return named;
        return at.TryGetProperty("loc", out JsonElement place) && place.ValueKind == JsonValueKind.Array ? place.EnumerateArray().LastOrDefault(step => step.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } last ? last.GetString() : null : null;
    }

    private static int? StatusAt(JsonElement at)
    {
        foreach (string name in (string[])["code", "status", "status_code", "statusCode"])
            if (at.TryGetProperty(name, out JsonElement value) && TokenLists.Number(value) is >= 400 and < 600 and var status) return (int)status;
        return null;
    }

    private static JsonElement? Parsed(string text)
    {
        if (text.Length == 0 || text.TrimStart() is not ['{' or '[', ..]) return null;
        try
        {
            using JsonDocument document = ReplyText.ParseKindly(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement at, string name) => at.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Short(string text, string? key)
    {
        if (!string.IsNullOrEmpty(key)) text = text.Replace(key, "***", StringComparison.Ordinal);
        string line = string.Join(' ', text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostCharacters ? line : line[..MostCharacters] + "…";
    }
}
