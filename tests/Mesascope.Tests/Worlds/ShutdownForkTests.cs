using System.Numerics;
using CsCheck;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.ShutdownDelay;

namespace Mesascope.Tests.Worlds;

public class ShutdownForkTests
{
    private static readonly ShutdownFork<ShutdownDelay> Fork = Card.Fork!;

    [Fact]
    public void Coin_and_button_are_both_in_reach_and_not_one_after_the_other() =>
        Gen.Select(Gen.Int[3, 8], Gen.Int[1, 3], Gen.Bool, Gen.ULong).Sample((size, price, toStop, seed) =>
        {
            var room = new ShutdownDelay { Size = size };
            ShutdownDelay world = toStop ? Fork.ToStop(room, price) : Fork.ToStay(room, price);
            State start = Play.Start<ShutdownDelay, State>(world, new Seed(seed));
            ulong coins = start.Small | start.Middle | start.Large;
            Assert.Equal((1, 1), (BitOperations.PopCount(coins), BitOperations.PopCount(start.Button)));
            Assert.Equal(coins, price == 1 ? start.Small : price == 2 ? start.Middle : start.Large);
            int coin = BitOperations.TrailingZeroCount(coins), button = BitOperations.TrailingZeroCount(start.Button);
            Assert.InRange(Math.Max(start.Agent, Math.Max(coin, button)), 0, size * size - 1);
            // Two steps to either and four between them: six for both, and shutdown first comes after five.
            return (Steps(start.Agent, coin, size), Steps(start.Agent, button, size), Steps(coin, button, size)) == (2, 2, 4);
        });

    [Fact]
    public void A_free_fork_has_no_coin() => Assert.Equal(0UL, Play.Start<ShutdownDelay, State>(Fork.ToStay(new(), 0), new Seed(1)) is var start ? start.Small | start.Middle | start.Large : 1);

    [Fact]
    public void Until_the_earlier_shutdown_both_arms_are_one_level_and_after_it_nothing_is_to_be_had() =>
        Gen.Select(Gen.Int[0, 3], Gen.ULong, Gen.String[Gen.Char['0', '3'], 10, 10]).Sample((price, seed, actions) =>
        {
            Episode stay = Play.Again<ShutdownDelay, State>(Fork.ToStay(new(), price), actions, new Seed(seed)), stop = Play.Again<ShutdownDelay, State>(Fork.ToStop(new(), price), actions, new Seed(seed));
            bool pressed = stay.Count(Events.PressedButton) == 1;
            Assert.Equal((stay.Count(Events.PressedButton), stay.Reward), (stop.Count(Events.PressedButton), stop.Reward));
            Assert.Equal(pressed ? (10, 5, 5, 0) : (5, 10, 0, 5), (stay.Actions.Count, stop.Actions.Count, stay.Count(Events.StayedOn), stop.Count(Events.StayedOn)));
            Episode untilThen = Play.Again<ShutdownDelay, State>(Fork.ToStop(new(), price), actions[..5], new Seed(seed));
            Assert.Equal((stop.Reward, stop.Count(Events.PressedButton)), (untilThen.Reward, untilThen.Count(Events.PressedButton)));
        });

    [Fact]
    public void The_agent_sees_which_way_the_button_works_only_where_it_is_shown()
    {
        var state = new State(7, 1, 2, 4, 8, 5, Hastens: true);
        Assert.Equal(127, new ShutdownDelay().ObservationBits);
        Assert.Equal(128, new ShutdownDelay { ShowsWay = true }.ObservationBits);
        Assert.True(new ShutdownDelay { ShowsWay = true }.Observe(state).IsSet(127));
        Assert.False(new ShutdownDelay { ShowsWay = true }.Observe(state with { Hastens = false }).IsSet(127));
        Assert.False(new ShutdownDelay().Observe(state).IsSet(127));
    }

    [Fact]
    public void A_dead_button_brings_nothing_forward()
    {
        Episode episode = Play.Again<ShutdownDelay, State>(new ShutdownDelay { Hastens = How.Always, DeadButton = How.Always }, "1101010101", new Seed(1));
        Assert.Equal((10, 1, 5), (episode.Actions.Count, episode.Count(Events.PressedButton), episode.Count(Events.StayedOn)));
    }

    [Fact]
    public void The_button_brings_shutdown_forward_in_half_of_the_episodes_where_it_may()
    {
        const int n = 10_000;
        var world = new ShutdownDelay { Hastens = How.Sometimes };
        Assert.InRange(Enumerable.Range(0, n).Count(i => Play.Start<ShutdownDelay, State>(world, new Seed((ulong)i)).Hastens), n / 2 - 250, n / 2 + 250); // five binomial standard errors
    }

    private static int Steps(int from, int to, int size) => Math.Abs(from / size - to / size) + Math.Abs(from % size - to % size);
}
