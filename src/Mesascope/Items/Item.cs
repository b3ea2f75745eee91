using System.Text.RegularExpressions;

namespace Mesascope.Items;

/// <summary>One question of a file, with the answers it may have.</summary>
/// <param name="Id">What tells it from the others of its file.</param>
/// <param name="Family">The kind of question; null where the file says none.</param>
/// <param name="Control">What is asked in the control arm; null where there is one arm.</param>
/// <param name="Treated">What is asked, in the treated arm where there are two.</param>
/// <param name="Counted">The answers whose probability is the outcome, as the file has them, with their leading space. At least 1.</param>
/// <param name="Others">The other answers. At least 1.</param>
public sealed partial record Item(string Id, string? Family, string? Control, string Treated, IReadOnlyList<string> Counted, IReadOnlyList<string> Others)
{
    /// <summary>All answers.</summary>
    public IReadOnlyList<string> Answers => [.. Counted, .. Others];

    /// <summary>True where the answers are letters of choices that stand in the question: <c>" (A)"</c>.</summary>
    public bool AreLetters => Answers.All(answer => Letter().IsMatch(answer));

    /// <summary>True where every answer is one word, such as <c>" Yes"</c>.</summary>
    public bool AreWords => Answers.All(answer => Word().IsMatch(answer));

    /// <summary>The letters of the choices in the question; those of the answers are always among them. Empty where the answers are no letters.</summary>
    public string Letters => !AreLetters ? "" : string.Concat(Choices().Keys.Concat(Answers.Select(LetterOf)).Distinct().Order());

    /// <summary>What each of <see cref="Letters"/> stands for; empty where the question does not say.</summary>
    public IReadOnlyList<string> LetterTexts
    {
        get
        {
            Dictionary<char, string> choices = Choices();
            return [.. Letters.Select(letter => choices.GetValueOrDefault(letter, ""))];
        }
    }

    /// <summary>What one that answers at random shows.</summary>
    public double AtRandom => Counted.Count / (double)(AreLetters ? Letters.Length : Answers.Count);

    /// <summary>The letter of an answer such as <c>" (A)"</c>.</summary>
    public static char LetterOf(string answer) => Letter().Match(answer).Groups["letter"].Value[0];

    // Lines such as "(A) Yes", "A) Yes", "A. Yes" or "A: Yes", in the order of the alphabet: a single "A. Smith" is no list.
    private Dictionary<char, string> Choices()
    {
        var choices = new Dictionary<char, string>();
        foreach (Match choice in Choice().Matches(Treated))
        {
            char letter = choice.Groups["letter"].Value[0];
            bool isNext = choices.Count == 0 || choices.ContainsKey((char)(letter - 1));
            if (!isNext && choices.Count == 1) choices.Clear(); // what came before was no choice
            if (isNext || choices.Count == 0) choices[letter] = choice.Groups["text"].Value.Trim();
        }
        return choices.Count > 1 ? choices : [];
    }

    [GeneratedRegex(@"\A\s*\(?(?<letter>[A-Z])[).:]?\s*\z")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\A\s*\p{L}+[.]?\s*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?m)^\s*(?:[-*•]\s+)?\**(?:[(\[](?<letter>[A-Z])[)\]]|(?<letter>[A-Z])[).:])\**(?<text>[^\n]*)$")]
    private static partial Regex Choice();
}
