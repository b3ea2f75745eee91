using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesascope.Conversations;

/// <summary>A conversation as the run records it: a JSON array of messages in one string.</summary>
public static class Transcript
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The messages as text.</summary>
    public static string Write(IReadOnlyList<Message> messages) => JsonSerializer.Serialize(messages, Options);

    /// <summary>The messages of a text; null where it is none.</summary>
    public static IReadOnlyList<Message>? Read(string text)
    {
        try
        {
            return text.StartsWith('[') ? JsonSerializer.Deserialize<List<Message>>(text, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
