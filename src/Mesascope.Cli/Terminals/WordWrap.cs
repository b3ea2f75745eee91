namespace Mesascope.Cli;

/// <summary>A paragraph in lines that break between words.</summary>
internal static class WordWrap
{
    /// <summary>Lines of at most so many characters, unless a single word is longer.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Characters to a line, at least 1.</param>
    /// <param name="indent">What every line begins with.</param>
    /// <param name="first">What the first line begins with instead; null for the same.</param>
    public static IEnumerable<string> Lines(string text, int width, string indent = "", string? first = null)
    {
        string line = first ?? indent;
        bool empty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, empty) = (indent, true);
            }
            line += empty ? word : " " + word;
            empty = false;
        }
        yield return line;
    }
}
