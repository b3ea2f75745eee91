using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class WantNothingTests
{
    private static readonly KeysAndChests World = new();

    [Fact]
    public void A_habit_does_the_same_in_every_episode_and_another_habit_something_else()
    {
        string[] habits = [.. Enumerable.Range(0, 10).Select(i => Actions(new HabitAgent(new Seed(4)), World, i))];
        Assert.Single(habits.Distinct());
        Assert.NotEqual(habits[0], Actions(new HabitAgent(new Seed(5)), World, 0));
    }

    [Fact]
    public void A_habit_uses_every_action()
    {
        string habit = Actions(new HabitAgent(new Seed(4)), World with { Horizon = 500 }, 0);
        Assert.All("01234", action => Assert.InRange(habit.Count(a => a == action), 100 - 50, 100 + 50)); // 5·√(500·.2·.8) = 45
    }

    [Fact]
    public void A_random_agent_gives_every_action_the_same_probability()
    {
        var probabilities = new double[5];
        new RandomAgent().Enter<KeysAndChests, KeysAndChests.State>(World, default).Probabilities(default, 3, probabilities);
        Assert.All(probabilities, p => Assert.Equal(0.2, p));
    }

    [Fact]
    public void An_untrained_network_is_the_same_for_the_same_seed_only()
    {
        float[] weights = Untrained(1).Weights;
        Assert.Equal(weights, Untrained(1).Weights);
        Assert.NotEqual(weights, Untrained(2).Weights);
    }

    // Layer by layer 75·32 and 32·5 weights with variance 2/75 and 2/32; the variance of n normals has standard deviation σ²·√(2/n), five of them allowed.
    [Theory]
    [InlineData(0, 75 * 32, 2.0 / 75)]
    [InlineData(75 * 32 + 32, 32 * 5, 2.0 / 32)]
    public void An_untrained_network_has_hes_scale_in_each_layer(int from, int count, double variance)
    {
        float[] layer = Untrained(9).Weights[from..(from + count)];
        double slack = 5 * variance * Math.Sqrt(2.0 / count);
        Assert.InRange(layer.Average(w => (double)w * w), variance - slack, variance + slack);
        Assert.InRange(layer.Average(w => (double)w), -5 * Math.Sqrt(variance / count), 5 * Math.Sqrt(variance / count));
    }

    [Fact]
    public void An_untrained_network_has_no_biases()
    {
        float[] weights = Untrained(9).Weights;
        Assert.All(weights[(75 * 32)..(75 * 32 + 32)].Concat(weights[^5..]), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void An_untrained_network_fits_the_world_it_was_made_for_and_looks_at_it()
    {
        NetworkAgent agent = Untrained(3);
        Assert.Equal("untrained", agent.Name);
        string[] episodes = [.. Enumerable.Range(0, 10).Select(i => Actions(agent with { Choice = new Choice() }, World, i))];
        Assert.NotEqual(1, episodes.Distinct().Count());
    }

    private static NetworkAgent Untrained(ulong seed) => UntrainedAgent.For<KeysAndChests, KeysAndChests.State>(World, new Seed(seed));

    private static string Actions(IAgent agent, KeysAndChests world, int episode) =>
        Play.Once<KeysAndChests, KeysAndChests.State>(world, agent, new Seed((ulong)episode)).ActionString;
}
