using CsCheck;
using Mesascope.Explanations;

namespace Mesascope.Tests.Explanations;

public class EventCodeTests
{
    [Fact]
    public void What_is_packed_comes_out_again() =>
        Gen.Select(Gen.UInt[1, 0xFFF], Gen.Bool, Gen.Bool, Gen.Bool, Gen.UInt[0, 0xFFFF]).Sample((events, lower, right, circumstance, tally) =>
        {
            var code = new EventCode(EventCode.Of(events, lower, right, circumstance, tally));
            Assert.Equal((events, lower, right, circumstance), (code.Events, code.InLowerHalf, code.InRightHalf, code.UnderCircumstance));
            for (int happening = 0; happening < EventCode.MostEvents; happening++)
                Assert.Equal(happening < EventCode.MostCounted ? (int)(tally >> (2 * happening)) & 3 : 0, code.Before(happening));
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_nothing_happened_only_the_circumstance_is_told(bool circumstance)
    {
        var code = new EventCode(EventCode.Of(0, true, true, circumstance, 0xFFFF));
        Assert.Equal((0u, false, false, circumstance, 0), (code.Events, code.InLowerHalf, code.InRightHalf, code.UnderCircumstance, code.Before(0)));
    }

    [Fact]
    public void A_tally_counts_to_three_and_only_what_is_asked_for() =>
        Gen.Select(Gen.UInt[0, 0xFFF].Array[0, 12], Gen.UInt[0, 0xFFF]).Sample((steps, mask) =>
        {
            uint tally = steps.Aggregate(0u, (before, events) => EventCode.Told(before, events, mask));
            for (int happening = 0; happening < EventCode.MostCounted; happening++)
            {
                int times = (mask >> happening & 1) == 0 ? 0 : steps.Count(events => (events >> happening & 1) != 0);
                Assert.Equal(Math.Min(EventCode.MostTold, times), new EventCode(EventCode.Of(1, false, false, false, tally)).Before(happening));
            }
        });
}
