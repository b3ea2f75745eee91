using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>Reads which of some words a reply chose, as strictly as <see cref="ChoiceReader"/> reads letters.</summary>
internal static partial class WordReader
{
    /// <summary>How likely each word was: from token probabilities where the server gave them for the word that was written, else 1 for that word. A leading space and capitals do not count.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="words">The words there were, without spaces around them.</param>
    /// <returns>Shape [words], sums to 1; null where none, or more than one, was chosen.</returns>
    public static double[]? Probabilities(Reply reply, IReadOnlyList<string> words)
    {
        AnswerText answer = AnswerText.Of(reply);
        bool mayBeRead = answer.Missing is null || (answer.Missing == AnswerText.CutShort && ChosenAnswer.IsBare(answer.Text, words));
        int? written = mayBeRead ? Written(answer.Text, words) : null;
        if (written is not { } choice) return null;
        return TokenShares.Of(reply, answer, words, choice) ?? [.. words.Select((_, place) => place == choice ? 1.0 : 0.0)];
    }

    // The answer begins with the word, and holds none of the others; or its last line is that word alone, or behind "Answer:".
    private static int? Written(string answer, IReadOnlyList<string> words)
    {
        IReadOnlyList<string> lines = AnswerLines.Of(answer);
        if (lines.Count == 0) return null;
        HashSet<int> said = [.. Word().Matches(string.Join('\n', lines)).Select(match => PlaceOf(match.Value, words)).Where(place => place >= 0)];
        if (said.Count == 1 && said.Contains(PlaceOf(Word().Match(lines[0]).Value, words))) return said.Single();
        Match closing = Closing().Match(lines[^1]);
        int last = PlaceOf(closing.Groups["word"].Value, words), first = PlaceOf(Word().Match(lines[0]).Value, words);
        bool isLed = !closing.Groups["label"].Success || (AnswerWords.Lead(closing.Groups["label"].Value, out bool names) && names);
        return last >= 0 && isLed && (first < 0 || first == last) ? last : null;
    }

    private static int PlaceOf(string word, IReadOnlyList<string> words)
    {
        for (int place = 0; place < words.Count; place++)
            if (words[place].Equals(word, StringComparison.OrdinalIgnoreCase)) return place;
        return -1;
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A(?:(?<label>[^:?]+):)?[^\p{L}?]*(?<word>\p{L}+)[^\p{L}?]*\z")]
    private static partial Regex Closing();
}
