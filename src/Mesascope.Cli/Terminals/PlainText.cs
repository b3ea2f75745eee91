using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mesascope.Cli;

/// <summary>Text from elsewhere (a file, a model, a path) made harmless for a terminal and a log.</summary>
internal static partial class PlainText
{
    // What rounds to nothing is nothing: it has no sign and no exponent.
    [GeneratedRegex(@"(?<![\w.])(?:-(?<zero>0\.0+)|(?<zero>0)e[+-]?0+)(?![\w.]*\w)")]
    private static partial Regex Nothing();

    /// <summary>The text with its control characters shown (␛ for escape) instead of obeyed, the marks that turn the reading direction included; on one line.</summary>
    public static string Of(string text)
    {
        if (text.Contains("-0.0", StringComparison.Ordinal) || text.Contains("0e", StringComparison.Ordinal)) text = Nothing().Replace(text, "${zero}");
        if (!text.Any(IsHarmful)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
            plain.Append(!IsHarmful(c) ? c : c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        return plain.ToString();
    }

    /// <summary>A line that quotes what was typed, which may be a whole file: its beginning and its end.</summary>
    public static string Shortened(string line) => line.Length <= 1200 ? line : $"{line[..600]} … {line[^400..]}";

    /// <summary>How many columns of a terminal a text takes: East Asian characters and emoji take two, combining ones none.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    /// <summary>The beginning of a text that fits into so many columns, with … where something is missing.</summary>
    public static string Clipped(string text, int columns)
    {
        if (Columns(text) <= columns) return text;
        var clipped = new StringBuilder();
        int taken = 1;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if ((taken += Columns(rune)) > columns) break;
            clipped.Append(rune.ToString());
        }
        return columns < 1 ? "" : clipped.Append('…').ToString();
    }

    /// <summary>Lines of at most so many columns, broken at blanks only: a name is never split, and one that is longer than a line stands out. Later lines begin below the last of several columns where there is room for it, else a little to the right of the first.</summary>
    public static IEnumerable<string> Wrapped(string text, int columns)
    {
        if (Columns(text) <= columns)
        {
            yield return text;
            yield break;
        }
        int indent = text.TakeWhile(c => c == ' ').Count(), column = text.LastIndexOf("  ", StringComparison.Ordinal) + 2;
        if (column < 2 || column <= indent || column > 2 * columns / 3) column = Math.Min(indent + 2, columns / 2);
        string line = text[..indent];
        bool empty = true;
        foreach (string word in text[indent..].Split(' '))
        {
            if (!empty && Columns(line) + 1 + Columns(word) > columns)
            {
                yield return line.TrimEnd();
                (line, empty) = (new string(' ', column), true);
            }
            if (empty && word.Length == 0) continue;
            line += empty ? word : " " + word;
            empty = false;
        }
        yield return line;
    }

    // East Asian Width W and F in blocks, and emoji.
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD ? 2 : 1;

    // Format characters turn the reading direction (U+202E) or hide; C1 controls are escape sequences in one character.
    private static bool IsHarmful(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
