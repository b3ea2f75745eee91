using System.Text.RegularExpressions;

namespace Mesascope.Reports;

/// <summary>A stretch of a text.</summary>
/// <param name="Text">The words, with the space that follows them.</param>
/// <param name="Changed">True where the other text has not these.</param>
public sealed record Stretch(string Text, bool Changed);

/// <summary>What differs between two texts, word by word.</summary>
internal static partial class WordDiff
{
    /// <summary>More words than this are not compared: the table of the comparison grows with their product.</summary>
    public const int MostWords = 1500;

    /// <summary>Both texts in stretches; together they are the texts, to the letter. Words of a longest common subsequence are unchanged.</summary>
    public static (IReadOnlyList<Stretch> One, IReadOnlyList<Stretch> Other) Of(string one, string other)
    {
        string[] a = Words(one), b = Words(other);
        if (a.Length > MostWords || b.Length > MostWords) return one == other ? ([new(one, false)], [new(other, false)]) : ([new(one, true)], [new(other, true)]);
        bool[] keptInA = new bool[a.Length], keptInB = new bool[b.Length];
        int[,] common = Common(a, b);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i].TrimEnd() == b[j].TrimEnd()) (keptInA[i++], keptInB[j++]) = (true, true);
            else if (common[i + 1, j] >= common[i, j + 1]) i++;
            else j++;
        }
        return (Joined(a, keptInA), Joined(b, keptInB));
    }

    // common[i, j]: how many words the rests of both from i and j on have in common, in order.
    private static int[,] Common(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
            for (int j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i].TrimEnd() == b[j].TrimEnd() ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static List<Stretch> Joined(string[] words, bool[] kept)
    {
        var stretches = new List<Stretch>();
        for (int i = 0; i < words.Length; i++)
            if (stretches.Count > 0 && stretches[^1].Changed == !kept[i]) stretches[^1] = stretches[^1] with { Text = stretches[^1].Text + words[i] };
            else stretches.Add(new Stretch(words[i], !kept[i]));
        return stretches;
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\S+\s*|\s+")]
    private static partial Regex Word();
}
