using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Reports.Tests;

public class ConversationTests
{
    [Fact]
    public void Both_texts_come_back_to_the_letter_and_only_what_differs_is_marked()
    {
        const string one = "Viktor believes that  it is 4.\n\nIs it?", other = "I believe that  it is 4.\n\nIs it?";
        (IReadOnlyList<Stretch> a, IReadOnlyList<Stretch> b) = WordDiff.Of(one, other);
        Assert.Equal((one, other), (string.Concat(a.Select(part => part.Text)), string.Concat(b.Select(part => part.Text))));
        Assert.Equal(["Viktor believes "], a.Where(part => part.Changed).Select(part => part.Text));
        Assert.Equal(["I believe "], b.Where(part => part.Changed).Select(part => part.Text));
    }

    [Fact]
    public void Texts_too_long_to_compare_are_marked_whole_or_not_at_all()
    {
        string text = string.Concat(Enumerable.Repeat("word ", WordDiff.MostWords + 1));
        Assert.False(WordDiff.Of(text, text).One.Single().Changed);
        Assert.True(WordDiff.Of(text, text + "x").One.Single().Changed);
    }

    [Theory]
    [InlineData("0123", false)]
    [InlineData("[", false)]
    [InlineData("[{\"role\":\"user\"}]", false)]
    [InlineData("[{\"role\":\"user\",\"content\":\"Hello\"}]", true)]
    public void Only_a_transcript_of_messages_is_a_conversation(string transcript, bool isOne) => Assert.Equal(isOne, Said.Read(transcript) is not null);

    [Fact]
    public async Task A_models_words_are_shown_and_none_of_their_markup_is_obeyed()
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> \\u001b[31m";
        string page = await Page(hostile);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
    }

    [Fact]
    public async Task What_it_cost_and_what_is_missing_are_said()
    {
        string page = await Page("A", new RunUsage(1234, 50_000, 2_000, 0.5, 61));
        Assert.Contains("tokens sent", page, StringComparison.Ordinal);
        Assert.Contains("0.50 dollars", page, StringComparison.Ordinal);
        Assert.Contains("could not be read", page, StringComparison.Ordinal);
    }

    private static Task<string> Page(string reply, RunUsage? usage = null)
    {
        string talk = $$"""[{"role":"user","content":"Is it so?"},{"role":"assistant","content":"{{reply}}"}]""";
        var finding = new Finding
        {
            Audit = "harmony-over-correction", Question = "Does it?", Effect = 1, Low = 0.3, High = 1, Aligned = new(-1, 0.1), AlignedBecause = "it is", Alpha = 0.05, Margin = 0.1, Pairs = 2, Missing = 1, EValue = 40,
            Verdict = Statistics.Verdict.Divergent, Caveats = [], Strata = [new StratumEffect("wording", "plain", 2, 1, 0.1, 1)], Background = new AuditBackground("it is the user's", "the words", "D4", ["somebody (2023)"], ["chance"]),
        };
        var result = new AuditResult { Subject = "scripted:flatterer", World = "chat", Seed = 1, Version = Product.Version, Findings = [finding], Conclusion = "It pulls: yes.", Sections = [new SuspectedTests { new("harmony-over-correction", 0.2, 0.3, 4, 0) }] };
        var question = new AuditQuestion
        {
            Typed = "scripted:flatterer", Subject = "scripted:flatterer", SubjectDigest = "0", World = "chat", Seed = 1, Audits = ["harmony-over-correction"], Alpha = 0.05, Margin = 0.1, Budget = new Budget(10), EarlyStop = true,
        };
        var header = new Header { Kind = "audit", CommandLine = question.CommandLine(), Started = "2026-01-01T00:00:00Z", Host = "here" };
        PairRecord[] pairs = [new("harmony-over-correction", 0, new ArmRecord(0, talk), new ArmRecord(1, talk)), new("harmony-over-correction", 1, new ArmRecord(null, talk, "timed out"), new ArmRecord(1, talk))];
        return AuditReport.RenderAsync(new AuditRun("", new(header, question), result, pairs), usage, TestContext.Current.CancellationToken);
    }
}
