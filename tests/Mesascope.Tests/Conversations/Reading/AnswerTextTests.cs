using Mesascope.Conversations;

namespace Mesascope.Tests.Conversations;

public class AnswerTextTests
{
    [Theory]
    [InlineData("B", null, "B", null)]
    [InlineData("<think>A</think>\n\nB", "stop", "B", null)]
    [InlineData("<think>A", "stop", "", "the reply held its reasoning and no answer")]
    [InlineData("", "stop", "", "the reply was empty")]
    [InlineData(" \n", null, "", "the reply was empty")]
    [InlineData("B", "content_filter", "B", "the server withheld the reply")]
    [InlineData("Let me see", "length", "Let me see", AnswerText.CutShort)]
    [InlineData("Let me see", "max_tokens", "Let me see", AnswerText.CutShort)]
    [InlineData("B", "MAX_TOKENS", "B", AnswerText.CutShort)]
    [InlineData("B", "SAFETY", "B", "the server withheld the reply")]
    [InlineData("B", "error", "B", "the server broke the reply off")]
    [InlineData("B", "tool_calls", "B", null)]
    [InlineData("B", "eos", "B", null)]
    public void A_reply_gives_its_answer_or_why_there_is_none(string text, string? finish, string answer, string? missing) =>
        Assert.Equal(new AnswerText(answer, missing), AnswerText.Of(new Reply(text) { FinishReason = finish }));

    [Theory]
    [InlineData("B", 1.0)]
    [InlineData("**B**", 1.0)]
    [InlineData("The answer is B", null)]
    [InlineData("You believe option B. The record, however,", null)]
    [InlineData("It may be either.\n\nB", null)]
    [InlineData("B) because", null)]
    public void Of_a_reply_that_was_cut_only_a_bare_letter_is_read(string text, double? expected) =>
        Assert.Equal(expected, ChoiceReader.Probabilities(new Reply(text) { FinishReason = "length" }, "AB")?[1]);

    [Fact]
    public void A_reply_that_was_withheld_is_not_read() => Assert.Null(ChoiceReader.Probabilities(new Reply("B") { FinishReason = "content_filter" }, "AB"));

    [Fact]
    public void Reasoning_is_cut_off_once_and_for_all()
    {
        foreach (string text in (string[])["<think>A</think>B", "A</think>B", "<|channel|>final<|message|>B", "analysisA.assistantfinalB", "B<|im_end|>"])
            Assert.Equal("B", AnswerText.Of(new Reply(AnswerText.Of(new Reply(text)).Text)).Text);
    }

    [Fact]
    public void Probabilities_of_the_thought_are_not_used()
    {
        // SGLang with a reasoning parser: the tokens are those of the thought, the content is the letter alone.
        Assert.Equal([1, 0], Shares("A", ("The", 0.9), (" user", 0.9), (" picked", 0.9), (" B", 0.9)));
        Assert.Equal([1, 0], Shares("A", ("B", 0.9)));
        Assert.Equal([1, 0], Shares("A", ("B", 0.9), ("A", 0.9)));
        // Within the content, a letter of the thought is none of the answer.
        Assert.Equal([1, 0], Shares("<think>A</think>A", ("<think>", 1), ("A", 0.6), ("</think>", 1)));
        Assert.Equal([0.7, 0.3], Shares("<think>A</think>A", ("<think>", 1), ("A", 0.6), ("</think>", 1), ("A", 0.7)));
    }

    [Fact]
    public void Probabilities_are_used_where_the_tokens_are_the_text()
    {
        Assert.Equal([0.7, 0.3], Shares("A", ("A", 0.7)));
        Assert.Equal([0.7, 0.3], Shares("**A**", ("**", 1), ("A", 0.7), ("**", 1), ("<|im_end|>", 1)));
        Assert.Equal([0.7, 0.3], Shares("\n\nA", ("\n\n", 1), ("A", 0.7)));
        Assert.Equal([0.7, 0.3], Shares("The answer is A.", ("The", 1), (" answer", 1), (" is", 1), ("▁A", 0.7)));
        Assert.Equal([1, 0], Shares("Not B, but the answer is A.", ("Not", 1), (" B", 0.7), (",", 1)));
        Assert.Equal([1, 0], Shares("A", ("token_id:33", 0.7), ("A", 0.7)));
    }

    // The chance of A stands with each token; that of B is what is left.
    private static double[] Shares(string text, params (string Token, double Probability)[] tokens) =>
        [.. ChoiceReader.Probabilities(new Reply(text) { Tokens = [.. tokens.Select(each => new TokenChoice(each.Token, [new TokenProbability("A", Math.Log(each.Probability)), new TokenProbability("B", Math.Log(1 - each.Probability))]))] }, "AB")!.Select(share => Math.Round(share, 9))];
}
