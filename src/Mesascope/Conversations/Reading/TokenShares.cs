namespace Mesascope.Conversations;

/// <summary>The probabilities of the choices at the token by which one of them was written.</summary>
internal static class TokenShares
{
    /// <summary>Below this share of probability on the choices, their proportions say little, and the one that was written counts.</summary>
    public const double LeastMass = 0.5;

    /// <summary>The share of each choice; null where the tokens are not those of the answer, or do not say enough.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="answer">What it says.</param>
    /// <param name="names">What stands for each choice.</param>
    /// <param name="written">The choice that was written.</param>
    public static double[]? Of(Reply reply, AnswerText answer, IReadOnlyList<string> names, int written)
    {
        if (Place(reply, answer, names, written) is not { } place) return null;
        var shares = new double[names.Count];
        foreach (TokenProbability likely in place.Likeliest)
            if (ChoiceOf(likely.Token, names) is { } choice && double.IsFinite(likely.LogProbability)) shares[choice] += Math.Exp(Math.Min(0, likely.LogProbability));
        double mass = shares.Sum();
        return mass >= LeastMass ? [.. shares.Select(share => share / mass)] : null;
    }

    // Some servers give the tokens of the thought, or of another text. They count where, joined, they are the beginning of this one,
    // and the first choice among them after the thought is the one that was written.
    private static TokenChoice? Place(Reply reply, AnswerText answer, IReadOnlyList<string> names, int written)
    {
        string text = Squeezed(reply.Text);
        int thought = text.Length - Squeezed(answer.Text).Length, at = 0;
        foreach (TokenChoice token in reply.Tokens ?? [])
        {
            string said = Squeezed(token.Token);
            if (string.CompareOrdinal(text, at, said, 0, said.Length) != 0) return null;
            if (at >= thought && ChoiceOf(token.Token, names) is { } choice) return choice == written ? token : null;
            at += said.Length;
        }
        return null;
    }

    private static int? ChoiceOf(string token, IReadOnlyList<string> names)
    {
        string bare = token.Trim(' ', '\n', '\t', '"', '\'', '*', '(', ')', '[', ']', '.', ':', '▁', 'Ġ');
        for (int choice = 0; choice < names.Count; choice++)
            if (names[choice].Length == 1 ? bare == names[choice] : bare.Equals(names[choice], StringComparison.OrdinalIgnoreCase)) return choice;
        return null;
    }

    // Servers write spaces and line ends in tokens in ways of their own.
    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('▁' or 'Ġ' or 'Ċ')));
}
