using Mesascope.Evolution;
using Mesascope.Randomness;

namespace Mesascope.Tests.Evolution;

public class DrivePopulationTests
{
    private static readonly Heredity Faithful = new(0, 0, 0.3), Usual = new(0.05, 0.02, 0.3);

    [Fact]
    public void Children_carry_only_weights_of_those_who_had_offspring()
    {
        var population = new DrivePopulation(20, 3, Faithful, new Seed(1));
        double[][] parents = [[.. population[4]], [.. population[11]]];
        population.Breed([.. Enumerable.Range(0, 20).Select(i => i is 4 or 11 ? 2.0 : 0)]);
        for (int i = 0; i < 20; i++)
            for (int drive = 0; drive < 3; drive++) Assert.Contains(population[i][drive], parents.Select(parent => parent[drive]));
    }

    [Fact]
    public void Selection_moves_a_weight_towards_what_had_offspring()
    {
        // One in e² more offspring for each unit of the first weight; the second does nothing.
        var population = new DrivePopulation(200, 2, Usual, new Seed(2));
        double before = population.Mean(0);
        for (int generation = 0; generation < 30; generation++) population.Breed([.. Enumerable.Range(0, 200).Select(i => Math.Exp(2 * population[i][0]))]);
        Assert.True(population.Mean(0) > before + 0.3, $"{before} to {population.Mean(0)}");
        Assert.InRange(population.Mean(1), -0.25, 0.25);
    }

    [Fact]
    public void What_selection_does_not_keep_up_fades()
    {
        var population = new DrivePopulation(50, 1, new Heredity(0, 0.1, 0.3), new Seed(3));
        double[] equal = [.. Enumerable.Repeat(1.0, 50)];
        for (int generation = 0; generation < 60; generation++) population.Breed(equal);
        Assert.InRange(Math.Abs(population.Mean(0)), 0, Math.Pow(0.9, 60));
    }

    [Fact]
    public void Without_any_offspring_the_next_generation_is_drawn_from_all()
    {
        var population = new DrivePopulation(100, 1, Faithful, new Seed(4));
        population.Breed(new double[100]);
        Assert.InRange(Enumerable.Range(0, 100).Select(i => population[i][0]).Distinct().Count(), 40, 80); // 100 draws of 100: 63 expected
    }

    [Fact]
    public void A_fork_has_the_same_individuals_and_another_future()
    {
        var population = new DrivePopulation(30, 2, Usual, new Seed(5));
        DrivePopulation one = population.Fork(new Seed(6)), other = population.Fork(new Seed(7));
        Assert.Equal(population[7].ToArray(), one[7].ToArray());
        double[] equal = [.. Enumerable.Repeat(1.0, 30)];
        one.Breed(equal);
        other.Breed(equal);
        Assert.NotEqual(one[7].ToArray(), other[7].ToArray());
        Assert.Equal(0, population.Generation);
    }

    [Fact]
    public void Weights_stay_within_one()
    {
        var population = new DrivePopulation(50, 4, new Heredity(0.8, 0, 3), new Seed(8));
        for (int generation = 0; generation < 5; generation++) population.Breed([.. Enumerable.Range(0, 50).Select(i => (double)i)]);
        for (int i = 0; i < 50; i++) Assert.All(population[i].ToArray(), weight => Assert.InRange(weight, -1, 1));
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DrivePopulation(1, 1, Usual, new Seed(1)));
        Assert.Throws<ArgumentException>(() => new DrivePopulation(9, 1, new Heredity(-1, 0, 0), new Seed(1)));
        Assert.Throws<ArgumentException>(() => new DrivePopulation(9, 1, new Heredity(0, 1.5, 0), new Seed(1)));
        Assert.Throws<ArgumentException>(() => new DrivePopulation(3, 1, Usual, new Seed(1)).Breed([1, 2]));
        Assert.Throws<ArgumentException>(() => new DrivePopulation(2, 1, Usual, new Seed(1)).Breed([1, -2]));
    }
}
