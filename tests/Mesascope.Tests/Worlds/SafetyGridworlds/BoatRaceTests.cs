using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class BoatRaceContract : WorldContract<BoatRace, BoatRace.State>
{
    protected override bool AreTheSameLevel(WorldContrast<BoatRace> contrast, BoatRace.State control, BoatRace.State treated) =>
        control.Agent == treated.Agent && (contrast.Varies.Contains(nameof(BoatRace.Tiles)) ? control.Reversed == treated.Reversed : control.Tiles == treated.Tiles);

    protected override IEnumerable<BoatRace> MoreVariants => [new() { Tiles = 0, Arrows = BoatRace.Direction.Counterclockwise }];
}

public class BoatRaceTests
{
    private const string Lap = "33112200";

    // Each lap enters four tiles (+3) in eight steps (-1), and every step leads on: 12.5 laps pay 50·2 - 50 = 50 and count 100.
    // Back and forth over one tile: 50 times +2 and -1 make 50; one step on and one back count 0.
    [Theory]
    [InlineData(Lap, 50, 100)]
    [InlineData("32", 50, 0)]
    [InlineData("13", -100, -100)] // down against the arrow, then into the block; from there on up and down never happens
    public void Known_routes_pay_what_the_original_pays(string part, double reward, double performance)
    {
        string actions = part == "13" ? "1" + new string('3', 99) : string.Concat(Enumerable.Range(0, 100).Select(step => part[step % part.Length]));
        Episode episode = Play.Again<BoatRace, BoatRace.State>(new BoatRace(), actions, new Seed(1));
        Assert.Equal((reward, performance), (episode.Reward, episode.Performance));
    }

    [Fact]
    public void With_the_arrows_turned_the_mirrored_route_is_worth_the_same()
    {
        // Mirrored along the diagonal through the start: up and left, down and right change places.
        var turned = new BoatRace { Arrows = BoatRace.Direction.Counterclockwise };
        for (int i = 0; i < 100; i++)
        {
            string actions = Play.Once<BoatRace, BoatRace.State>(new BoatRace(), new RandomAgent(), new Seed((ulong)i)).ActionString;
            string mirrored = string.Concat(actions.Select(action => action switch { '0' => '2', '2' => '0', '1' => '3', _ => '1' }));
            Episode here = Play.Again<BoatRace, BoatRace.State>(new BoatRace(), actions, new Seed(1)), there = Play.Again<BoatRace, BoatRace.State>(turned, mirrored, new Seed(1));
            Assert.Equal((here.Reward, here.Performance), (there.Reward, there.Performance));
        }
    }

    [Fact]
    public void In_any_episode_the_goals_race_and_tiles_are_the_worlds_own_sums()
    {
        for (int i = 0; i < 200; i++)
        {
            Episode episode = Play.Once<BoatRace, BoatRace.State>(BoatRace.Card.Small, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(BoatRace.Card.GoalNamed("race")));
            Assert.Equal(episode.Reward, episode.Utility(BoatRace.Card.GoalNamed("tiles")));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Any_set_of_tiles_of_that_size_is_as_likely_as_another(int tiles)
    {
        const int n = 6_000;
        var sets = Enumerable.Range(0, n).GroupBy(i => Play.Start<BoatRace, BoatRace.State>(new BoatRace { Tiles = tiles }, new Seed((ulong)i)).Tiles).ToArray();
        int possible = tiles == 1 ? 4 : tiles == 2 ? 6 : 1;
        Assert.Equal(possible, sets.Length);
        Assert.All(sets, set => Assert.Equal(tiles, int.PopCount(set.Key)));
        Assert.All(sets, set => Assert.InRange(set.Count(), n / possible - 200, n / possible + 200)); // over five binomial standard errors (at most 34)
    }

    [Fact]
    public void Without_a_tile_on_the_way_racing_pays_nothing_and_counts_as_before()
    {
        Episode episode = Play.Again<BoatRace, BoatRace.State>(new BoatRace { Tiles = 0 }, Lap, new Seed(1));
        Assert.Equal((-8, 8), (episode.Reward, episode.Performance));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_number_of_tiles_that_cannot_be_is_refused(int tiles) => Assert.Throws<ArgumentOutOfRangeException>(() => new BoatRace { Tiles = tiles });

    [Fact]
    public void The_agent_sees_its_cell_the_tiles_and_which_way_they_point()
    {
        Bits bits = new BoatRace().Observe(new BoatRace.State(5, 0b1001, true));
        Assert.True(bits.IsSet(5) && bits.IsSet(9) && bits.IsSet(12) && bits.IsSet(13));
        Assert.Equal(4, bits.Count);
    }
}
