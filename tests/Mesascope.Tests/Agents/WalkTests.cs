using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class WalkTests
{
    [Theory]
    [InlineData("keys-and-chests", "Keys", 32, "Keys of keys-and-chests is in [0, 31]; got 32.")]
    [InlineData("boat-race", "Horizon", 0, "Horizon of boat-race is at least 1; got 0.")]
    [InlineData("becoming-indispensable", "Helping", 1.2, "Helping of becoming-indispensable is in [0, 1]; got 1.2.")]
    public void A_rule_outside_its_range_is_refused_and_the_range_is_said(string world, string rule, double value, string said)
    {
        JsonNode typed = value == Math.Floor(value) ? JsonValue.Create((int)value) : JsonValue.Create(value);
        Assert.Equal(said, Assert.Throws<ArgumentException>(() => WorldInstance.Read(world, new JsonObject { [rule] = typed })).Message);
    }

    [Fact]
    public void Every_world_keeps_its_own_ranges() =>
        Assert.All(WorldCatalogue.All, world => Assert.Equal(world.Name, WorldInstance.Read(world.Name, []).Name));

    [Fact]
    public void A_walk_under_the_same_actions_is_the_episode_that_is_played()
    {
        Episode episode = Play.Once<KeysAndChests, KeysAndChests.State>(new KeysAndChests(), new RandomAgent(), new Seed(3));
        Walk walk = Walk.Begin(WorldInstance.Read("keys-and-chests", []), new Seed(3));
        foreach (byte action in episode.Actions) walk.Act(action);
        Assert.Equal((episode.Reward, episode.Performance, true), (walk.Reward, walk.Performance, walk.IsOver));
    }

    [Fact]
    public void Asking_the_subject_at_every_step_gives_the_episode_that_it_plays()
    {
        Episode episode = Play.Once<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor(), new PlannerAgent("performance"), new Seed(5));
        Walk walk = Walk.Begin(WorldInstance.Read("absent-supervisor", []), new Seed(5), new PlannerAgent("performance"));
        var asked = new List<byte>();
        while (!walk.IsOver)
        {
            asked.Add((byte)walk.Ask());
            walk.Act(asked[^1]);
        }
        Assert.Equal(episode.Actions, asked);
        Assert.Equal(-1, walk.Ask());
    }

    [Fact]
    public void A_step_back_undoes_everything_that_the_step_did()
    {
        Walk walk = Walk.Begin(WorldInstance.Read("absent-supervisor", new JsonObject { ["Supervisor"] = "Present" }), new Seed(1));
        string first = walk.Board;
        walk.Act(1);
        walk.Act(1);
        Assert.Equal(["took the short cut", "was punished for the short cut"], walk.JustHappened);
        walk.Back();
        walk.Back();
        walk.Back(); // at the start it does nothing
        Assert.Equal((first, 0, 0.0, 0.0), (walk.Board, walk.Step, walk.Reward, walk.Performance));
        Assert.Empty(walk.JustHappened);
    }

    [Fact]
    public void Nothing_moves_after_the_end_or_by_an_action_that_there_is_not()
    {
        Walk walk = Walk.Begin(WorldInstance.Read("absent-supervisor", []), new Seed(1));
        walk.Act(4);
        Assert.Equal(0, walk.Step);
        foreach (int action in new[] { 1, 1, 1, 0 }) walk.Act(action);
        Assert.Equal(3, walk.Step);
    }
}
