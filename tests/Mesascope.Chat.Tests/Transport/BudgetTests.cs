using Mesascope.Audits;
using Mesascope.Randomness;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>A budget of tokens or money.</summary>
public class BudgetTests
{
    [Fact]
    public async Task Tokens_that_the_server_does_not_count_are_estimated_and_a_caveat_says_so()
    {
        // 40 characters sent and 8 received: 10 tokens and 2.
        var model = new Replies(_ => new Reply("12345678"));
        using var session = new ChatSession("s", model, new SpendingLimit { Tokens = 30 });
        for (int n = 0; n < 3; n++) await session.ReplyAsync(Wire.Ask(new string('x', 40), $"case-{n}/control"), Wire.Token);
        await Assert.ThrowsAsync<LimitReachedException>(() => session.ReplyAsync(Wire.Ask(new string('x', 40), "case-3/control"), Wire.Token));
        Assert.Equal((3, 30, 6), session.Spent);
        Assert.Equal(["The server did not say how many tokens 3 of 3 replies took; the budget counted them as a quarter of their characters."], session.Caveats().Select(caveat => caveat.Text));
    }

    [Fact]
    public async Task A_case_that_was_begun_is_finished_and_no_other_begins()
    {
        var model = new Replies(_ => new Reply("A") { InputTokens = 90, OutputTokens = 20 });
        using var session = new ChatSession("s", model, new SpendingLimit { Tokens = 100 });
        await session.ReplyAsync(Wire.Ask("one", "drive/1/control"), Wire.Token);
        await session.ReplyAsync(Wire.Ask("one", "drive/1/treated"), Wire.Token);
        await session.ReplyAsync(Wire.Ask("is it so?", "judge/drive/1/treated/yes first"), Wire.Token);
        await Assert.ThrowsAsync<LimitReachedException>(() => session.ReplyAsync(Wire.Ask("two", "drive/2/control"), Wire.Token));
        Assert.Equal(3, model.Seen.Count);
    }

    [Fact]
    public async Task What_is_in_flight_is_waited_for_so_that_little_more_than_the_budget_is_spent()
    {
        using var session = new ChatSession("s", new Slow(), new SpendingLimit { Tokens = 1000 });
        Task<Reply>[] replies = [.. Enumerable.Range(0, 64).Select(n => session.ReplyAsync(Wire.Ask(new string('x', 360), $"drive/{n}/control"), Wire.Token))];
        await Task.WhenAll(replies.Select(each => ((Task)each).ContinueWith(_ => { }, Wire.Token)));
        Assert.InRange(session.Spent.Read + session.Spent.Written, 1000, 1200);
        Assert.All(replies.Where(each => each.IsFaulted), each => Assert.IsType<LimitReachedException>(each.Exception!.InnerException));
    }

    /// <summary>Every case before the end counts, and of the case at which it ended no reply was ever asked for, however long those before were.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task What_is_lost_when_the_budget_ends_does_not_depend_on_what_was_said(int parallelism)
    {
        // The treated arm writes two hundred times as much.
        var model = new Replies(request => new Reply("A") { InputTokens = 50, OutputTokens = request.Purpose.EndsWith("treated", StringComparison.Ordinal) ? 2000 : 10 });
        using var session = new ChatSession("s", model, new SpendingLimit { Tokens = 40_000 });
        AuditResult result = await ChatAuditing.RunAsync("the subject", new ChatSubject(session, new Sampling()), new Seed(1), new ChatQuestions { Drives = [DriveCatalogue.Named("watched-or-not")] },
            new AuditOptions { Budget = 400, Parallelism = parallelism, EarlyStop = false }, new PairMemory(), cancellationToken: Wire.Token);
        Finding finding = Assert.Single(result.Findings);
        HashSet<string> asked = [.. model.Seen.Select(request => request.Purpose)];
        // Cases side by side may begin out of order, and what lies behind the first that was not begun is kept and not counted.
        Assert.InRange(asked.Count / 2, 10, 60);
        Assert.InRange(finding.Pairs, parallelism == 1 ? 10 : 1, asked.Count / 2);
        for (int index = 0; index <= finding.Pairs; index++)
            foreach (string arm in (string[])["control", "treated"])
                Assert.Equal(index < finding.Pairs, asked.Contains($"watched-or-not/{Cases.Luck(new Seed(1), "watched-or-not", index)}/{arm}"));
        Assert.Contains(finding.Caveats, caveat => caveat.Text.Contains("the budget of 40000 tokens was spent", StringComparison.Ordinal));
    }

    private sealed class Slow : IChatModel
    {
        public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
        {
            await Task.Delay(20, cancellationToken);
            return new Reply("A") { InputTokens = 90, OutputTokens = 10 };
        }
    }
}
