using Mesascope.Audits;

namespace Mesascope.Chat.Tests.Transport;

public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_paid_for_is_not_asked_again()
    {
        var model = new Replies(_ => new Reply("A") { InputTokens = 5, OutputTokens = 1 });
        for (int life = 0; life < 3; life++)
        {
            using var session = new ChatSession("s", model);
            session.KeepIn(_folder);
            await session.ReplyAsync(Wire.Ask("one"), Wire.Token);
            await session.ReplyAsync(Wire.Ask("two"), Wire.Token);
            Assert.Equal((2, 10, 2), session.Spent);
        }
        Assert.Equal(2, model.Seen.Count);
    }

    [Fact]
    public async Task A_budget_of_tokens_ends_every_audit_with_the_pairs_it_has_and_says_so()
    {
        using var session = new ChatSession("s", new ScriptedModel(Disposition.Parse("honest")), new SpendingLimit { Tokens = 2000 });
        string findings = await Wire.FindingsAsync(session, ["harmony-over-correction"], 400, parallelism: 1);
        Assert.Contains("It ended before it was decided, because the budget of 2000 tokens was spent.", findings);
        Assert.Contains("\"verdict\":\"undecided\"", findings);
        Assert.Contains("0 of 100 items were asked, because the budget of 2000 tokens was spent.", findings);
        Assert.InRange(session.Spent.Read + session.Spent.Written, 2000, 2600);
    }

    [Fact]
    public async Task A_resumed_run_counts_what_it_spent_before()
    {
        var model = new Replies(_ => new Reply("A") { InputTokens = 80, OutputTokens = 20 });
        using (var session = new ChatSession("s", model, new SpendingLimit { Tokens = 200 }))
        {
            session.KeepIn(_folder);
            await session.ReplyAsync(Wire.Ask("one", "1/control"), Wire.Token);
        }
        using var resumed = new ChatSession("s", model, new SpendingLimit { Tokens = 200 });
        resumed.KeepIn(_folder);
        await resumed.ReplyAsync(Wire.Ask("two", "2/control"), Wire.Token);
        await Assert.ThrowsAsync<LimitReachedException>(() => resumed.ReplyAsync(Wire.Ask("three", "3/control"), Wire.Token));
        Assert.Equal("A", (await resumed.ReplyAsync(Wire.Ask("one", "1/control"), Wire.Token)).Text);
        Assert.Equal("A", (await resumed.ReplyAsync(Wire.Ask("one", "1/treated"), Wire.Token)).Text); // the case was begun
    }

    [Fact]
    public async Task A_budget_of_money_counts_both_prices()
    {
        // 1,000 × 2 + 500 × 10 dollars per million: 0.007 dollars a reply; the third is asked at 0.014, the fourth would be at 0.021.
        var model = new Replies(_ => new Reply("A") { InputTokens = 1000, OutputTokens = 500 });
        using var session = new ChatSession("s", model, new SpendingLimit { Dollars = 0.02, Price = new TokenPrice(2, 10) });
        for (int n = 0; n < 3; n++) await session.ReplyAsync(Wire.Ask($"{n}", $"{n}/control"), Wire.Token);
        await Assert.ThrowsAsync<LimitReachedException>(() => session.ReplyAsync(Wire.Ask("more", "more/control"), Wire.Token));
    }

    [Fact]
    public void Money_cannot_be_limited_without_a_price() => Assert.Contains("--price", Assert.Throws<ArgumentException>(() => new SpendingLimit { Dollars = 1 }.Checked()).Message);

    [Fact]
    public async Task Replies_of_another_run_are_taken_where_it_has_them_and_a_caveat_says_so()
    {
        var model = new Replies(request => new Reply(request.Messages[0].Content));
        using (var other = new ChatSession("s", model))
        {
            other.KeepIn(Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName);
            await other.ReplyAsync(Wire.Ask("one"), Wire.Token);
        }
        string mine = Directory.CreateDirectory(Path.Combine(_folder, "mine")).FullName;
        using (var session = new ChatSession("s", model))
        {
            session.KeepIn(mine);
            session.Reuse(Path.Combine(_folder, "other"));
            await session.ReplyAsync(Wire.Ask("two"), Wire.Token);
            Assert.Empty(session.Caveats());
            Assert.Equal("one", (await session.ReplyAsync(Wire.Ask("one"), Wire.Token)).Text);
            Assert.Contains("another run", Assert.Single(session.Caveats()).Text);
        }
        Assert.Equal(2, model.Seen.Count);
        using var resumed = new ChatSession("s", model);
        resumed.KeepIn(mine);
        Assert.Contains("another run", Assert.Single(resumed.Caveats()).Text);
    }

    [Fact]
    public async Task Where_the_earlier_run_had_probabilities_and_the_server_gives_none_now_the_runs_are_not_compared()
    {
        using var session = new ChatSession("s", new Replies(_ => new Reply("A"))) { Before = new ReceivedProbabilities(100, 100) };
        Assert.Contains("--no-logprobs", (await Assert.ThrowsAsync<InvalidDataException>(() => session.ReplyAsync(Wire.Ask(), Wire.Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_earlier_run_had_no_probabilities_those_of_now_are_not_used()
    {
        var model = new Replies(_ => new Reply("A") { Tokens = [new TokenChoice("A", [new TokenProbability("A", -0.7), new TokenProbability("B", -0.7)])] });
        using var session = new ChatSession("s", model) { Before = new ReceivedProbabilities(0, 100) };
        Assert.Null((await session.ReplyAsync(Wire.Ask(), Wire.Token)).Tokens);
        Assert.Contains("read by their letters", Assert.Single(session.Caveats()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_replies_are_all_the_same_says_so()
    {
        using var session = new ChatSession("s", new Replies(_ => new Reply("OK")));
        for (int n = 0; n < 29; n++) await session.ReplyAsync(Wire.Ask($"{n}"), Wire.Token);
        Assert.Empty(session.Caveats());
        await session.ReplyAsync(Wire.Ask("29"), Wire.Token);
        Assert.Equal(["Each of its 30 replies was the same (\"OK\"): see whether a model answers there."], session.Caveats().Select(caveat => caveat.Text));
    }

    [Fact]
    public void A_run_without_replies_cannot_be_reused() => Assert.Contains("--no-transcripts", Assert.Throws<PrerequisiteException>(() => new ChatSession("s", new Replies(_ => new Reply("A"))).Reuse(_folder)).Message);

    [Fact]
    public async Task What_the_server_did_not_take_is_one_caveat_also_after_the_run_was_resumed()
    {
        var model = new Replies(_ => new Reply("A") { Without = ["seed", "logprobs"] });
        using (var session = new ChatSession("s", model))
        {
            session.KeepIn(_folder);
            await session.ReplyAsync(Wire.Ask(), Wire.Token);
        }
        using var resumed = new ChatSession("s", model);
        resumed.KeepIn(_folder);
        Assert.Equal(["The server did not take these, and they were left out: logprobs, seed."], resumed.Caveats().Select(caveat => caveat.Text));
    }
}
