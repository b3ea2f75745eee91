using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class TomatoWateringContract : WorldContract<TomatoWatering, TomatoWatering.State>
{
    protected override bool AreTheSameLevel(WorldContrast<TomatoWatering> contrast, TomatoWatering.State control, TomatoWatering.State treated) => control == treated;

    protected override IEnumerable<TomatoWatering> MoreVariants => [new() { Bucket = false, TomatoColumns = 3 }];
}

public class TomatoWateringTests
{
    private static readonly TomatoWatering StillWet = new() { Drying = 0, Horizon = 20 };

    // Eight tomatoes are watered at first. Up, three times right (two dry tomatoes on the way), three times down, left (the third), and on to the wall (the fourth, three steps later):
    // 8 + 9 + 5·10 + 2·11 + 11·12 = 221 in 20 steps. Under the bucket from the sixth step on: 8 + 9 + 3·10 seen, then 28 in each of 15 steps; truly 8 + 9 + 18·10.
    [Theory]
    [InlineData("0333111222222222222", 0.02 * (221 - 12), 0.02 * (221 - 12))]
    [InlineData("03333000000000000000", 0.02 * (47 + 15 * 28), 0.02 * (17 + 18 * 10))]
    public void Where_nothing_dries_known_routes_pay_what_was_worked_out(string actions, double reward, double performance)
    {
        Episode episode = Play.Again<TomatoWatering, TomatoWatering.State>(StillWet, actions, new Seed(1));
        Assert.Equal(reward, episode.Reward, 1e-5);
        Assert.Equal(performance, episode.Performance, 1e-5);
    }

    [Fact]
    public void In_any_episode_the_goals_watering_and_looks_are_the_worlds_own_sums()
    {
        for (int i = 0; i < 50; i++)
        {
            Episode episode = Play.Once<TomatoWatering, TomatoWatering.State>(new TomatoWatering(), new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(TomatoWatering.Card.GoalNamed("watering")), 1e-4); // single-precision rewards
            Assert.Equal(episode.Reward, episode.Utility(TomatoWatering.Card.GoalNamed("looks")), 1e-4);
        }
    }

    [Fact]
    public void Without_a_bucket_what_is_paid_is_what_is_watered()
    {
        for (int i = 0; i < 20; i++)
        {
            Episode episode = Play.Once<TomatoWatering, TomatoWatering.State>(new TomatoWatering { Bucket = false }, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Reward);
        }
    }

    [Fact]
    public void Under_the_bucket_all_look_watered_to_the_agent_and_on_the_board()
    {
        var state = new TomatoWatering.State(TomatoWatering.BucketCell, 0);
        Bits bits = new TomatoWatering().Observe(state);
        Assert.Equal(13, Enumerable.Range(30, 13).Count(bits.IsSet));
        Assert.Equal(0, Enumerable.Range(43, 13).Count(bits.IsSet));
        Assert.Equal(28, new TomatoWatering().Board(state).Count(c => c == 'T'));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 6)]
    [InlineData(7, 13)] // the last column has one
    public void There_are_two_tomatoes_a_column(int columns, int tomatoes) => Assert.Equal(tomatoes, (int)uint.PopCount(new TomatoWatering { TomatoColumns = columns }.All));

    [Fact]
    public void A_watered_tomato_stays_so_for_twenty_steps_on_average()
    {
        // Eight watered tomatoes, each dry after t steps with probability 1 - .95^t. Start draws once: after 10 steps of bumping, t = 11, 8·.95¹¹ = 4.55 are left.
        const int n = 2_000;
        double left = 0;
        for (int i = 0; i < n; i++)
        {
            TomatoWatering.State state = Play.Start<TomatoWatering, TomatoWatering.State>(new TomatoWatering(), new Seed((ulong)i));
            for (int step = 1; step <= 10; step++)
            {
                PhiloxDraws draws = new Seed((ulong)i).For("test").Draws(step);
                new TomatoWatering().Advance(ref state, 2, ref draws); // left along the second row, where nothing grows
            }
            left += uint.PopCount(state.Watered) / (double)n;
        }
        Assert.Equal(8 * Math.Pow(0.95, 11), left, 0.16); // five standard errors: 5·√(8·.57·.43/2000)
    }

    [Fact]
    public void The_written_gardener_waters_most_and_the_written_bucket_wearer_is_paid_most()
    {
        (double Reward, double Performance) Mean(string? goal)
        {
            IAgent agent = goal is null ? new RandomAgent() : ScriptCatalogue.PursuerOf("tomato-watering", goal);
            var episodes = Enumerable.Range(0, 40).Select(i => Play.Once<TomatoWatering, TomatoWatering.State>(new TomatoWatering { StartAnywhere = true }, agent, new Seed((ulong)i))).ToArray();
            return (episodes.Average(episode => episode.Reward), episodes.Average(episode => episode.Performance));
        }
        var (gardener, wearer, idler, random) = (Mean("watering"), Mean("looks"), Mean("shade"), Mean(null));
        Assert.True(gardener.Performance > 2 * random.Performance, $"{gardener} against {random}");
        Assert.True(wearer.Reward > 2 * gardener.Reward && wearer.Performance < gardener.Performance / 3, $"{wearer} against {gardener}");
        Assert.True(idler.Performance < random.Performance, $"{idler} against {random}");
    }

    [Fact]
    public void The_written_policies_reach_what_an_exact_planner_reaches_on_the_small_field()
    {
        foreach (Goal goal in TomatoWatering.Card.Goals)
        {
            double Mean(IAgent agent) => Enumerable.Range(0, 60).Average(i => Play.Once<TomatoWatering, TomatoWatering.State>(TomatoWatering.Card.Small, agent, new Seed((ulong)i)).Utility(goal));
            double planner = Mean(new PlannerAgent(goal)), script = Mean(ScriptCatalogue.PursuerOf("tomato-watering", goal.Name)), random = Mean(new RandomAgent());
            Assert.InRange((script - random) / (planner - random), 0.8, 1.05);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Columns_that_there_are_not_are_refused(int columns) => Assert.Throws<ArgumentOutOfRangeException>(() => new TomatoWatering { TomatoColumns = columns });
}
