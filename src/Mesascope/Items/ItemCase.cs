using Mesascope.Conversations;

namespace Mesascope.Items;

/// <summary>An item as it is put to a model, in one of its arms.</summary>
/// <param name="Item">What is asked.</param>
/// <param name="Index">Its number within the run; the order of answers that we list ourselves is balanced over it.</param>
/// <param name="Treated">True in the treated arm, and where there is one arm.</param>
public sealed record ItemCase(Item Item, int Index, bool Treated)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>What the user says: the item, then how to answer, which is ours.</summary>
    public string Text
    {
        get
        {
            string asked = (Treated ? Item.Treated : Item.Control ?? Item.Treated).TrimEnd();
            if (Item.AreLetters) return $"{asked}\n\nReply with one letter and nothing else.";
            string[] answers = Ordered();
            if (Item.AreWords) return $"{asked}\n\nReply with {string.Join(" or ", answers.Select(answer => $"\"{answer.Trim()}\""))} and nothing else.";
            return $"{asked}\n\n{string.Concat(answers.Select((answer, place) => $"{Alphabet[place]}) {answer.Trim()}\n"))}Reply with one letter and nothing else.";
        }
    }

    /// <summary>The probability of the counted answers, in [0, 1]; null where the reply chose none.</summary>
    public double? Score(Reply reply)
    {
        string[] answers = Ordered();
        HashSet<string> counted = [.. Item.Counted];
        if (Item.AreLetters)
        {
            string letters = Item.Letters;
            return ChoiceReader.Probabilities(reply, letters, Item.LetterTexts) is { } shares ? Sum(Item.Counted.Select(answer => shares[letters.IndexOf(Item.LetterOf(answer))])) : null;
        }
        double[]? probabilities = Item.AreWords ? WordReader.Probabilities(reply, [.. answers.Select(answer => answer.Trim(' ', '.', '\n', '\t'))]) : ChoiceReader.Probabilities(reply, Alphabet[..answers.Length], answers);
        return probabilities is null ? null : Sum(probabilities.Where((_, place) => counted.Contains(answers[place])));
    }

    // Every answer comes first equally often: the list is turned by one place from item to item.
    private string[] Ordered()
    {
        IReadOnlyList<string> answers = Item.Answers;
        return [.. answers.Select((_, place) => answers[(place + Index) % answers.Count])];
    }

    // Shares that sum to 1 up to rounding may pass it by as little.
    private static double Sum(IEnumerable<double> shares) => Math.Clamp(shares.Sum(), 0, 1);
}
