using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Mesascope.Chat;

/// <summary>From the bytes of a body to one JSON document: byte-order marks, other character sets, event streams that nobody asked for, <c>NaN</c> and halves of characters are taken as they were meant.</summary>
internal static partial class ReplyText
{
    /// <summary>The document. What it holds is the server's and may be anything.</summary>
    /// <param name="body">The body, unpacked.</param>
    /// <param name="charset">The character set that the server names; null where it names none.</param>
    /// <exception cref="ServerException">It is no JSON; the message says what it is, in the same words for the same fault.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, string? charset)
    {
        // What nearly every server sends: parsed where it lies, without a copy.
        if (Utf8.IsValid(body.Span) && body.Span is [(byte)'{', ..] && body.Span.IndexOf("\\u"u8) < 0)
            try
            {
                return JsonDocument.Parse(body);
            }
            catch (JsonException)
            {
                // Perhaps it is once it is read more kindly.
            }
        string text = Decode(body.Span, charset).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length == 0) throw new ServerException(ServerFault.Malformed, "the reply was empty");
        if (text[0] == '<') throw new ServerException(ServerFault.Malformed, "the server sent a page instead of a reply");
        try
        {
            return EventStream.Is(text) ? EventStream.Parse(text) : ParseKindly(text);
        }
        catch (JsonException problem)
        {
            throw new ServerException(ServerFault.Malformed, "the reply was not JSON", problem);
        }
    }

    /// <summary>Parses JSON that may hold numbers which JSON does not know, or halves of characters.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument ParseKindly(string text)
    {
        text = WithoutHalves(text);
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException) when (NoNumber().IsMatch(text))
        {
            return JsonDocument.Parse(NoNumber().Replace(text, match => match.Groups["number"].Success ? "null" : match.Value));
        }
    }

    // JSON is UTF-8 whatever a header says; only what is none is read as the header says.
    private static string Decode(ReadOnlySpan<byte> body, string? charset)
    {
        if (body is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(body);
        if (body is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(body);
        string name = charset?.Trim('"') ?? "";
        if (Utf8.IsValid(body) && !name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8.GetString(body);
        try
        {
            return Encoding.GetEncoding(name.Length > 0 ? name : "latin1").GetString(body);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(body); // no such character set: every byte is a character
        }
    }

    // A reply that was cut inside a character ends in half of it.
    private static string WithoutHalves(string text) => !text.Contains("\\u", StringComparison.Ordinal) ? text : Escapes().Replace(text, match =>
    {
        string escape = match.Value;
        bool isHalf = escape.Length == 6 && escape[1] == 'u' && char.IsSurrogate((char)Convert.ToUInt16(escape[2..], 16));
        return isHalf ? "\\ufffd" : escape;
    });

    // A whole surrogate pair, one escape of a unit, or any other escape, so that an escaped backslash is not taken for the beginning of one.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", RegexOptions.Singleline)]
    private static partial Regex Escapes();

    // A string, to be left as it is, or a number that JSON does not know.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|(?<number>-?\b(?:NaN|Infinity)\b)
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NoNumber();
}
