namespace Mesascope.Conversations;

/// <summary>Reads which letter a reply chose: strictly, since a letter that was guessed from prose is worse than one that is missing.</summary>
public static class ChoiceReader
{
    /// <summary>Why a whole reply is not read.</summary>
    public const string NoSingleLetter = "the reply named no single letter";

    /// <summary>How likely each letter was: from token probabilities where the server gave them for the letter that was written, else 1 for that letter. Sums to 1.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="letters">The letters there were.</param>
    /// <param name="texts">What each letter stood for; null where that is not known.</param>
    /// <returns>Shape [letters]; null where no letter, or more than one, was chosen.</returns>
    public static double[]? Probabilities(Reply reply, string letters, IReadOnlyList<string>? texts = null)
    {
        string[] names = Names(letters);
        AnswerText answer = AnswerText.Of(reply);
        bool mayBeRead = answer.Missing is null || (answer.Missing == AnswerText.CutShort && ChosenAnswer.IsBare(answer.Text, names));
        if (!mayBeRead || ChosenAnswer.Of(answer.Text, names, texts) is not { } choice) return null;
        return TokenShares.Of(reply, answer, names, choice) ?? [.. names.Select((_, place) => place == choice ? 1.0 : 0.0)];
    }

    /// <summary>The letter that was written; null where none, or more than one, was.</summary>
    /// <param name="text">A whole reply.</param>
    /// <param name="letters">The letters there were.</param>
    /// <param name="texts">What each letter stood for; null where that is not known.</param>
    public static char? Written(string text, string letters, IReadOnlyList<string>? texts = null) =>
        ChosenAnswer.Of(AnswerText.Of(new Reply(text)).Text, Names(letters), texts) is { } choice ? letters[choice] : null;

    /// <summary>Why no letter could be read from a reply.</summary>
    public static string WhyUnread(Reply reply) => AnswerText.Of(reply).Missing ?? NoSingleLetter;

    private static string[] Names(string letters) => [.. letters.Select(letter => letter.ToString())];
}
