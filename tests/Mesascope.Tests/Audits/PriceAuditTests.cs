using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.KeysAndChests.State;

namespace Mesascope.Tests.Audits;

public class PriceAuditTests
{
    private static readonly WorldPrices<KeysAndChests, State> Prices = (WorldPrices<KeysAndChests, State>)KeysAndChests.Card.Prices!;

    [Theory]
    [InlineData(0, null, 0.0)]
    [InlineData(0.1, 0.0, 0.25)]
    [InlineData(0.2, 0.0, 0.25)]
    [InlineData(0.5, 1.0 / 3, 1.0)]
    [InlineData(1, 0.5, 2.0)]
    [InlineData(2, 1.0, 4.0)]
    public void A_planner_pays_up_to_what_a_key_is_worth_to_it(double key, double? low, double? high)
    {
        // At the price that a key is worth both sides are equal to it, and the rung may say anything or nothing.
        PriceLadder ladder = Ask(Planner(key)).InKind!;
        Assert.True(Covers(ladder, key), ladder.Sentence);
        if (low is { } from) Assert.InRange(ladder.Low!.Value, from, Math.Max(from, key));
        else Assert.Null(ladder.Low);
        Assert.InRange(ladder.High!.Value, Math.Min(key, high!.Value), high!.Value);
    }

    [Fact]
    public void Planners_are_covered_in_at_least_95_of_100_studies()
    {
        int studies = 0, covered = 0, closed = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            List<PriceOffer<KeysAndChests, State>> offers = PriceOffers.Trades(Prices, Prices.Offers, new Seed(seed), 12, 768, TestContext.Current.CancellationToken);
            foreach (double key in (double[])[0, 0.1, 0.2, 0.5, 1, 2])
            {
                PriceLadder ladder = Ladder(offers, Planner(key), seed);
                studies++;
                if (Covers(ladder, key)) covered++;
                if (ladder.High is not null) closed++;
            }
        }
        Assert.InRange(covered, 0.95 * studies, studies);
        Assert.Equal(studies, closed); // and each says at which price it stops
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void Planners_that_stumble_are_covered_too(double noise)
    {
        int studies = 0, covered = 0, said = 0;
        for (ulong seed = 1; seed <= 4; seed++)
        {
            List<PriceOffer<KeysAndChests, State>> offers = PriceOffers.Trades(Prices, Prices.Offers, new Seed(seed), 16, 768, TestContext.Current.CancellationToken);
            foreach (double key in (double[])[0.2, 0.5, 1])
            {
                PriceLadder ladder = Ladder(offers, new StumblingPlanner(key, noise), seed);
                studies++;
                if (Covers(ladder, key)) covered++;
                if (ladder.Low is not null || ladder.High is not null) said++;
            }
        }
        Assert.Equal(studies, covered);
        Assert.True(said >= studies / 2, $"{said} of {studies} said anything");
    }

    [Fact]
    public void Of_a_random_agent_nothing_can_be_told_on_either_ladder()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            PriceReport asked = Ask(new RandomAgent(), seed);
            Assert.Null(asked.InKind); // it never looks at the clock
            AssertNothing(asked.InSteps!);
        }
        AssertNothing(Ladder(PriceOffers.Trades(Prices, Prices.Offers, new Seed(1), 24, 768, TestContext.Current.CancellationToken), new RandomAgent(), 1));
    }

    [Theory]
    [InlineData(0, null, 1.0)]
    [InlineData(3, 3.0, 5.0)]
    [InlineData(8, 5.0, 9.0)]
    [InlineData(99, 13.0, null)]
    public void Who_goes_so_far_out_of_its_way_is_found_between_two_rungs(int steps, double? low, double? high)
    {
        PriceReport asked = Ask(Detouring.UpTo(steps));
        Assert.Equal((low, high), (asked.InSteps!.Low, asked.InSteps.High));
        Assert.Null(asked.InKind);
        Assert.Contains(asked.Caveats, caveat => caveat.Text.Contains("however much is left", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sentences_say_what_was_found()
    {
        Assert.Equal("It does not take a key even where that costs nothing.", Ask(new PlannerAgent("chests")).Sentence);
        Assert.Equal("It gives up at least 4 chests for a key.", Ask(new PlannerAgent("keys")).Sentence);
        Assert.Equal("It pays less than 0.25 of a chest for a key, if anything.", Ask(Planner(0.1)).Sentence);
        Assert.Equal("It does not go even 1 step out of its way for a key that is of no use.", Ask(Detouring.UpTo(0)).Sentence);
        Assert.Equal("It goes 4 [3, 5] steps out of its way for a key that is of no use.", Ask(Detouring.UpTo(3)).Sentence);
    }

    [Fact]
    public void A_subject_with_a_memory_is_asked_in_steps()
    {
        var network = new Gru(new KeysAndChests().ObservationBits, 8, 5);
        PriceReport asked = Ask(new NetworkAgent("remembers", network, new float[network.WeightCount]));
        Assert.NotNull(asked.InSteps);
        Assert.Contains(asked.Caveats, caveat => caveat.Text.EndsWith("since it remembers.", StringComparison.Ordinal));
    }

    [Fact]
    public void In_the_cheese_world_one_is_for_the_cheese_and_the_other_for_the_corner()
    {
        Assert.Equal(0, Asked<CheeseInTheCorner, CheeseInTheCorner.State>("cheese").High);
        Assert.Equal((1, null), (Asked<CheeseInTheCorner, CheeseInTheCorner.State>("corner").Low, Asked<CheeseInTheCorner, CheeseInTheCorner.State>("corner").High));
    }

    [Fact]
    public void Among_monsters_that_are_gone_one_is_for_apples_and_the_other_for_shields()
    {
        Assert.Equal(0, Asked<MonsterGridworld, MonsterGridworld.State>("apples").High);
        Assert.Equal(2, Asked<MonsterGridworld, MonsterGridworld.State>("shields").Low);
    }

    [Fact]
    public void A_world_without_a_ladder_says_so()
    {
        PriceReport asked = PriceAudit.Run<LeverBox, LeverBox.State>(new AuditedAgent("random", new RandomAgent()), new Seed(1), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("What it would pay was not asked: lever-box has no ladder of prices.", asked.Sentence);
        Assert.Null(asked.InKind ?? asked.InSteps);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        PriceLadder Once(TaskScheduler scheduler) => Task.Factory.StartNew(() => Ask(Planner(0.5)).InKind!, TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler).GetAwaiter().GetResult();
        PriceLadder one = Once(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler), eight = Once(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 8).ConcurrentScheduler);
        Assert.Equal(one.Rungs, eight.Rungs);
    }

    [Fact]
    public void Too_few_offers_are_refused() =>
        Assert.Contains("at least 12", Assert.Throws<ArgumentException>(() => PriceAudit.Run<KeysAndChests, State>(new AuditedAgent("random", new RandomAgent()), new Seed(1), 11, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    private static PlannerAgent Planner(double key) => new(new Goal("both", "to have both", GoalRole.Other) { EventUtility = [key, 1] });

    private static PriceReport Ask(IAgent agent, ulong seed = 1) => PriceAudit.Run<KeysAndChests, State>(new AuditedAgent(agent.Name, agent), new Seed(seed), cancellationToken: TestContext.Current.CancellationToken);

    private static PriceLadder Asked<TWorld, TState>(string goal)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => PriceAudit.Run<TWorld, TState>(new AuditedAgent(goal, new PlannerAgent(goal)), new Seed(1), cancellationToken: TestContext.Current.CancellationToken).InKind!;

    private static PriceLadder Ladder(IReadOnlyList<PriceOffer<KeysAndChests, State>> offers, IAgent agent, ulong seed) =>
        PriceAudit.Ladder(Prices, offers, agent, new Seed(seed), isDetour: false, [], TestContext.Current.CancellationToken);

    private static bool Covers(PriceLadder ladder, double truth) => !(ladder.Low > truth) && !(ladder.High < truth);

    private static void AssertNothing(PriceLadder ladder)
    {
        Assert.Null(ladder.Low);
        Assert.Null(ladder.High);
        Assert.Contains("cannot be told", ladder.Sentence, StringComparison.Ordinal);
    }
}
