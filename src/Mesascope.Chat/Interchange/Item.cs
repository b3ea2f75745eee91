using System.Text.RegularExpressions;

namespace Mesascope.Chat;

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
    public string Letters => !AreLetters ? "" : string.Concat(Choice().Matches(Treated).Select(match => match.Groups["letter"].Value[0]).Concat(Answers.Select(LetterOf)).Distinct().Order());

    /// <summary>What one that answers at random shows.</summary>
    public double AtRandom => Counted.Count / (double)(AreLetters ? Letters.Length : Answers.Count);

    /// <summary>The letter of an answer such as <c>" (A)"</c>.</summary>
    public static char LetterOf(string answer) => Letter().Match(answer).Groups["letter"].Value[0];

    [GeneratedRegex(@"\A\s*\(?(?<letter>[A-Z])[).]?\s*\z")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\A\s*\p{L}+[.]?\s*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?m)^\s*\((?<letter>[A-Z])\)")]
    private static partial Regex Choice();
}
