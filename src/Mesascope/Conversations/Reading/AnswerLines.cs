using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>An answer as plain lines: without markup, in ordinary letters, with structured answers (JSON, boxes) written out as <c>answer: B</c>.</summary>
internal static partial class AnswerLines
{
    private static readonly char[] Edges = ['"', '\'', '(', ')', '[', ']', '{', '}', ' ', '\t', '|', '\u00b7'];

    /// <summary>The lines that hold a letter or a digit, each trimmed.</summary>
    public static IReadOnlyList<string> Of(string answer)
    {
        string text = Ordinary(answer);
        text = WithoutMarkup(WithoutFormulas(WrittenOut(text)));
        return [.. text.Split('\n').Where(line => !Rejected().IsMatch(line)).Select(line => LineMark().Replace(line, "").Trim()).Where(line => line.Any(char.IsLetterOrDigit))];
    }

    /// <summary>A text on one line, as texts are compared: capitals, quotes and what ends a sentence do not count.</summary>
    public static string Comparable(string text) => string.Join(' ', Of(text)).Trim([.. Edges, '.', ',', ';', ':', '!', '。']).ToUpperInvariant();

    // Full-width, bold and circled letters become plain ones; what cannot be seen goes.
    private static string Ordinary(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case var _ when rune.Value is '\n' or '\t': plain.Append((char)rune.Value); break;
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator: plain.Append('\n'); break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.EnclosingMark: break;
                case UnicodeCategory.NonSpacingMark when rune.Value is >= 0xFE00 and <= 0xFE0F: break; // picks the look of an emoji
                default: plain.Append(Letter(rune)); break;
            }
        }
        return OtherQuotes().Replace(plain.ToString(), "\"").Replace('\u2019', '\'').Replace('\u2018', '\'');
    }

    // By hand, since the program runs without the tables of a culture, and Normalize does nothing there.
    private static string Letter(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E and var wide => ((char)(wide - 0xFEE0)).ToString(),
        0x3000 or 0x00A0 or 0x202F => " ",
        >= 0x24B6 and <= 0x24CF and var circled => ((char)('A' + circled - 0x24B6)).ToString(),
        >= 0x24D0 and <= 0x24E9 and var circled => ((char)('a' + circled - 0x24D0)).ToString(),
        >= 0x249C and <= 0x24B5 and var bracketed => $"({(char)('a' + bracketed - 0x249C)})",
        >= 0x1F110 and <= 0x1F129 and var bracketed => $"({(char)('A' + bracketed - 0x1F110)})",
        >= 0x1F130 and <= 0x1F189 and var squared when (squared - 0x1F130) % 32 < 26 => ((char)('A' + (squared - 0x1F130) % 32)).ToString(),
        >= 0x1D400 and <= 0x1D6A3 and var styled => ((char)((styled - 0x1D400) % 52 is < 26 and var capital ? 'A' + capital : 'a' + (styled - 0x1D400) % 52 - 26)).ToString(),
        _ => rune.ToString(),
    };

    private static string WrittenOut(string text)
    {
        text = Fence().Replace(text, "");
        return Blob().Replace(text, blob => Leaves(blob.Value) is { } leaves ? $"\n{leaves}\n" : blob.Value);
    }

    // "key: value" for each leaf; reasons are no answers.
    private static string? Leaves(string blob)
    {
        JsonDocument? json = Parsed(blob) ?? Parsed(BareKey().Replace(blob.Replace('\'', '"'), "$1\"$2\":"));
        if (json is null) return null;
        using (json)
        {
            var lines = new List<string>();
            Add(json.RootElement, "");
            return string.Join('\n', lines);

            void Add(JsonElement at, string key)
            {
                if (at.ValueKind == JsonValueKind.Object)
                    foreach (JsonProperty each in at.EnumerateObject().Where(each => !Reason().IsMatch(each.Name))) Add(each.Value, each.Name.Replace('_', ' '));
                else if (at.ValueKind == JsonValueKind.Array)
                    lines.Add($"{key}: {string.Join(", ", at.EnumerateArray().Select(each => each.ToString()))}");
                else
                    lines.Add($"{key}: {at.ToString().Replace('\n', ' ')}");
            }
        }
    }

    private static JsonDocument? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WithoutFormulas(string text)
    {
        text = Boxed().Replace(text, "\nanswer: $1\n");
        text = Styled().Replace(text, "$1");
        return FormulaMark().Replace(text, "");
    }

    private static string WithoutMarkup(string text)
    {
        text = InlineTag().Replace(OthersTag().Replace(text, "\n"), "");
        text = BlockTag().Replace(text, "\n");
        return Underline().Replace(text.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), "");
    }

    [GeneratedRegex("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300a\u300b\u3008\u3009\u300c\u300d\u300e\u300f\u3010\u3011\u201a]")]
    private static partial Regex OtherQuotes();

    [GeneratedRegex(@"^\s*(?:```|~~~)\w*\s*$|```(?:json|text|plaintext|xml|yaml)?", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*:(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Blob();

    [GeneratedRegex(@"([{,]\s*)(\w+)\s*:")]
    private static partial Regex BareKey();

    [GeneratedRegex(@"reason|thought|think|explan|rationale|analysis|justif|comment|why", RegexOptions.IgnoreCase)]
    private static partial Regex Reason();

    // A box is the answer, unless it is being denied.
    [GeneratedRegex(@"(?<!(?:\bnot|n't)\s*\$?\s*)(?:\$+\s*|\\[(\[]\s*)?\\(?:boxed|fbox)\s*\{\s*(?:\\\w+\s*\{\s*)?([^{}]*?)\s*\}(?:\s*\})?(?:\s*\$+|\s*\\[)\]])?\.?")]
    private static partial Regex Boxed();

    [GeneratedRegex(@"\\(?:boxed|text|textbf|textit|mathbf|mathrm|mathsf|emph|underline)\s*\{\s*([^{}]*?)\s*\}")]
    private static partial Regex Styled();

    [GeneratedRegex(@"\\[()\[\]]|\$")]
    private static partial Regex FormulaMark();

    [GeneratedRegex(@"</?(?:em|strong|span|code|sub|sup|mark|kbd|font|small|big|[biuq])(?:\s[^<>]*)?>")]
    private static partial Regex InlineTag();

    // What somebody else answered, or what is wrong.
    [GeneratedRegex(@"<(?<tag>\w*(?:user|wrong|reject|incorrect|not|other)\w*)>.*?</\k<tag>>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex OthersTag();

    [GeneratedRegex(@"</?[A-Za-z][\w.-]+(?::[\w.-]+)?(?:\s[^<>]*)?/?>|</?p>")]
    private static partial Regex BlockTag();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}_])")]
    private static partial Regex Underline();

    // Crossed out by the model itself.
    [GeneratedRegex("^\\W*[\u2717\u2718\u274c\u274e\u26d4\u00d7\u2610]|^\\W*\\[ \\]|^\\W*![A-Z]\\b|[\u2717\u2718\u274c\u274e]\\s*$")]
    private static partial Regex Rejected();

    [GeneratedRegex("^\\s*(?:(?:#{1,6}|>+|[-\u2022\u2013\u2014\u2023\u25aa\u25cf\u25b6\u25ba\u2192\u27a1\u2705\u2611\u2714\u2713+]|\\[[xX]\\]|\\d{1,2}[.)])\\s+|[>:#\u2192\u27a1\u2705\u2611\u2714\u2713]+\\s*)+")]
    private static partial Regex LineMark();
}
