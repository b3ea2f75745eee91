using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>A reply of Anthropic's: a JSON object with a list of parts, which may be empty.</summary>
internal static class AnthropicReply
{
    /// <summary>Looks at the reply, and gives it on as it is.</summary>
    /// <exception cref="ServerException">It is no reply; the message says what is wrong, in the same words for the same fault.</exception>
    public static ArraySegment<byte> Check(ArraySegment<byte> body, string? charset, string? key)
    {
        using JsonDocument document = ReplyText.Parse(body, charset);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new ServerException(ServerFault.Malformed, "the reply was not a JSON object");
        bool isReply = root.TryGetProperty("content", out JsonElement content);
        if (ServerError.Inside(root, isReply, key) is { } error) throw error;
        if (!isReply) throw new ServerException(ServerFault.Malformed, "the reply held no content");
        return content.ValueKind == JsonValueKind.Array ? body : throw new ServerException(ServerFault.Malformed, "the reply's content was of the wrong type");
    }
}
