using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 2: the reward that makes a learner fittest is not the fitness.</summary>
/// <remarks>Source: Singh, Lewis and Barto (2009), "Where do rewards come from?"; Singh et al. (2010). Departures: docs/methods/hungry-thirsty.md.</remarks>
public sealed record HungryThirstyReplication
{
    /// <summary>How many layouts there are: food and water in two different corners.</summary>
    public const int AllLayouts = 12;

    /// <summary>The rules; the two corners are set for each life.</summary>
    public HungryThirsty World { get; init; } = new();

    /// <summary>How it learns.</summary>
    public Learner Learner { get; init; } = new(0.1, 0.99, 0.1);

    /// <summary>Steps in a life, at least 1.</summary>
    public int Steps { get; init; } = 75_000;

    /// <summary>Steps not hungry in lives in each of the first layouts, by layout and then by seed. Shape [layouts·seeds].</summary>
    public double[] Fitness(HungerAndThirst drive, int layouts, int seeds, Seed seed, CancellationToken cancellationToken = default)
    {
        var fitness = new double[layouts * seeds];
        CaseLoop.Run(fitness.Length, cancellationToken, i => fitness[i] = Live(drive, i / seeds, seed.For("life", i)));
        return fitness;
    }

    /// <summary>Steps not hungry in one life.</summary>
    /// <param name="drive">What it feels.</param>
    /// <param name="layout">In [0, 12).</param>
    /// <param name="luck">Of this life.</param>
    public double Live(HungerAndThirst drive, int layout, Seed luck)
    {
        int other = layout % 3, food = layout / 3;
        HungryThirsty world = World with { Food = food, Water = other < food ? other : other + 1 };
        return Life.Of<HungryThirsty, HungryThirsty.State, HungerAndThirst>(world, drive, Learner, Steps, luck).Performance;
    }

    /// <summary>Searches for a drive, told only how fit those were who had it.</summary>
    /// <param name="budget">How long and by what it judges.</param>
    /// <param name="select">True: children of the fittest (a genetic algorithm); false: as many drives drawn like its first generation, the best of which is kept.</param>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    /// <returns>The drive it ends with, and the best score of each generation (so far, where nothing is selected).</returns>
    public (HungerAndThirst Drive, double[] Best) Search(DriveSearch budget, bool select, Seed seed, CancellationToken cancellationToken = default)
    {
        IEvolutionStrategy strategy = budget.Method.Start(DriveSearch.InitialScale, seed.For(select ? "evolution" : "random search"));
        HungerAndThirst kept = default;
        double highest = double.NegativeInfinity;
        var best = new double[budget.Generations];
        for (int generation = 0; generation < budget.Generations; generation++)
        {
            if (!select) strategy = budget.Method.Start(DriveSearch.InitialScale, seed.For("random search", generation));
            var drives = new HungerAndThirst[strategy.PopulationSize];
            for (int i = 0; i < drives.Length; i++) drives[i] = Asked(strategy.Ask, i);
            double[] fitness = Judge(drives, budget.Layouts, seed.For("judgement", generation), cancellationToken);
            int fittest = Array.IndexOf(fitness, fitness.Max());
            if (select) strategy.Tell(fitness);
            if (select || fitness[fittest] > highest) (kept, highest) = (drives[fittest], fitness[fittest]);
            best[generation] = highest;
        }
        return (kept, best);
    }

    // Everybody of a generation lives in the same layouts with the same luck.
    private double[] Judge(HungerAndThirst[] drives, int layouts, Seed luck, CancellationToken cancellationToken)
    {
        int[] drawn = [.. Enumerable.Range(0, AllLayouts).OrderBy(layout => luck.For("layout", layout).Value).Take(layouts)];
        var lives = new double[drives.Length * layouts];
        CaseLoop.Run(lives.Length, cancellationToken, i => lives[i] = Live(drives[i / layouts], drawn[i % layouts], luck.For("life", i % layouts)));
        return [.. Enumerable.Range(0, drives.Length).Select(i => lives.AsSpan(i * layouts, layouts).ToArray().Sum() / layouts)];
    }

    private delegate void Write(int individual, Span<float> weights);

    private static HungerAndThirst Asked(Write write, int individual)
    {
        Span<float> weights = stackalloc float[DriveSearch.InitialScale.Length];
        write(individual, weights);
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Max(-1, Math.Min(1, weights[i]));
        return new(weights[0], weights[1], weights[2], weights[3]);
    }
}

/// <summary>An inner reward for each of the four ways to be: the genome of replication 2.</summary>
/// <param name="Neither">Not hungry, not thirsty.</param>
/// <param name="Thirsty">Thirsty, not hungry.</param>
/// <param name="Hungry">Hungry, not thirsty.</param>
/// <param name="Both">Hungry and thirsty.</param>
public readonly record struct HungerAndThirst(double Neither, double Thirsty, double Hungry, double Both) : IDrives
{
    /// <summary>The fitness itself: 1 for a step on which it is not hungry.</summary>
    public static HungerAndThirst Fitness => new(1, 1, 0, 0);

    /// <inheritdoc/>
    public double Felt(uint events) => (events & (HungryThirsty.Events.Ate | HungryThirsty.Events.WasThirsty)) switch
    {
        HungryThirsty.Events.Ate => Neither,
        HungryThirsty.Events.Ate | HungryThirsty.Events.WasThirsty => Thirsty,
        0 => Hungry,
        _ => Both,
    };
}

/// <summary>How a drive is searched for.</summary>
/// <param name="Population">Drives per generation, at least 4.</param>
/// <param name="Generations">At least 1.</param>
/// <param name="Layouts">Lives by which each is judged, each in another layout, in [1, 12].</param>
public sealed record DriveSearch(int Population, int Generations, int Layouts)
{
    /// <summary>Rewards lie in [-1, 1] and start out wide in it.</summary>
    internal static readonly float[] InitialScale = [0.6f, 0.6f, 0.6f, 0.6f];

    /// <summary>The genetic algorithm: a quarter have children, each with two parents; mutations shrink.</summary>
    public SearchSettings Method => new GeneticAlgorithmSettings
    {
        PopulationSize = Population, Parents = Population / 4, Elites = Math.Max(1, Population / 12), CrossoverShare = 1,
        MutationSigma = 0.4, FinalMutationSigma = 0.1, AnnealedOver = Generations,
    };
}
