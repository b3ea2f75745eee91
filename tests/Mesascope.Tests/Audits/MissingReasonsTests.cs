using Mesascope.Audits;

namespace Mesascope.Tests.Audits;

public class MissingReasonsTests
{
    [Fact]
    public void Reasons_are_counted_the_most_frequent_first() =>
        Assert.Equal("cut short (2), empty (1)", Of(Arm("empty"), Arm("cut short"), Arm("cut short")));

    [Fact]
    public void Where_several_were_not_read_the_first_of_the_most_frequent_is_quoted() =>
        Assert.Equal("empty (4), no letter (3, such as \"Well, the old harbour.\")", Of([Arm("empty"), Arm("empty"), Arm("empty"), Arm("empty"), Arm("no letter", "Well,\nthe old\u202e harbour.\u0007"), Arm("no letter", "Another."), Arm("no letter")]));

    [Fact]
    public void One_or_two_are_not_quoted() => Assert.Equal("no letter (2)", Of(Arm("no letter", "x"), Arm("no letter", "y")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \n\u200b", null)]
    [InlineData("a\r\n\tb  c", "a b c")]
    [InlineData("\u001b[31mred\u0000", "[31mred")]
    public void A_quotation_is_one_line_of_what_can_be_seen(string? text, string? quoted) => Assert.Equal(quoted, Excerpt.Of(text));

    [Fact]
    public void A_quotation_is_short() => Assert.Equal(101, Excerpt.Of(new string('x', 5000))!.Length);

    private static string Of(params ArmRecord[] arms)
    {
        var reasons = new MissingReasons();
        foreach (ArmRecord arm in arms) reasons.Add(new PairRecord("a", 0, arm, new ArmRecord(0, "")));
        return reasons.ToString();
    }

    private static ArmRecord Arm(string reason, string? unread = null) => new(null, "", reason) { Unread = Excerpt.Of(unread) };
}
