using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>Which of some choices an answer names. The last words decide, else the first, else the only ones; an answer that contradicts itself names none.</summary>
internal static partial class ChosenAnswer
{
    /// <summary>The number of the choice; null where none, or more than one, is named.</summary>
    /// <param name="answer">An answer without reasoning.</param>
    /// <param name="names">What stands for each choice.</param>
    /// <param name="texts">What each choice says; null where that is not known.</param>
    public static int? Of(string answer, IReadOnlyList<string> names, IReadOnlyList<string>? texts = null)
    {
        IReadOnlyList<string> lines = AnswerLines.Of(answer);
        var statements = new Statements(names, texts is null ? null : [.. texts.Select(AnswerLines.Comparable)]);
        IReadOnlyList<Statement> found = statements.In(lines, out int sentences);
        if (statements.Listed(lines) > 1) found = [.. found.Where(each => each.Form != StatementForm.Label)]; // the choices were said again
        if (found.Count == 0) return null;
        return (Closing(found, sentences) ?? Only(found, lines, names)) is { IsContested: false } said ? said.Choice : null;
    }

    /// <summary>True where an answer is nothing but one choice.</summary>
    public static bool IsBare(string answer, IReadOnlyList<string> names) =>
        AnswerLines.Of(answer) is [var line] && new Statements(names, null).In([line], out int sentences) is [{ Form: StatementForm.Bare }] && sentences == 1;

    // The last sentence, where it says nothing else; a bare letter or a label at the beginning must not contradict it, nor any other bare letter.
    private static Statement? Closing(IReadOnlyList<Statement> found, int sentences)
    {
        Statement[] last = [.. found.Where(each => each.Sentence == sentences - 1)];
        if (last is not [{ Form: StatementForm.Bare or StatementForm.Whole } said]) return null;
        return found.Any(each => each.Choice != said.Choice && (each.Form == StatementForm.Bare || each.Sentence == 0)) ? null : said;
    }

    // What comes after it must not take it back, nor object and name another.
    private static Statement? Only(IReadOnlyList<Statement> found, IReadOnlyList<string> lines, IReadOnlyList<string> names)
    {
        if (found.Any(each => each.Choice != found[0].Choice)) return null;
        Statement said = found[^1];
        string rest = string.Join('\n', lines.Skip(said.Line));
        if (TakenBack().IsMatch(rest)) return null;
        bool opens = found[0].Sentence == 0, isPlain = found[0].Form is StatementForm.Bare or StatementForm.Label;
        bool mayStand = opens && (isPlain || !Letter().Matches(rest).Any(letter => letter.Value != names[said.Choice] && names.Contains(letter.Value)));
        return Objected().IsMatch(rest) && !mayStand ? null : said;
    }

    [GeneratedRegex(@"\b(?:wait|actually|correction|scratch that|on second thoughts?|hold on|i mean|let me re\w+|moment mal|warte|attends|attendez|espera|aspetta|стоп|погоди|подожди\w*|wacht even|vänta)\b|等等|等一下|待って|いや、|잠깐", RegexOptions.IgnoreCase)]
    private static partial Regex TakenBack();

    [GeneratedRegex(@"(?<![\p{L}\p{N}'])\p{L}+(?![\p{L}\p{N}'])")]
    private static partial Regex Letter();

    // A sentence that begins with "but".
    [GeneratedRegex(@"(?:[.!?]\s+|\n)\W*(?:but|however|yet|nevertheless|aber|jedoch|doch|mais|cependant|pero|sin embargo|mas|porém|ma|tuttavia|но|однако|maar|echter|men|ale|ama|fakat)\b|[。！\n]\s*(?:但|不过|然而|しかし|ただし|하지만|그러나)", RegexOptions.IgnoreCase)]
    private static partial Regex Objected();
}
