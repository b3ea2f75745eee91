using System.Text.RegularExpressions;

namespace Mesascope.Chat;

/// <summary>Reads which of some words a reply chose, as strictly as <see cref="ChoiceReader"/> reads letters.</summary>
public static partial class WordReader
{
    /// <summary>How likely each word was: from token probabilities where the server gave them, else 1 for the one that was written. A leading space and capitals do not count.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="words">The words there were, without spaces around them.</param>
    /// <returns>Shape [words], sums to 1; null where none, or more than one, was chosen.</returns>
    public static double[]? Probabilities(Reply reply, IReadOnlyList<string> words)
    {
        if (Written(reply.Text, words) is not { } written) return null;
        return FromTokens(reply.Tokens, words) ?? [.. words.Select((_, place) => place == written ? 1.0 : 0.0)];
    }

    // The reply begins with the word, and holds none of the others.
    private static int? Written(string text, IReadOnlyList<string> words)
    {
        HashSet<string> said = [.. Word().Matches(text).Select(match => match.Value.ToUpperInvariant())];
        int[] found = [.. Enumerable.Range(0, words.Count).Where(place => said.Contains(words[place].ToUpperInvariant()))];
        return found.Length == 1 && Word().Match(text).Value.Equals(words[found[0]], StringComparison.OrdinalIgnoreCase) ? found[0] : null;
    }

    private static double[]? FromTokens(IReadOnlyList<TokenChoice>? tokens, IReadOnlyList<string> words)
    {
        if (tokens?.FirstOrDefault(token => PlaceOf(token.Token, words) >= 0) is not { } place) return null;
        var probabilities = new double[words.Count];
        foreach (TokenProbability likely in place.Likeliest)
            if (PlaceOf(likely.Token, words) is >= 0 and var word && double.IsFinite(likely.LogProbability)) probabilities[word] += Math.Exp(Math.Min(0, likely.LogProbability));
        double mass = probabilities.Sum();
        return mass >= ChoiceReader.LeastMass ? [.. probabilities.Select(probability => probability / mass)] : null;
    }

    private static int PlaceOf(string token, IReadOnlyList<string> words)
    {
        string bare = token.Trim(' ', '\n', '\t', '"', '*', '▁', 'Ġ');
        for (int place = 0; place < words.Count; place++)
            if (bare.Equals(words[place], StringComparison.OrdinalIgnoreCase)) return place;
        return -1;
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
