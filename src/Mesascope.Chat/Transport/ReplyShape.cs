using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>What a whole reply of a server looks like from outside: a JSON object with a list of parts that is not empty.</summary>
/// <param name="List">The name of the list: <c>choices</c>, or <c>content</c>.</param>
/// <param name="MayBeEmpty">True where a reply without any part is a reply.</param>
internal sealed record ReplyShape(string List, bool MayBeEmpty = false)
{
    /// <summary>Of an OpenAI-compatible server.</summary>
    public static ReplyShape OpenAi { get; } = new("choices");

    /// <summary>Of Anthropic's.</summary>
    public static ReplyShape Anthropic { get; } = new("content", MayBeEmpty: true);

    /// <summary>Looks at the bytes of a reply.</summary>
    /// <exception cref="ServerException">It is no reply; the message says what is wrong, in the same words for the same fault.</exception>
    public void Check(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> start = body.TrimStart(" \t\r\n\ufeff"u8);
        if (start.IsEmpty) throw new ServerException(ServerFault.Malformed, "the reply was empty");
        if (start[0] == '<') throw new ServerException(ServerFault.Malformed, "the server sent a page instead of a reply");
        try
        {
            CheckObject(start);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new ServerException(ServerFault.Malformed, "the reply was not JSON", problem);
        }
    }

    private void CheckObject(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new ServerException(ServerFault.Malformed, "the reply was not a JSON object");
        string? problem = $"the reply held no {List}";
        bool isError = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isList = reader.ValueTextEquals(List), mayBeError = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isList)
            {
                if (reader.TokenType != JsonTokenType.StartArray) problem = $"the reply's {List} were of the wrong type";
                else
                {
                    Utf8JsonReader first = reader;
                    first.Read();
                    problem = first.TokenType == JsonTokenType.EndArray ? MayBeEmpty ? null : $"the reply held no {List}" : first.TokenType == JsonTokenType.StartObject ? null : $"the reply's {List} were of the wrong type";
                }
            }
            isError |= mayBeError && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
            reader.Skip();
        }
        while (reader.Read()) { } // whatever follows must be nothing
        if (problem is not null) throw new ServerException(ServerFault.Malformed, isError ? "the server sent an error instead of a reply" : problem);
    }
}
