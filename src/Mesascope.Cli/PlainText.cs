using System.Globalization;
using System.Text;

namespace Mesascope.Cli;

/// <summary>Text from elsewhere (a file, a model, a path) made harmless for a terminal and a log.</summary>
internal static class PlainText
{
    /// <summary>The text with its control characters shown (␛ for escape) instead of obeyed, the marks that turn the reading direction included; on one line.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHarmful)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
            plain.Append(!IsHarmful(c) ? c : c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        return plain.ToString();
    }

    // Format characters turn the reading direction (U+202E) or hide; C1 controls are escape sequences in one character.
    private static bool IsHarmful(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
