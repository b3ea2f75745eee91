using System.Globalization;
using System.Text;

namespace Mesascope.Audits;

/// <summary>The beginning of a text from outside, as one line that can be quoted.</summary>
internal static class Excerpt
{
    private const int Most = 100;

    /// <summary>At most 100 characters on one line, without anything that cannot be seen; null where nothing is left.</summary>
    public static string? Of(string? text)
    {
        var line = new StringBuilder();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (line.Length >= Most) return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)) line.Append(rune.ToString());
        }
        string excerpt = line.ToString().TrimEnd();
        return excerpt.Length > 0 ? excerpt : null;
    }
}
