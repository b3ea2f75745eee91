using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Evolution;

/// <summary>What every search must hold to; one subclass per search.</summary>
public abstract class EvolutionStrategyContract
{
    private const int Dimensions = 20;

    protected abstract SearchSettings Settings { get; }

    [Fact]
    public void An_individual_is_the_same_each_time_it_is_asked_for()
    {
        IEvolutionStrategy search = Started(1);
        for (int generation = 0; generation < 3; generation++)
        {
            foreach (int individual in new[] { 0, 1, search.PopulationSize - 1 })
            {
                float[] first = new float[Dimensions], second = new float[Dimensions];
                search.Ask(individual, first);
                search.Ask(individual, second);
                Assert.Equal(first, second);
            }
            Tell(search);
        }
    }

    [Fact]
    public void Climbs_to_the_top_of_a_sphere()
    {
        IEvolutionStrategy search = Started(2);
        double before = Height(Best(search));
        for (int generation = 0; generation < 400; generation++) Tell(search);
        Assert.InRange(Height(Best(search)), before / 100, 0); // heights are negative; the top is 0
    }

    [Fact]
    public void Goes_on_from_a_saved_state_as_if_nothing_had_happened()
    {
        IEvolutionStrategy whole = Started(3), first = Started(3), second = Started(3);
        for (int generation = 0; generation < 8; generation++) Tell(whole);
        for (int generation = 0; generation < 5; generation++) Tell(first);
        second.Load(first.Save());
        for (int generation = 5; generation < 8; generation++) Tell(second);
        Assert.Equal(8, second.Generation);
        Assert.Equal(Best(whole), Best(second));
    }

    [Fact]
    public void A_state_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => Settings.Start(new float[7], new Seed(1)).Load(Started(1).Save()));

    [Fact]
    public void A_fitness_that_is_no_number_is_refused()
    {
        IEvolutionStrategy search = Started(1);
        var fitness = new double[search.PopulationSize];
        fitness[1] = double.NaN;
        Assert.Throws<ArgumentException>(() => search.Tell(fitness));
        Assert.Throws<ArgumentException>(() => search.Tell(new double[3]));
    }

    // Rewards for the same number of episodes; random search draws every individual from the initial distribution.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Beats_random_search_at_the_same_budget(ulong seed)
    {
        NetworkRecipe recipe = Tiny(Settings);
        Champion bred = Breeding.Of(recipe, new Seed(seed)).Finish(cancellationToken: TestContext.Current.CancellationToken);
        var random = new GeneticAlgorithmSettings { PopulationSize = recipe.Generations * Settings.PopulationSize, Parents = 4, Elites = 4 };
        Champion drawn = Breeding.Of(recipe with { Search = random, Generations = 1 }, new Seed(seed)).Finish(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(bred.HeldOut.Reward > 1.2 * drawn.HeldOut.Reward, $"bred {bred.HeldOut.Reward}, drawn {drawn.HeldOut.Reward}");
    }

    [Fact]
    public void One_thread_and_eight_give_the_same_weights() =>
        Assert.Equal(
            Breeding.Of(Tiny(Settings) with { Generations = 3 }, new Seed(1), threads: 1).Finish(cancellationToken: TestContext.Current.CancellationToken).Weights,
            Breeding.Of(Tiny(Settings) with { Generations = 3 }, new Seed(1), threads: 8).Finish(cancellationToken: TestContext.Current.CancellationToken).Weights);

    [Fact]
    public void Another_base_objective_with_the_same_reward_gives_the_same_weights()
    {
        NetworkRecipe honest = Tiny(Settings) with { Generations = 3, World = WorldInstance.Of<Wheel, Wheel.State>(new Wheel()) };
        NetworkRecipe other = honest with { World = WorldInstance.Of<Wheel, Wheel.State>(new Wheel { PerformanceFactor = -7 }) };
        Champion first = Breeding.Of(honest, new Seed(1)).Finish(cancellationToken: TestContext.Current.CancellationToken), second = Breeding.Of(other, new Seed(1)).Finish(cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(first.HeldOut.Performance, second.HeldOut.Performance);
        Assert.Equal(first.Weights, second.Weights);
    }

    private static NetworkRecipe Tiny(SearchSettings search) => new()
    {
        Name = "tiny", Summary = "", BaseObjective = "", Search = search, Generations = 150, EpisodesPerIndividual = 8, HiddenWidths = [8],
        World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Keys = 16, Chests = 0, KeyReward = 1, Horizon = 20 }),
    };

    private IEvolutionStrategy Started(ulong seed) => Settings.Start([.. Enumerable.Repeat(1f, Dimensions)], new Seed(seed));

    private static double Height(ReadOnlySpan<float> weights)
    {
        double height = 0;
        foreach (float weight in weights) height -= (weight - 1.0) * (weight - 1.0);
        return height;
    }

    private static void Tell(IEvolutionStrategy search)
    {
        var fitness = new double[search.PopulationSize];
        var weights = new float[Dimensions];
        for (int i = 0; i < fitness.Length; i++)
        {
            search.Ask(i, weights);
            fitness[i] = Height(weights);
        }
        search.Tell(fitness);
    }

    private static float[] Best(IEvolutionStrategy search)
    {
        var weights = new float[Dimensions];
        search.Candidate(0, weights);
        return weights;
    }
}

public sealed class GeneticAlgorithmTests : EvolutionStrategyContract
{
    protected override SearchSettings Settings => new GeneticAlgorithmSettings { PopulationSize = 64, Parents = 16, Elites = 2, MutationSigma = 0.2, FinalMutationSigma = 0.02, AnnealedOver = 200, CrossoverShare = 0.25 };

    [Fact]
    public void Mutations_shrink_geometrically_and_then_stay()
    {
        var search = new GeneticAlgorithm(new() { PopulationSize = 2, Parents = 1, Elites = 1, MutationSigma = 0.4, FinalMutationSigma = 0.1, AnnealedOver = 2 }, [1f], new Seed(1));
        var sigmas = new List<double>();
        for (int generation = 0; generation < 4; generation++)
        {
            sigmas.Add(search.Sigma);
            search.Tell([1, 2]);
        }
        Assert.Equal([0.4, 0.2, 0.1, 0.1], sigmas.Select(sigma => Math.Round(sigma, 12)));
    }

    [Fact]
    public void The_fittest_goes_on_unchanged()
    {
        var search = new GeneticAlgorithm(new() { PopulationSize = 8, Parents = 3, Elites = 1 }, new float[] { 1, 1, 1 }, new Seed(4));
        float[] fifth = new float[3], first = new float[3];
        search.Ask(5, fifth);
        search.Tell([0, 0, 0, 0, 0, 9, 1, 2]);
        search.Ask(0, first);
        Assert.Equal(fifth, first);
    }

    [Fact]
    public void Meaningless_settings_are_refused()
    {
        var sound = new GeneticAlgorithmSettings();
        foreach (GeneticAlgorithmSettings wrong in new[] { sound with { PopulationSize = 1 }, sound with { Parents = 0 }, sound with { Elites = 33 }, sound with { MutationSigma = 0 }, sound with { CrossoverShare = double.NaN } })
            Assert.Throws<ArgumentException>(() => wrong.Start([1f], new Seed(1)));
    }
}

public sealed class OpenAiEsTests : EvolutionStrategyContract
{
    protected override SearchSettings Settings => new OpenAiEsSettings { PopulationSize = 64, Sigma = 0.2, LearningRate = 0.06, FinalLearningRate = 0.01, AnnealedOver = 200, WeightDecay = 0 };

    [Fact]
    public void Individuals_lie_on_opposite_sides_of_the_mean()
    {
        IEvolutionStrategy search = Settings.Start([1f, 1f, 1f], new Seed(4));
        float[] plus = new float[3], minus = new float[3], mean = new float[3];
        search.Ask(6, plus);
        search.Ask(7, minus);
        search.Candidate(0, mean);
        for (int i = 0; i < 3; i++) Assert.Equal(mean[i], (plus[i] + minus[i]) / 2, 1e-6);
        Assert.NotEqual(plus, minus);
    }

    [Fact]
    public void A_generation_of_equals_moves_nothing()
    {
        IEvolutionStrategy search = Settings.Start([1f, 1f, 1f], new Seed(4));
        float[] before = new float[3], after = new float[3];
        search.Candidate(0, before);
        search.Tell(new double[64]);
        search.Candidate(0, after);
        Assert.Equal(before, after);
    }

    // Ranks 3, 2, 1, 0 of four are ½, 1/6, -1/6, -½; the two in the middle are equal here and share 0.
    [Fact]
    public void Equals_share_the_mean_of_their_ranks() =>
        Assert.Equal([0.5, 0, 0, -0.5], Ranking.Centred([7, 3, 3, -1], 4));

    [Fact]
    public void An_odd_population_is_refused() =>
        Assert.Throws<ArgumentException>(() => new OpenAiEsSettings { PopulationSize = 7 }.Start([1f], new Seed(1)));
}
