using Mesascope.Experiments;

namespace Mesascope.Tests.Experiments;

/// <summary>Which objective made which drive.</summary>
public class AttributionTests
{
    [Fact]
    public void One_cause_takes_all_that_it_makes_alone() => Close([.6, 0], Shapley.Values([.1, .7, .1, .7]));

    [Fact]
    public void Two_causes_that_only_work_together_share_what_they_make() => Close([.4, .4], Shapley.Values([.1, .1, .1, .9]));

    [Fact]
    public void Two_causes_of_which_either_is_enough_share_it_too() => Close([.4, .4], Shapley.Values([.1, .9, .9, .9]));

    [Fact]
    public void The_glove_game_has_its_known_values() =>
        // One left glove, two right ones; a pair is worth 1: 2/3, 1/6, 1/6 (Shapley 1953).
        Close([2.0 / 3, 1.0 / 6, 1.0 / 6], Shapley.Values([0, 0, 0, 1, 0, 1, 0, 1]));

    [Fact]
    public void The_values_and_none_add_up_to_all()
    {
        double[] outcomes = [.. Enumerable.Range(0, 16).Select(subset => Math.Sin(3 * subset) + .1 * subset)];
        Assert.Equal(outcomes[^1] - outcomes[0], Shapley.Values(outcomes).Sum(), 1e-12);
        Assert.Throws<ArgumentException>(() => Shapley.Values([1, 2, 3]));
    }

    [Fact]
    public void Objectives_are_the_rewards_that_are_not_nothing()
    {
        var setUp = new AttributionSetUp();
        Assert.Equal(["KeyReward", "ChestReward"], setUp.Of("keys-and-chests-paid"));
        Assert.Equal(["ChestReward"], setUp.Of("keys-by-ppo"));
        Assert.Throws<ArgumentException>(() => setUp.Of("cheese-planner"));
        Assert.Throws<ArgumentException>(() => setUp.Of("monster-forager"));
        Assert.Throws<ArgumentException>(() => (setUp with { Objectives = ["KeyReward"] }).Of("keys-by-ppo"));
        Assert.Equal(.5f, setUp.Without(new("keys-and-chests-paid", 1, 1)).World.Settings["KeyReward"]!.GetValue<float>());
        Assert.Equal(0f, setUp.Without(new("keys-and-chests-paid", 1, 1)).World.Settings["ChestReward"]!.GetValue<float>());
    }

    private static void Close(double[] expected, double[] values)
    {
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-12);
    }
}
