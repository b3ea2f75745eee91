using System.Text.RegularExpressions;
using Mesascope.Conversations;

namespace Mesascope.Tests.Conversations;

/// <summary>Replies as public models write them, in four letters, with and without reasoning: read as they are meant, or not at all.</summary>
public partial class RealRepliesTests
{
    private const string Letters = "ABCD";

    private static readonly string[] Texts = ["the old harbour", "the harbour", "1912", "It cannot be told from this."];
    private static readonly (string Language, string Text)[] Replies = [.. Lines("replies.txt").Select(line => line.Split("  ", 2)).Select(parts => (parts[0], parts[1]))];
    private static readonly string[] Thoughts = Lines("thoughts.txt"), NoAnswers = Lines("no-answers.txt");

    [Fact]
    public void There_are_200_texts_in_8_languages_and_more()
    {
        Assert.True(Replies.Length >= 200, $"{Replies.Length} texts");
        Assert.True(Replies.CountBy(reply => reply.Language).Count(language => language.Value >= 6) >= 8);
        Assert.Distinct(Replies);
    }

    [Fact]
    public void No_reply_is_read_as_another_letter_than_it_means()
    {
        string[] wrong = [.. Cases().Where(each => each.Read is { } read && read != each.Meant).Select(each => $"{each.Read} instead of {each.Meant}: {each.Text}")];
        Assert.True(wrong.Length == 0, $"{wrong.Length} wrong:\n{string.Join('\n', wrong.Take(40))}");
    }

    [Fact]
    public void At_most_a_tenth_of_the_replies_is_missing()
    {
        (string Text, char Meant, char? Read)[] cases = [.. Cases()];
        string[] missing = [.. cases.Where(each => each.Read is null).Select(each => each.Text)];
        Assert.True(missing.Length <= cases.Length / 10, $"{missing.Length} of {cases.Length} are missing:\n{string.Join('\n', missing.Take(60))}");
    }

    [Fact]
    public void In_no_language_is_more_than_a_fifth_missing()
    {
        foreach (IGrouping<string, (string Language, string Text)> language in Replies.GroupBy(reply => reply.Language).Where(language => language.Count() >= 6))
        {
            string[] missing = [.. language.Where(reply => ChoiceReader.Written(Filled(reply.Text, 1, 0), Letters, Texts) is null).Select(reply => reply.Text)];
            Assert.True(missing.Length <= language.Count() / 5, $"{language.Key}: {string.Join('\n', missing)}");
        }
    }

    [Fact]
    public void A_reply_that_chooses_nothing_is_missing_with_and_without_reasoning()
    {
        string[] read = [.. from text in NoAnswers
                            from meant in Enumerable.Range(0, 4)
                            from thought in Thoughts.Prepend("{ANSWER}")
                            let reply = Filled(thought.Replace("{ANSWER}", text), meant, (meant + 1) % 4)
                            let letter = ChoiceReader.Written(reply, Letters, Texts)
                            where letter is not null
                            select $"{letter}: {reply}"];
        Assert.True(read.Length == 0, $"{read.Length} read:\n{string.Join('\n', read.Take(40))}");
    }

    [Fact]
    public void A_thought_that_is_not_closed_or_stands_alone_is_no_answer()
    {
        foreach (string thought in Thoughts)
            Assert.Null(ChoiceReader.Written(Filled(thought.Replace("{ANSWER}", ""), 1, 0), Letters, Texts));
        Assert.All((string[])["<think>The answer is B.", "Hm. <think>\nB", "[THINK]B", "<|channel|>analysis<|message|>The answer is B.", "B<think>"], text => Assert.Null(ChoiceReader.Written(text, Letters)));
    }

    /// <summary>Where the texts of the choices are not known, only what rests on them is missing.</summary>
    [Fact]
    public void Without_the_texts_of_the_choices_no_reply_is_read_wrongly_either()
    {
        foreach ((string _, string text) in Replies)
            for (int meant = 0; meant < 4; meant++)
                Assert.True(ChoiceReader.Written(Filled(text, meant, (meant + 1) % 4), Letters) is not { } read || read == Letters[meant], text);
    }

    private static IEnumerable<(string Text, char Meant, char? Read)> Cases() =>
        from reply in Replies
        from meant in Enumerable.Range(0, 4)
        from thought in Thoughts.Prepend("{ANSWER}")
        let text = Filled(thought.Replace("{ANSWER}", reply.Text), meant, (meant + 1) % 4)
        select (text.Replace("\n", "⏎"), Letters[meant], ChoiceReader.Written(text, Letters, Texts));

    private static string Filled(string text, int meant, int other) => Place().Replace(text.Replace("⏎", "\n"), place => place.Groups[1].Value switch
    {
        "R" => Letters[meant].ToString(),
        "r" => Letters[meant].ToString().ToLowerInvariant(),
        "W" => Letters[other].ToString(),
        "w" => Letters[other].ToString().ToLowerInvariant(),
        "T" => Texts[meant],
        _ => Texts[other],
    });

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(typeof(RealRepliesTests).Assembly.GetManifestResourceStream(file)!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#' && line[0] != '\uFEFF')];
    }

    [GeneratedRegex(@"\{([RrWwTU])\}")]
    private static partial Regex Place();
}
