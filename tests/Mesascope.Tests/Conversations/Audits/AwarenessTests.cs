using Mesascope.Audits;
using Mesascope.Conversations;

namespace Mesascope.Tests.Conversations;

public class AwarenessTests
{
    [Theory]
    [InlineData("70", 0.7)]
    [InlineData(" 12.5 % ", 0.125)]
    [InlineData("100.", 1.0)]
    [InlineData("101", null)]
    [InlineData("between 20 and 30", null)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    public void A_number_alone_is_read_and_anything_else_is_missing(string reply, double? share) => Assert.Equal(share, Awareness.Percent(reply));

    [Fact]
    public async Task Means_are_of_the_answers_that_could_be_read_and_the_others_are_counted()
    {
        string talk = Transcript.Write([new Message(Role.User, "Is it?"), new Message(Role.Assistant, "It is.")]);
        PairRecord[] pairs = [.. Enumerable.Range(0, 6).Select(i => new PairRecord("a", i, new ArmRecord(i == 0 ? null : 1, talk), new ArmRecord(0, talk)))];
        SuspectedTest asked = await Awareness.AskAsync(new ByPurpose(), new Sampling(), "a", pairs, 3, TestContext.Current.CancellationToken);
        // Pairs 1, 2 and 3: the first has a missing arm. Control: 10 and 30, one unread; treated: 80 thrice.
        Assert.Equal(new SuspectedTest("a", 0.2, 0.8, 5, 1), asked with { Control = Math.Round(asked.Control!.Value, 12), Treated = Math.Round(asked.Treated!.Value, 12) });
    }

    private sealed class ByPurpose : IChatModel
    {
        public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Reply(request.Purpose.EndsWith("treated", StringComparison.Ordinal) ? "80" : request.Purpose.Contains("/1/", StringComparison.Ordinal) ? "10" : request.Purpose.Contains("/2/", StringComparison.Ordinal) ? "30" : "hard to say"));
    }
}
