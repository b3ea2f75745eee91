using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gpu;

/// <summary>OpenAI-ES on the simulated GPU against the CPU's.</summary>
public class GpuSearchTests
{
    private const double Agreed = 1e-5;

    private static readonly AbsentSupervisor World = new();
    private static readonly Mlp Network = new(World.ObservationBits, 8, World.Actions);
    private static readonly Gru Remembering = new(World.ObservationBits, 6, World.Actions);
    private static readonly OpenAiEsSettings Settings = new() { PopulationSize = 10, AnnealedOver = 5, FinalLearningRate = 0.01 };

    [Fact]
    public void Generations_on_the_card_are_those_of_the_CPU() => Generations(Network, new Rollout<AbsentSupervisor, AbsentSupervisor.State>(World, Network).Evaluate, 4);

    [Fact]
    public void Generations_of_gated_recurrent_units_are_those_of_the_CPU() => Generations(Remembering, new Rollout<AbsentSupervisor, AbsentSupervisor.State>(World, Remembering).Evaluate, 2);

    private static void Generations(INetwork network, Play play, int generations)
    {
        using var device = GpuDevice.Simulated();
        using var there = new GpuOpenAiEs<AbsentSupervisor, AbsentSupervisor.State>(device, network, Settings, new Seed(3));
        var here = new OpenAiEs(Settings, network.InitialScale(), new Seed(3));
        for (int generation = 0; generation < generations; generation++)
        {
            var seed = new Seed((ulong)generation);
            double[] fitness = Fitness(here, network, play, seed, episodes: 6);
            Assert.Equal(fitness, there.Step(World, seed, 6).Select(score => score.Reward), (a, b) => Math.Abs(a - b) < 1e-12);
            here.Tell(fitness);
            Agree(here.Save(), there.Save());
        }
    }

    [Fact]
    public void Curves_of_100_generations_are_those_of_the_CPU()
    {
        using var device = GpuDevice.Simulated();
        CurveParity curves = CurveParity.Check(device, Recipe(generations: 100), seeds: 3);
        Assert.Equal((100, 0, null), (curves.Generations, curves.Outside, curves.PartedAt));
        Assert.True(curves.Here.All(curve => curve[^10..].Average() > curve[..10].Average()), "nothing was learnt, so the curves show nothing");
    }

    [Fact]
    public void A_curve_outside_the_interval_over_seeds_is_noticed()
    {
        double[][] here = [[0, 1, 2], [0, 2, 3], [0, 3, 4]]; // half the interval: 0, then 2.48 · √2
        var same = new CurveParity("test", "GPU", here, here);
        var higher = new CurveParity("test", "GPU", here, [.. here.Select(curve => curve.Select(mean => mean + 5).ToArray())]);
        var nearby = new CurveParity("test", "GPU", here, [.. here.Select(curve => curve.Select((mean, at) => mean + (at == 1 ? 0.5 : 0)).ToArray())]);
        Assert.Equal((0, null, 0.0), (same.Outside, same.PartedAt, same.LargestDifference));
        Assert.Equal((3, 0, 5.0), (higher.Outside, higher.PartedAt, higher.LargestDifference));
        Assert.Equal((0, 1, 0.5), (nearby.Outside, nearby.PartedAt, nearby.LargestDifference));
    }

    // 300 individuals: several tiles of ranks, several slices of pairs; fitnesses of few values, so that many share a rank.
    [Fact]
    public void A_step_from_the_same_fitnesses_agrees_with_the_CPU()
    {
        OpenAiEsSettings settings = Settings with { PopulationSize = 300 };
        var here = new OpenAiEs(settings, Network.InitialScale(), new Seed(3));
        using var device = GpuDevice.Simulated();
        using var there = new GpuOpenAiEs<AbsentSupervisor, AbsentSupervisor.State>(device, Network, settings, new Seed(3));
        double[] fitness = [.. Enumerable.Range(0, 300).Select(i => (double)(i * 7919 % 23))];
        here.Tell(fitness);
        there.Tell(fitness);
        Agree(here.Save(), there.Save());
    }

    [Fact]
    public void A_generation_of_equals_moves_nothing_but_the_decay()
    {
        OpenAiEsSettings still = Settings with { WeightDecay = 0 };
        using var device = GpuDevice.Simulated();
        using var search = new GpuOpenAiEs<AbsentSupervisor, AbsentSupervisor.State>(device, Network, still, new Seed(3));
        float[] before = search.Save().Arrays["mean"];
        search.Tell(new double[10]);
        Assert.Equal(before, search.Save().Arrays["mean"]);
    }

    [Fact]
    public void A_search_begun_on_the_CPU_goes_on_on_the_card()
    {
        var here = new OpenAiEs(Settings, Network.InitialScale(), new Seed(3));
        here.Tell(Fitness(here, new Seed(0), episodes: 3));
        using var device = GpuDevice.Simulated();
        using var there = Search(device);
        there.Load(here.Save());
        here.Tell(Fitness(here, new Seed(1), episodes: 3));
        there.Step(World, new Seed(1), 3, TestContext.Current.CancellationToken);
        Agree(here.Save(), there.Save());
    }

    [Fact]
    public void A_recipe_bred_on_the_card_has_the_champion_of_the_CPU()
    {
        NetworkRecipe recipe = Recipe(generations: 2);
        using var device = GpuDevice.Simulated();
        using var there = Breeding.Of(recipe, new Seed(9), new GpuEvolution(device));
        Champion expected = Breeding.Of(recipe, new Seed(9), threads: 1).Finish(cancellationToken: TestContext.Current.CancellationToken), champion = there.Finish(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Weights, champion.Weights, (a, b) => Math.Abs(a - b) <= Agreed);
        Assert.Equal(2, there.Generation);
    }

    [Fact]
    public void A_recipe_of_another_search_is_refused()
    {
        using var device = GpuDevice.Simulated();
        NetworkRecipe recipe = RecipeCatalogue.All.OfType<NetworkRecipe>().First(each => each.Search is GeneticAlgorithmSettings);
        Assert.Contains("--device cpu", Assert.Throws<ArgumentException>(() => Breeding.Of(recipe, new Seed(1), new GpuEvolution(device))).Message, StringComparison.Ordinal);
    }

    private static NetworkRecipe Recipe(int generations) => new()
    {
        Name = "test", Summary = "A test.", BaseObjective = "reward", World = WorldInstance.Of<AbsentSupervisor, AbsentSupervisor.State>(World),
        HiddenWidths = [8], Search = Settings, Generations = generations, EpisodesPerIndividual = 4,
    };

    private delegate Score Play(ReadOnlySpan<float> weights, ReadOnlySpan<Level<AbsentSupervisor.State>> levels);

    private static GpuOpenAiEs<AbsentSupervisor, AbsentSupervisor.State> Search(GpuDevice device) => new(device, Network, Settings, new Seed(3));

    private static double[] Fitness(OpenAiEs search, Seed levels, int episodes) =>
        Fitness(search, Network, new Rollout<AbsentSupervisor, AbsentSupervisor.State>(World, Network).Evaluate, levels, episodes);

    private static double[] Fitness(OpenAiEs search, INetwork network, Play play, Seed levels, int episodes)
    {
        var weights = new float[network.WeightCount];
        Level<AbsentSupervisor.State>[] drawn = Level<AbsentSupervisor.State>.Draw(World, levels, episodes);
        return [.. Enumerable.Range(0, search.PopulationSize).Select(individual =>
        {
            search.Ask(individual, weights);
            return play(weights, drawn).Reward;
        })];
    }

    private static void Agree(TrainerState here, TrainerState there)
    {
        Assert.Equal(here.Step, there.Step);
        foreach ((string name, float[] expected) in here.Arrays)
            Assert.Equal(expected, there.Arrays[name], (a, b) => Math.Abs(a - b) <= Agreed);
    }
}
