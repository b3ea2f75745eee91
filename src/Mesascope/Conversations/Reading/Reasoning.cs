using System.Text;
using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>Tells what a model thought from what it answered, where a server leaves both in one text.</summary>
internal static partial class Reasoning
{
    /// <summary>The text without its reasoning and without the marks of a chat format; null where it is nothing but reasoning.</summary>
    public static string? CutFrom(string text) => Answer(text) is { } answer ? WithoutMarks(answer) : null;

    private static string? Answer(string text)
    {
        if (text.Contains("<|channel|>", StringComparison.Ordinal) || text.Contains("<|message|>", StringComparison.Ordinal)) return FinalChannel(text);
        // Harmony whose marks the server dropped: "analysisThe user …assistantfinalB".
        int final = text.LastIndexOf("assistantfinal", StringComparison.Ordinal);
        if (final >= 0) return OutsideTags(text[(final + "assistantfinal".Length)..]);
        return BareAnalysis().IsMatch(text) ? null : OutsideTags(text);
    }

    private static string? FinalChannel(string text)
    {
        if (Final().Matches(text).LastOrDefault() is { } final) return OutsideTags(final.Groups["answer"].Value);
        // A message without any channel is an answer; one in another channel is none.
        return OtherChannel().IsMatch(text) ? null : OutsideTags(text[(text.LastIndexOf("<|message|>", StringComparison.Ordinal) + "<|message|>".Length)..]);
    }

    /// <summary>The text outside reasoning tags; null where a tag is never closed.</summary>
    // A closing tag without its opening one ends the thought that began with the reply; an opening one that is never closed leaves no answer.
    public static string? OutsideTags(string text)
    {
        text = ReasoningDetails().Replace(text, "\n");
        var answer = new StringBuilder();
        int from = 0;
        bool inside = false;
        foreach (Match tag in Tag().Matches(text))
        {
            if (tag.Groups["close"].Success)
            {
                if (!inside) answer.Clear();
                (inside, from) = (false, tag.Index + tag.Length);
            }
            else if (!inside)
            {
                answer.Append(text, from, tag.Index - from).Append('\n');
                inside = true;
            }
        }
        return inside ? null : answer.Append(text, from, text.Length - from).ToString();
    }

    private static string WithoutMarks(string text)
    {
        string answer = Header().Replace(Struck().Replace(text, ""), "");
        // What follows the end of a turn is another turn that the model made up.
        Match end = EndOfTurn().Match(answer);
        while (end.Success && string.IsNullOrWhiteSpace(Mark().Replace(answer[..end.Index], ""))) end = end.NextMatch();
        if (end.Success) answer = answer[..end.Index];
        return Header().Replace(Mark().Replace(answer, "\n"), "").Trim();
    }

    [GeneratedRegex(@"(?:<\|channel\|>|\A|<\|start\|>assistant)\s*final\b(?:[^<]|<\|constrain\|>)*<\|message\|>(?<answer>(?:(?!<\|(?:end|return|start|channel|call)\|>).)*)", RegexOptions.Singleline)]
    private static partial Regex Final();

    [GeneratedRegex(@"<\|channel\|>|\A\s*(?:analysis|commentary)\b")]
    private static partial Regex OtherChannel();

    [GeneratedRegex(@"\A\s*(?:assistant)?analysis(?=[""'A-Z])")]
    private static partial Regex BareAnalysis();

    [GeneratedRegex("""<details\b[^<>]*type="?reasoning"?[^<>]*>.*?</details>""", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex ReasoningDetails();

    [GeneratedRegex("""
        (?<close>
            (?:<|&lt;) / \s* (?:seed:)? (?:think|thinking|thoughts?|reasoning|reflection|scratch_?pad|analysis|ant_?thinking|(?:inner|internal)_?(?:monologue|thoughts?)|chain_?of_?thought|cot) \s* (?:>|&gt;)
          | \[ / (?:THINK|THINKING|REASONING) \]
          | ◁/think▷ | <\|END_THINKING\|> | <\|end_of_thought\|> | <\|/think(?:ing)?\|> | <unused95> | <channel\|>
          | \[BEGIN\ FINAL\ RESPONSE\] | ^Here\ is\ my\ response:
        )
        | (?:<|&lt;) \s* (?:seed:)? (?:think|thinking|thoughts?|reasoning|reflection|scratch_?pad|analysis|ant_?thinking|(?:inner|internal)_?(?:monologue|thoughts?)|chain_?of_?thought|cot) (?:\s[^<>]*)? (?<!/)(?:>|&gt;)
        | \[ (?:THINK|THINKING|REASONING) \]
        | ◁think▷ | <\|START_THINKING\|> | <\|begin_of_thought\|> | <\|think(?:ing)?\|> | <unused94> | <\|channel>\s*thought
        | ^Here\ (?:is\ my\ thought\ process|are\ my\ reasoning\ steps):
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Tag();

    // "<s>B</s>" is a whole text in its marks; "<s>A</s> B" is a letter struck out.
    [GeneratedRegex(@"<(?<tag>s|del|strike)>.*?</\k<tag>>(?=\s*\S)|~~[^~]+~~", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Struck();

    [GeneratedRegex(@"\A\s*(?:assistant|model)\s*\n")]
    private static partial Regex Header();

    [GeneratedRegex(@"<\|(?:im_end|im_start|eot_id|eom_id|start_header_id|endoftext|end|return|user|end_of_turn|END_OF_TURN_TOKEN|eot|endofprompt)\|>|<｜(?:end▁of▁sentence|User)｜>|</s>|<end_of_turn>|<eos>|\[INST\]|^\s*(?:\#+\s*)?(?:User|Human|Instruction)\s*:", RegexOptions.Multiline)]
    private static partial Regex EndOfTurn();

    [GeneratedRegex(@"<[|｜][^<>\n]{1,40}[|｜]>|</?s>|<(?:bos|eos|pad|start_of_turn|end_of_turn)>|\[/?INST\]|\[(?:BEGIN|END) FINAL RESPONSE\]")]
    private static partial Regex Mark();
}
