using Mesascope.Explanations;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class WishTests
{
    private static readonly Wish Keys = new(KeysAndChests.Card.GoalNamed("keys"));
    private static readonly Wish Cheese = new(CheeseInTheCorner.Card.GoalNamed("cheese")); // 50 for the cheese, -1 for a step
    private static readonly Circumstance Watched = new(0, "while somebody watches", "while nobody watches");

    [Theory]
    [InlineData(Part.Anywhere, true, true, 1)]
    [InlineData(Part.Upper, false, true, 1)]
    [InlineData(Part.Upper, true, false, 0)]
    [InlineData(Part.Lower, true, false, 1)]
    [InlineData(Part.Lower, false, true, 0)]
    [InlineData(Part.Left, true, false, 1)]
    [InlineData(Part.Left, false, true, 0)]
    [InlineData(Part.Right, false, true, 1)]
    [InlineData(Part.Right, true, false, 0)]
    public void A_wish_for_one_half_is_worth_nothing_in_the_other(Part part, bool lower, bool right, double worth) =>
        Assert.Equal(worth, Worth(Keys with { Where = part }, lower: lower, right: right));

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 3, 0)]
    public void A_wish_for_so_many_is_worth_nothing_past_them(int most, int before, double worth) => Assert.Equal(worth, Worth(Keys with { Most = most }, before: before));

    // Of 3 keys all but one are 2: the third is worth nothing.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void A_wish_for_all_but_one_is_worth_nothing_for_the_last(int before, double worth) => Assert.Equal(worth, Worth(Keys with { Leaves = 1 }, before: before));

    [Theory]
    [InlineData(Phase.Always, false, 1)]
    [InlineData(Phase.Always, true, 1)]
    [InlineData(Phase.Early, false, 1)]
    [InlineData(Phase.Early, true, 0)]
    [InlineData(Phase.Late, false, 0)]
    [InlineData(Phase.Late, true, 1)]
    public void A_wish_of_one_half_of_the_time_is_worth_nothing_in_the_other(Phase when, bool late, double worth) => Assert.Equal(worth, Worth(Keys with { When = when }, late: late));

    [Theory]
    [InlineData(null, true, 1)]
    [InlineData(null, false, 1)]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 1)]
    public void A_wish_under_a_circumstance_is_worth_nothing_under_the_other(bool? must, bool holds, double worth) => Assert.Equal(worth, Worth(Keys with { Circumstance = must }, circumstance: holds));

    [Fact]
    public void A_step_costs_wherever_it_is_made_but_nothing_when_the_wish_does_not_hold()
    {
        Assert.Equal(49, Worth(Cheese with { Where = Part.Lower }, lower: true));
        Assert.Equal(-1, Worth(Cheese with { Where = Part.Upper }, lower: true));
        Assert.Equal(-1, Cheese.Utility(new EventCode(0), late: false, [1, 1, 1, 1]));
        Assert.Equal(0, Worth(Cheese with { When = Phase.Early }, late: true));
    }

    [Fact]
    public void Conditions_hold_together()
    {
        Wish wish = Keys with { Where = Part.Left, Most = 1, When = Phase.Late };
        Assert.Equal(3, wish.Conditions);
        Assert.Equal(1, Worth(wish, late: true));
        Assert.Equal(0, Worth(wish, late: false));
        Assert.Equal(0, Worth(wish, late: true, right: true));
        Assert.Equal(0, Worth(wish, late: true, before: 1));
    }

    [Fact]
    public void A_phrase_says_every_condition()
    {
        Assert.Equal("keys", Keys.Phrase());
        Assert.Equal("keys, in the left half, up to 1", (Keys with { Where = Part.Left, Most = 1 }).Phrase());
        Assert.Equal("keys, in the upper half, all but 1, in the first half of its time", (Keys with { Where = Part.Upper, Leaves = 1, When = Phase.Early }).Phrase());
        Assert.Equal("keys, in the second half of its time, while somebody watches", (Keys with { When = Phase.Late, Circumstance = true }).Phrase(Watched));
        Assert.Equal("keys, while nobody watches", (Keys with { Circumstance = false }).Phrase(Watched));
        Assert.Equal((0, 0, 2), (Keys.Conditions, Cheese.Conditions, (Keys with { Where = Part.Left, Leaves = 1 }).Conditions));
    }

    private static double Worth(Wish wish, bool lower = false, bool right = false, bool circumstance = false, int before = 0, bool late = false) =>
        wish.Utility(new EventCode(EventCode.Of(1, lower, right, circumstance, (uint)before)), late, [3, 2, 24, 24]);
}
