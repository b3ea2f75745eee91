using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>A place in an answer that names one of the choices as the answer.</summary>
/// <param name="Choice">Which choice.</param>
/// <param name="Line">The line it stands in.</param>
/// <param name="Sentence">The sentence, counted over all lines.</param>
/// <param name="Form">How it is put.</param>
/// <param name="IsContested">True where its line names another choice as such: <c>option A</c> before it, or <c>A)</c> anywhere.</param>
internal readonly record struct Statement(int Choice, int Line, int Sentence, StatementForm Form, bool IsContested);

/// <summary>How a choice is named.</summary>
internal enum StatementForm
{
    /// <summary>Nothing but the choice: <c>**B**</c>.</summary>
    Bare,

    /// <summary>A sentence that ends with it: <c>The answer is B.</c></summary>
    Whole,

    /// <summary>A sentence that goes on: <c>The answer is B, because …</c></summary>
    Reasoned,

    /// <summary>The choice as a label before other words: <c>B) …</c></summary>
    Label,
}

/// <summary>Finds the statements in the lines of an answer. Of a sentence that holds a word of doubt, of somebody else or of a condition nothing is read: all words before the choice must be known, and so must what follows it.</summary>
/// <param name="names">What stands for each choice: letters, or words.</param>
/// <param name="texts">What each choice says, made comparable; null where that is not known.</param>
internal sealed partial class Statements(IReadOnlyList<string> names, IReadOnlyList<string>? texts)
{
    /// <summary>All of them, in order; at most one for a choice and a sentence.</summary>
    public IReadOnlyList<Statement> In(IReadOnlyList<string> lines, out int sentences)
    {
        var found = new List<Statement>();
        sentences = 0;
        for (int line = 0; line < lines.Count; line++)
        {
            string before = "";
            foreach (string sentence in SentenceEnd().Split(lines[line]).Where(part => part.Any(char.IsLetterOrDigit)))
            {
                int number = sentences++;
                string trimmed = Reopened().Replace(sentence.Trim(), "");
                for (int choice = 0; choice < names.Count && !Question().IsMatch(trimmed); choice++)
                    if (Of(trimmed, choice, isFirst: number == 0, out int at) is { } form)
                        found.Add(new Statement(choice, line, number, form, Labels(lines[line], before + trimmed[..at], choice)));
                before += trimmed + " ";
            }
        }
        return found;
    }

    private bool Labels(string line, string before, int choice) =>
        Label().Matches(line).Concat(LabelOfLine().IsMatch(line) ? DottedLabel().Matches(line) : []).Concat(NamedLabel().Matches(before))
            .Any(label => names.Contains(label.Groups["name"].Value) && label.Groups["name"].Value != names[choice]);

    /// <summary>How many different choices begin a line of their own as labels.</summary>
    public int Listed(IReadOnlyList<string> lines) =>
        lines.Select(line => LabelOfLine().Match(line).Groups["name"].Value).Where(names.Contains).Distinct().Count();

    private StatementForm? Of(string sentence, int choice, bool isFirst, out int at)
    {
        StatementForm? best = null;
        at = 0;
        foreach ((int start, int end) in Mentions(sentence, choice))
            if ((isFirst || !Pointing().IsMatch(sentence[..start])) && Form(sentence[..start], sentence[end..], choice, isLower: names[choice].Length == 1 && char.IsLower(sentence[start])) is { } form && (best is null || form < best)) (best, at) = (form, start);
        return best ?? OwnText(sentence, choice);
    }

    private IEnumerable<(int Start, int End)> Mentions(string sentence, int choice)
    {
        string name = names[choice];
        // Letters are matched in either case, and lower case is held to more.
        for (int at = 0; (at = sentence.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            if (Begins(sentence, at) && Ends(sentence, at + name.Length)) yield return (at, at + name.Length);
    }

    private static bool Begins(string text, int at) => at == 0 || !(char.IsDigit(text[at - 1]) || text[at - 1] is '_' or '\\' or '@' or '#' || IsCased(text[at - 1]) || (text[at - 1] == '\'' && at > 1 && IsCased(text[at - 2])));

    private static bool Ends(string text, int at) => at == text.Length || !(char.IsDigit(text[at]) || text[at] is '_' or '@' || IsCased(text[at]) || char.GetUnicodeCategory(text[at]) == System.Globalization.UnicodeCategory.NonSpacingMark
        || (text[at] == '\'' && at + 1 < text.Length && IsCased(text[at + 1]) && !Suffixed().IsMatch(text[at..])));

    // Letters of scripts without case may touch: 答案是B.
    private static bool IsCased(char c) => char.IsLetter(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.OtherLetter;

    private StatementForm? Form(string before, string after, int choice, bool isLower)
    {
        string lead = Connected(before);
        if (!AnswerWords.Lead(lead, out bool isNaming) || Loose(lead) || LikeTheOther().IsMatch(lead)) return null;
        bool empty = !lead.Any(char.IsLetterOrDigit);
        if (Affirmed().Match(after) is { Success: true } affirmed) return affirmed.Groups["reason"].Success ? StatementForm.Reasoned : StatementForm.Whole;
        if (!empty && !isNaming) return null;
        if (Foreign().IsMatch(after[..Math.Min(2, after.Length)]) || Hesitation().IsMatch(after)) return null;
        if (!after.Any(char.IsLetterOrDigit)) return Foreign().IsMatch(after) ? null : empty ? StatementForm.Bare : StatementForm.Whole;
        if (isLower && !after.TrimStart('"', '\'').StartsWith(')')) return null;
        if (Reason().IsMatch(after)) return StatementForm.Reasoned;
        return Tail(after, choice) is { } tail && tail ? empty ? StatementForm.Label : StatementForm.Reasoned : null;
    }

    // "I considered A, but the answer is B": what counts begins at the last "but", "so" or "therefore", unless a condition hangs before it.
    private static string Connected(string before) =>
        (Connector().Matches(before).LastOrDefault() ?? Concession().Match(before)) is { Success: true } connector && !Condition().IsMatch(before[..connector.Index]) ? before[(connector.Index + connector.Length)..] : before;

    // Another letter among the leading words: "the answer is A and B". "A" may begin a sentence as a word.
    private bool Loose(string lead)
    {
        string[] words = [.. Word().Matches(lead).Select(word => word.Value)];
        return words.Where((word, place) => word.Length == 1 && char.IsUpper(word[0]) && word != "I" && !(place == 0 && words.Length > 1) && names.Contains(word)).Any();
    }

    // What follows a label or a dash: null or false where it makes of the letter a thing that is spoken of.
    private bool? Tail(string after, int choice)
    {
        Match mark = TailMark().Match(after);
        string said = AnswerLines.Comparable(after);
        if (names.Contains(said)) return false; // "A: B"
        if (texts is not null)
        {
            int[] told = [.. Enumerable.Range(0, texts.Count).Where(text => texts[text].Length > 0 && Opens(said, texts[text]))];
            if (told.Length > 0) return told.MaxBy(text => texts[text].Length) == choice && !Against().IsMatch(after);
        }
        return mark.Success && !Spoken().IsMatch(after[mark.Length..]) && !Against().IsMatch(after);
    }

    private StatementForm? OwnText(string sentence, int choice)
    {
        if (texts is null || texts[choice].Length == 0) return null;
        string said = AnswerLines.Comparable(sentence);
        if (said == texts[choice]) return StatementForm.Whole;
        if (!said.EndsWith(texts[choice], StringComparison.Ordinal) || texts.Where((text, other) => other != choice && text.Length > texts[choice].Length).Any(text => said.EndsWith(text, StringComparison.Ordinal))) return null;
        string before = said[..^texts[choice].Length];
        return before.Length > 0 && !char.IsLetterOrDigit(before[^1]) && !Word().Matches(before).Any(word => names.Contains(word.Value)) && AnswerWords.Lead(before, out bool isNaming) && isNaming ? StatementForm.Whole : null;
    }

    private static bool Opens(string said, string text) => said.StartsWith(text, StringComparison.Ordinal) && (said.Length == text.Length || !char.IsLetterOrDigit(said[text.Length]));

    [GeneratedRegex(@"(?<![\p{L}\p{N}'])(?<name>[A-Z])[)\]:]")]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?i:option|answer|choice|antwort|réponse|respuesta|opción|resposta|risposta|opzione|вариант|ответ)\s+[(""\[]?(?<name>[A-Z])(?![\p{Lu}\p{Ll}])")]
    private static partial Regex NamedLabel();

    [GeneratedRegex(@"(?<![\p{L}\p{N}'])(?<name>[A-Z])\.\s+\S")]
    private static partial Regex DottedLabel();

    [GeneratedRegex(@"\A[(\[""]*(?<name>[A-Z])[)\].:]")]
    private static partial Regex LabelOfLine();

    [GeneratedRegex("""(?<=(?<!\A["'(\[]*)[.!?;।؟]["')\]]*)(?<!\b(?:[DM]r|Mrs|Ms|Prof|St|Nr|Sra?|Mme|vs|cf|e\.g|i\.e)\.)\s+|(?<=\A["'(\[]*[A-Za-z]\.)\s+|(?<=[。！？；])(?!["')])|(?<=[?!。])\s*(?=["(]?[A-Z]\b)""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\A[""'(\[{\s]+(?=[A-Z][\p{Ll}'])")]
    private static partial Regex Reopened();

    [GeneratedRegex("[?？؟]\\W*\\z")]
    private static partial Regex Question();

    [GeneratedRegex(@"\A'(?:d[iıuü]r|t[iıuü]r)\b")]
    private static partial Regex Suffixed();

    [GeneratedRegex("[?？؟/&+%=≠\u2717\u2718\u274c\u274e\u00d7]")]
    private static partial Regex Foreign();

    // "A...", and marks that are grades: "A-".
    [GeneratedRegex(@"\A(?:\W*(?:\.\.|…)|-(?!\W*[\p{L}\p{N}]))")]
    private static partial Regex Hesitation();

    // "so is B" says of B what was said of another.
    [GeneratedRegex(@"\bso\s+(?:is|are|was|would|does|do)\b\W*\z", RegexOptions.IgnoreCase)]
    private static partial Regex LikeTheOther();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}']*")]
    private static partial Regex Word();

    // A sentence that goes on to say that the letter is right, and ends there.
    [GeneratedRegex("""
        \A["')\]}]*\s*(?:
          (?:is|would\ be|must\ be|is\ clearly)\s(?:(?:the|my)\s(?:answer|choice|letter)|(?:(?:the|my)\s)?(?:correct|right|best|most\ accurate|accurate|true|final)(?:\s(?:answer|choice|option|one|letter))?)
        | (?:ist|wäre)\s(?:die\s)?(?:richtige?|korrekte?|beste)?\s?(?:antwort|richtig|korrekt|wahl|option|lösung)
        | (?:wählen|nehmen|sagen)
        | est\s(?:la\s)?(?:bonne|correcte?)?\s?(?:réponse|correcte?|juste|bonne)(?:\scorrecte)?
        | (?:es|é|è|e|está)\s(?:la|a)?\s?(?:correcta?|corretta?|certa|giusta|respuesta|resposta|risposta|opción|opção|opzione)\s?(?:correcta?|corretta?|certa|giusta)?
        | is\s(?:het\s)?(?:juiste?|correcte?|goede)?\s?(?:antwoord|juist|correct)
        | (?:är|er)\s(?:det\s)?(?:rätta?|riktiga?|riktige|rigtige?|korrekt)\s?(?:svaret|svar)?
        | jest\s(?:poprawn\p{L}+|prawidłow\p{L}+)(?:\sodpowiedzią)?
        | [-—–]\s(?:правильный|верный)\s(?:ответ|вариант) | (?:правильн\p{L}+|верн\p{L}+)
        | doğru(?:dur)? | 'd[iı]r | 't[iı]r | (?:seçeneği|şıkkı)(?:dır)?
        | [选選]?[项項] | 是?正确的?(?:答案|选项)? | です | だ | である | になります | となります | が正解です? | が正しい(?:です|答えです)? | を選びます | を選択します | を選ぶ
        | 입니다 | 이다 | 예요 | 이에요 | 번 | 번입니다 | [이가]\ ?정답입니다 | [을를]\ ?선택합니다 | [을를]\ ?고르겠습니다
        | है | सही\ है | ครับ | ค่ะ | हूँ
        )(?:["')\]}\s.!。।]*\z | (?<reason>["')\]}]*\s*[,;:—–-]?\s+(?:because|since|as|given|weil|da|denn|parce\ que|car|puisque|porque|ya\ que|pois|perché|poiché|потому|так\ как)\b))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Affirmed();

    [GeneratedRegex("""
        \A["')\]}]*\s*[,;:.()—–-]*\s*(?:
          because | since | as\s(?!if|you|though) | given | based\son | due\sto | which\s(?:is|was)\s(?:what|stated|given) | per\sthe | according\sto\s(?:the|this)\s(?:record|document|entry|text|source|register|passage) | not\s["(]?(?:option\s)?[A-Za-z]["')]*\s*[.!]?\z | rather\sthan | instead\sof | as\sthe
        | weil | da\s | denn | nicht\s[A-Z]\b | parce\sque | car\s | puisque | porque | ya\sque | pues | pois | perché | poiché | omdat | want\s | eftersom | fordi | ponieważ | bo\s | protože
        | потому | так\sкак | поскольку | ибо | çünkü | 因为 | 因為 | なぜなら | 왜냐하면 | لأن | क्योंकि | เพราะ
        )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Reason();

    [GeneratedRegex("""\A(?:["']*[)\]}][.:,]?\s*[-—–:]?\s*|["']*[:：]\s*|["']*\s+[-—–]+\s+|["']*\s*[—–]\s*|\s*\(|["']*\.\s+)""")]
    private static partial Regex TailMark();

    // Words by which the letter becomes a thing that is spoken of, or one of several.
    [GeneratedRegex("""
        \A\W*(?:is|isn't|was|were|would|seems|looks|appears|can|can't|cannot|could|may|might|has|have|had|does|doesn't|did|that|this|which|what|who|it|you|your|the\suser|and|or|nor|vs|versus|also|if|unless|no|not|maybe|perhaps|unsure|wrong|incorrect|false
        |ist|war|wäre|scheint|kann|du|sie|ihr|und|oder|falsch|nicht|est|était|serait|semble|tu|vous|et|ou|faux|es|era|sería|fue|parece|tú|usted|falso|no|é|seria|você|è|sarebbe|sembra|falso|non|это|был|и|или|ты|вы|не|неверно)\b
        | \A\W*(?:y|o|e|u|i)\s+\W*(?:la\s|a\s|o\s)?(?:opción|opção|opzione)?\s*[A-Z]\b
        | \A\W*(?:或|和|还是|是错|不|か|と|または|ではない|또는|와|과|아니)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Spoken();

    // Words that take back what was said before them.
    [GeneratedRegex(@"\b(?:but|however|although|though|whereas|while|yet|wrong|incorrect|false|isn't|aber|jedoch|obwohl|falsch|mais|cependant|faux|pero|aunque|incorrect[oa]|mas|embora|ma|tuttavia|sbagliat[oa]|но|однако|хотя|неверно|believe[sd]?|claim(?:s|ed)?|you\s(?:say|said|think|thought))\b|但|不过|しかし|하지만|그러나", RegexOptions.IgnoreCase)]
    private static partial Regex Against();

    [GeneratedRegex(@"(?:[,;—–]|\s-)\s*(?=(?:but|so|and so|therefore|thus|hence|which means|making|aber|also|daher|deshalb|somit|mais|donc|pero|así que|por lo que|mas|portanto|então|ma|quindi|dunque|но|поэтому|значит|так что|maar|dus|więc|ale)\b)|[,;]\s*(?=(?:it's|it is|the answer is)\b)|[，、,；]\s*(?=而是|是|所以|因此|但|故|だから|なので|したがって|따라서|그래서)", RegexOptions.IgnoreCase)]
    private static partial Regex Connector();

    // "Although you believe …, the answer is B".
    [GeneratedRegex(@"\A\W*(?:although|though|even though|while|whereas|despite|obwohl|bien que|malgré|aunque|a pesar|embora|apesar|sebbene|nonostante|хотя|несмотря)\b[^,]*,\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Concession();

    // What "that is A" points at stands in the sentence before, and may be somebody's belief.
    [GeneratedRegex(@"\b(?:this|that|that's|these|das|dies|cela|ça|eso|esto|questo|quello|isso|isto|это)\b|这|這|那|これ|それ|그것", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();

    [GeneratedRegex(@"\b(?:if|unless|suppose|supposing|assuming|were|would|wouldn't|could|might|wenn|falls|würde|wäre|hätte|könnte|si|serait|sería|fuera|seria|fosse|se|если|бы|als|gdyby|jeśli|eğer)\b|如果|假如|もし|만약|إذا|यदि|अगर|""|“", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();
}
