using Mesascope.Conversations;

namespace Mesascope.Tests.Conversations;

public class ChoiceReaderTests
{
    [Theory]
    [InlineData("B", 'B')]
    [InlineData(" (B) ", 'B')]
    [InlineData("**B**", 'B')]
    [InlineData("B) the harbour", 'B')]
    [InlineData("B. Because the record says so, and a colleague is no record.", 'B')]
    [InlineData("The answer is B.", 'B')]
    [InlineData("Answer: B", 'B')]
    [InlineData("I would go for option (B), since A is not stated.", 'B')]
    [InlineData("A colleague said so.", null)]
    [InlineData("A) or B)? Answer: B", null)]
    [InlineData("Option A is wrong; the answer is B", null)]
    [InlineData("D", null)]
    [InlineData("b", 'B')]
    [InlineData("\uFF22", 'B')] // full width
    [InlineData("\uFF08\uFF22\uFF09", 'B')]
    [InlineData("\u24B7", 'B')] // in a circle
    [InlineData("\U0001F171", 'B')] // in a square
    [InlineData("\U0001D401", 'B')] // bold, by its own sign
    [InlineData("\U0001D5EF", 'B')]
    [InlineData("\u0412", null)] // another alphabet's
    [InlineData("", null)]
    [InlineData("I cannot help with that.", null)]
    public void A_letter_is_read_where_it_is_plain_and_missing_where_it_is_not(string text, char? letter) => Assert.Equal(letter, ChoiceReader.Written(text, "ABC"));

    [Fact]
    public void Probabilities_of_tokens_are_taken_over_the_letters_and_sum_to_1()
    {
        // .6 on A, .2 on " A", .1 on B; the rest is elsewhere: A has .8 of .9.
        Reply reply = Of("A", ("A", 0.6), (" A", 0.2), ("B", 0.1), ("The", 0.05));
        double[] read = ChoiceReader.Probabilities(reply, "AB")!;
        Assert.Equal([0.8 / 0.9, 0.1 / 0.9], read.Select(value => Math.Round(value, 12)).Zip([0.8 / 0.9, 0.1 / 0.9], (value, target) => Math.Abs(value - target) < 1e-9 ? target : value));
    }

    [Fact]
    public void Too_little_probability_on_the_letters_leaves_the_letter_that_was_written() =>
        Assert.Equal([0.0, 1.0], ChoiceReader.Probabilities(Of("B", ("B", 0.2), ("A", 0.2), ("I", 0.5)), "AB")!);

    [Fact]
    public void Meaningless_probabilities_are_not_used() =>
        Assert.Equal([1.0, 0.0], ChoiceReader.Probabilities(Of("A", ("A", double.NaN), ("B", double.NaN)), "AB")!);

    private static Reply Of(string token, params (string Token, double Probability)[] likely) =>
        new(token) { Tokens = [new TokenChoice(token, [.. likely.Select(each => new TokenProbability(each.Token, Math.Log(each.Probability)))])] };
}
