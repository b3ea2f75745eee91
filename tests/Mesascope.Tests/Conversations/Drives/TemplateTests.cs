using Mesascope.Conversations;

namespace Mesascope.Tests.Conversations;

public class TemplateTests
{
    [Fact]
    public void What_was_filled_can_be_read_back()
    {
        var template = new Template("In {place} the {work} opened on {day}. I believe {place} is small.");
        var words = new Dictionary<string, string> { ["place"] = "Kelmere", ["work"] = "dairy (old)", ["day"] = "4 May 1980" };
        Assert.Equal(words, template.Read(template.Fill(words)));
    }

    [Fact]
    public void Another_text_is_not_read() => Assert.Null(new Template("In {place} it rained.").Read("In Kelmere it snowed."));

    [Fact]
    public void A_place_that_comes_twice_holds_the_same_words() => Assert.Null(new Template("{a} and {a}").Read("one and two"));

    [Fact]
    public void Text_before_is_allowed_only_where_it_is_said() =>
        Assert.Equal((true, true), (new Template("It is {a}.").Read("Be kind.\n\nIt is so.") is null, new Template("It is {a}.", anyBefore: true).Read("Be kind.\n\nIt is so.") is not null));

    [Fact]
    public void A_place_without_a_word_is_refused() =>
        Assert.Contains("{b}", Assert.Throws<ArgumentException>(() => new Template("{a}{b}").Fill(new Dictionary<string, string> { ["a"] = "x" })).Message, StringComparison.Ordinal);
}
