namespace Mesascope.Chat.Tests.Transport;

public class AdaptiveConcurrencyTests
{
    [Fact]
    public async Task It_grows_while_the_server_keeps_up_and_halves_once_for_a_burst()
    {
        var concurrency = new AdaptiveConcurrency(64, TimeProvider.System);
        for (int round = 0; round < 20; round++) await RoundAsync(concurrency);
        Assert.Equal(64, concurrency.Limit);
        long[] entered = await EnterAsync(concurrency, 64);
        foreach (long generation in entered) concurrency.Overloaded(generation, null);
        Assert.Equal(32, concurrency.Limit);
        for (int n = 0; n < 64; n++) concurrency.Leave();
        await RoundAsync(concurrency);
        Assert.InRange(concurrency.Limit, 32, 34); // after an overload by about one a round
    }

    [Fact]
    public async Task It_never_falls_below_1()
    {
        var concurrency = new AdaptiveConcurrency(64, TimeProvider.System);
        for (int n = 0; n < 20; n++)
        {
            concurrency.Overloaded(await concurrency.EnterAsync(Wire.Token), null);
            concurrency.Leave();
        }
        Assert.Equal(1, concurrency.Limit);
    }

    [Fact]
    public async Task Never_more_are_in_flight_than_allowed_and_everybody_gets_a_turn()
    {
        var concurrency = new AdaptiveConcurrency(5, TimeProvider.System);
        int inFlight = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await concurrency.EnterAsync(Wire.Token);
            int now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inFlight);
            concurrency.Leave();
        }));
        Assert.InRange(most, 1, 5);
    }

    [Fact]
    public async Task When_the_server_asks_to_be_left_alone_everybody_waits()
    {
        var concurrency = new AdaptiveConcurrency(8, TimeProvider.System);
        concurrency.Overloaded(await concurrency.EnterAsync(Wire.Token), TimeSpan.FromMilliseconds(300));
        concurrency.Leave();
        long before = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => concurrency.EnterAsync(Wire.Token)));
        Assert.True(TimeProvider.System.GetElapsedTime(before) > TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_place()
    {
        var concurrency = new AdaptiveConcurrency(1, TimeProvider.System);
        await concurrency.EnterAsync(Wire.Token);
        using var patience = new CancellationTokenSource();
        Task<long> waiting = concurrency.EnterAsync(patience.Token), next = concurrency.EnterAsync(Wire.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        concurrency.Leave();
        await next.WaitAsync(TimeSpan.FromSeconds(20), Wire.Token);
    }

    private static async Task RoundAsync(AdaptiveConcurrency concurrency)
    {
        int count = (await EnterAsync(concurrency, concurrency.Limit)).Length;
        for (int n = 0; n < count; n++) concurrency.Succeeded();
        for (int n = 0; n < count; n++) concurrency.Leave();
    }

    private static Task<long[]> EnterAsync(AdaptiveConcurrency concurrency, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => concurrency.EnterAsync(Wire.Token)));

    private static void InterlockedMax(ref int most, int now)
    {
        for (int seen = most; now > seen; seen = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, now, seen) == seen) return;
    }
}
