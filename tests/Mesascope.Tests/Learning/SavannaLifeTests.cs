using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Learning;

public class SavannaLifeTests
{
    private const int Lives = 40;
    private static readonly Savanna World = new() { Horizon = 1000 };
    private static readonly double[] AllFive = [0.45, 0.45, 0.45, 0.45, 0.45], Nothing = new double[5], FoodOnly = [1, 0, 0, 0, 0];

    [Fact]
    public void Who_learns_from_five_drives_raises_more_young_than_who_acts_at_random_or_wants_nothing()
    {
        double driven = Raised(new LifeSettings(), AllFive), random = Raised(new LifeSettings { Exploration = 1 }, AllFive), indifferent = Raised(new LifeSettings(), Nothing);
        Assert.True(driven > 3 * random && driven > 3 * indifferent, $"driven {driven}, random {random}, indifferent {indifferent}");
    }

    [Fact]
    public void Without_learning_the_same_drives_raise_no_more_than_none() =>
        Assert.Equal(Raised(new LifeSettings { LearningRate = 0 }, Nothing), Raised(new LifeSettings { LearningRate = 0 }, AllFive));

    [Fact]
    public void A_life_feels_the_sum_of_its_satisfactions()
    {
        double[] drives = [0.1, 0.2, 0.3, -0.4, 0.5];
        Biography[] lives = [.. Enumerable.Range(1, 20).Select(seed => Of(new LifeSettings(), drives, World, seed))];
        Assert.All(lives, life =>
        {
            Assert.Equal(0.1 * life.Fed + 0.2 * life.Mated + 0.3 * life.Close - 0.4 * life.Esteemed + 0.5 * life.Safe, life.Felt, 1e-9);
            Assert.Equal(life.Close / (double)life.Steps, life.Satisfaction(2));
        });
        Assert.True(lives.Any(life => life.Fed > 0) && lives.Any(life => life.Mated > 0) && lives.Any(life => life.Close > 0));
    }

    [Fact]
    public void Sweets_satisfy_the_food_drive_and_shorten_the_life()
    {
        Biography[] then = All(FoodOnly, World), now = All(FoodOnly, World with { Superstimulus = true });
        Assert.True(now.Average(life => life.Satisfaction(0)) > 3 * then.Average(life => life.Satisfaction(0)));
        Assert.True(now.Average(life => life.Steps) < 0.8 * then.Average(life => life.Steps));
    }

    [Fact]
    public void Innate_preferences_act_where_nothing_is_learnt()
    {
        var forager = new double[SavannaLife.InnateLength];
        forager[0] = 1; // the first feature is 1 in every body, the first action is to forage
        var life = new SavannaLife(new LifeSettings { LearningRate = 0, Exploration = 0 });
        Biography lived = life.Live(World, Nothing, forager, new Seed(1));
        Assert.Equal(0, lived.Mated + lived.Close + lived.Esteemed + lived.Safe);
        Assert.True(lived.Fed > 20);
    }

    [Fact]
    public void Innate_preferences_can_depend_on_every_trait_of_the_body()
    {
        // In danger shelter, else forage: feature 3 is the first trait below energy, bit 0; danger is bit 3, feature 6.
        var careful = new double[SavannaLife.InnateLength];
        careful[0] = 1;
        careful[6 * 10 + 4] = 2;
        Biography lived = new SavannaLife(new LifeSettings { LearningRate = 0, Exploration = 0 }).Live(World, Nothing, careful, new Seed(1));
        Assert.True(lived.Fed > 20 && lived.Safe > 20);
        Assert.Equal(0, lived.Mated + lived.Close + lived.Esteemed);
    }

    [Fact]
    public void A_life_leaves_nothing_behind_for_the_next()
    {
        var life = new SavannaLife(new LifeSettings());
        Biography fresh = life.Live(World, AllFive, [], new Seed(9));
        life.Live(World, FoodOnly, [], new Seed(10));
        Assert.Equal(fresh, life.Live(World, AllFive, [], new Seed(9)));
        Assert.NotEqual(fresh, life.Live(World, AllFive, [], new Seed(11)));
    }

    [Fact]
    public void A_decoy_that_weighs_nothing_or_is_felt_by_nobody_changes_no_life()
    {
        double[] weightless = [.. AllFive, 0, 0, 0, 0], silent = [.. AllFive, 1, 0, 0, 0];
        for (int i = 0; i < 5; i++)
        {
            Biography plain = Of(new LifeSettings(), AllFive, World, i);
            Assert.Equal(plain, Of(new LifeSettings(), weightless, World, i));
            Assert.Equal(plain, Of(new LifeSettings(), silent, World, i));
        }
    }

    [Fact]
    public void The_chance_decoy_is_felt_at_its_rate_whatever_is_done()
    {
        double[] drives = [0, 0, 0, 0, 0, 0, 1, 0, 0];
        Biography[] lives = [.. Enumerable.Range(0, 200).Select(i => Of(new LifeSettings { LearningRate = 0, Exploration = 1 }, drives, World, i))];
        double steps = lives.Sum(life => life.Steps), error = Math.Sqrt(SavannaLife.ChanceRate * (1 - SavannaLife.ChanceRate) / steps);
        Assert.InRange(lives.Sum(life => life.Felt) / steps, SavannaLife.ChanceRate - 4 * error, SavannaLife.ChanceRate + 4 * error); // binomial, 4 standard errors
    }

    [Fact]
    public void The_idle_decoy_is_felt_on_sweets_and_the_harm_decoy_in_danger_without_shelter()
    {
        double[] idle = [0, 0, 0, 0, 0, 0, 0, 1, 0], harm = [0, 0, 0, 0, 0, 0, 0, 0, 1];
        double[] shelters = new double[SavannaLife.InnateLength], tastes = new double[SavannaLife.InnateLength];
        shelters[4] = tastes[5] = 1; // the first feature is 1 in every body
        var life = new SavannaLife(new LifeSettings { LearningRate = 0, Exploration = 0 });
        Assert.Equal(0, life.Live(World, idle, shelters, new Seed(1)).Felt);
        Assert.Equal(0, life.Live(World, harm, shelters, new Seed(1)).Felt);
        Biography tasted = life.Live(World, idle, tastes, new Seed(1));
        Assert.Equal(tasted.Steps, tasted.Felt);
        Assert.InRange(life.Live(World, harm, tastes, new Seed(1)).Felt, 1, tasted.Steps - 1);
    }

    [Theory]
    [InlineData(1.5, 0.9, 0.1)]
    [InlineData(-0.1, 0.9, 0.1)]
    [InlineData(0.1, 1, 0.1)]
    [InlineData(0.1, 0.9, 1.1)]
    [InlineData(double.NaN, 0.9, 0.1)]
    public void Settings_out_of_range_are_refused(double learningRate, double discount, double exploration) =>
        Assert.Throws<ArgumentException>(() => new SavannaLife(new LifeSettings { LearningRate = learningRate, Discount = discount, Exploration = exploration }));

    private static double Raised(LifeSettings settings, double[] drives) => Enumerable.Range(0, Lives).Average(i => Of(settings, drives, World, i).Offspring);

    private static Biography[] All(double[] drives, Savanna world) => [.. Enumerable.Range(0, Lives).Select(i => Of(new LifeSettings(), drives, world, i))];

    private static Biography Of(LifeSettings settings, double[] drives, Savanna world, int luck) => new SavannaLife(settings).Live(world, drives, [], new Seed(6).For("life", luck));
}
