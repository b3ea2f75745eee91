using System.Text.RegularExpressions;

namespace Mesascope.Chat;

/// <summary>Reads which letter a reply chose: strictly, since a letter that was guessed from prose is worse than one that is missing.</summary>
public static partial class ChoiceReader
{
    /// <summary>Below this share of probability on the letters, their proportions say little, and the letter that was written counts.</summary>
    public const double LeastMass = 0.5;

    /// <summary>How likely each letter was: from token probabilities where the server gave them, else 1 for the one that was written. Sums to 1.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="letters">The letters there were.</param>
    /// <returns>Shape [letters]; null where no letter, or more than one, was chosen.</returns>
    public static double[]? Probabilities(Reply reply, string letters)
    {
        if (Written(reply.Text, letters) is not { } written) return null;
        return FromTokens(reply.Tokens, letters) ?? [.. letters.Select(letter => letter == written ? 1.0 : 0.0)];
    }

    /// <summary>The letter that was written; null where none, or more than one, was.</summary>
    public static char? Written(string text, string letters)
    {
        string trimmed = text.Trim();
        Match alone = Alone().Match(trimmed);
        if (alone.Success) return Known(alone.Groups["letter"].Value, letters);
        HashSet<char> found = [];
        if (Leading().Match(trimmed) is { Success: true } leading && Known(leading.Groups["letter"].Value, letters) is { } first) found.Add(first);
        foreach (Match named in Named().Matches(trimmed))
            if (Known(named.Groups["letter"].Value, letters) is { } letter) found.Add(letter);
        return found.Count == 1 ? found.Single() : null;
    }

    private static double[]? FromTokens(IReadOnlyList<TokenChoice>? tokens, string letters)
    {
        if (tokens?.FirstOrDefault(token => LetterOf(token.Token, letters) is not null) is not { } place) return null;
        var probabilities = new double[letters.Length];
        foreach (TokenProbability likely in place.Likeliest)
            if (LetterOf(likely.Token, letters) is { } letter && double.IsFinite(likely.LogProbability)) probabilities[letters.IndexOf(letter)] += Math.Exp(Math.Min(0, likely.LogProbability));
        double mass = probabilities.Sum();
        return mass >= LeastMass ? [.. probabilities.Select(probability => probability / mass)] : null;
    }

    private static char? LetterOf(string token, string letters) => Bare().Match(token) is { Success: true } bare ? Known(bare.Groups["letter"].Value, letters) : null;

    private static char? Known(string letter, string letters) => letter.Length == 1 && letters.Contains(letter[0]) ? letter[0] : null;

    [GeneratedRegex(@"\A[\s*""'(\[]*(?<letter>[A-Z])[\s*""')\].:]*\z")]
    private static partial Regex Alone();

    // "B) the harbour" and "**B.** Because …", but not "A colleague".
    [GeneratedRegex(@"\A[\s*""'(\[]*(?<letter>[A-Z])\s?[)\].:]")]
    private static partial Regex Leading();

    [GeneratedRegex(@"(?i:\b(?:answer|choice|option)(?:\s+is)?\s*:?)\s*[*""'(\[]*(?<letter>[A-Z])(?![A-Za-z'])")]
    private static partial Regex Named();

    [GeneratedRegex(@"\A[\s*""'(\[▁Ġ]*(?<letter>[A-Z])[)\].:]?\s*\z")]
    private static partial Regex Bare();
}
