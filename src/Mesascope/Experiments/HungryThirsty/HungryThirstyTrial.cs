using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What a life or a search came to.</summary>
/// <param name="NotHungry">Steps not hungry in the life; 0 for a search.</param>
/// <param name="Found">What the search found; null for a life.</param>
internal sealed record HungryThirstyTrial(double NotHungry, FoundDrives? Found)
{
    /// <summary>Lives a life, or searches.</summary>
    public static HungryThirstyTrial Run(HungryThirstySetUp setUp, HungryThirstyCell cell, CancellationToken cancellationToken)
    {
        if (cell.Part == HungryThirstyPart.Search) return new(0, FoundDrives.Of(setUp, new Seed((ulong)cell.Number + 1).For("search"), cancellationToken));
        (HungerAndThirst drive, Seed seed) = cell.Part == HungryThirstyPart.Drive ? (setUp.Feels, new Seed(2)) : (HungerAndThirst.Fitness, new Seed(1));
        return new(setUp.Live(drive, cell.Layout, seed.For("life", cell.Layout * setUp.Seeds + cell.Number)), null);
    }
}

/// <summary>What one search came to: a drive that evolution found and one that random search did, how the search went, and what new lives gave under each and under the fitness.</summary>
/// <param name="Drive">What evolution found.</param>
/// <param name="Bred">The best score of each generation. Shape [generations].</param>
/// <param name="Drawn">The best score so far of random search. Shape [generations].</param>
/// <param name="BredFitness">Steps not hungry in new lives under what evolution found.</param>
/// <param name="DrawnFitness">The same under what random search found.</param>
/// <param name="PlainFitness">The same under the fitness as reward.</param>
internal sealed record FoundDrives(HungerAndThirst Drive, double[] Bred, double[] Drawn, double BredFitness, double DrawnFitness, double PlainFitness)
{
    /// <summary>Searches by evolution and at random, and tries what was found.</summary>
    public static FoundDrives Of(HungryThirstySetUp setUp, Seed seed, CancellationToken cancellationToken)
    {
        var (bred, climb) = setUp.Search(select: true, seed, cancellationToken);
        var (drawn, best) = setUp.Search(select: false, seed, cancellationToken);
        double Mean(HungerAndThirst drive) => setUp.Fitness(drive, HungryThirstySetUp.AllLayouts, setUp.HeldOut, seed.For("held out"), cancellationToken).Sum() / (HungryThirstySetUp.AllLayouts * setUp.HeldOut);
        return new FoundDrives(bred, climb, best, Mean(bred), Mean(drawn), Mean(HungerAndThirst.Fitness));
    }
}

/// <summary>Lives under a drive, and searches for one.</summary>
internal static class HungryThirstyLives
{
    private static readonly float[] InitialScale = [0.6f, 0.6f, 0.6f, 0.6f]; // rewards lie in [-1, 1] and start out wide in it

    /// <summary>Steps not hungry in lives in each of the first layouts, by layout and then by seed. Shape [layouts·seeds].</summary>
    public static double[] Fitness(this HungryThirstySetUp setUp, HungerAndThirst drive, int layouts, int seeds, Seed seed, CancellationToken cancellationToken = default)
    {
        var fitness = new double[layouts * seeds];
        CaseLoop.Run(fitness.Length, cancellationToken, i => fitness[i] = setUp.Live(drive, i / seeds, seed.For("life", i)));
        return fitness;
    }

    /// <summary>Steps not hungry in one life.</summary>
    /// <param name="setUp">Where it lives, and how it learns.</param>
    /// <param name="drive">What it feels.</param>
    /// <param name="layout">In [0, 12).</param>
    /// <param name="randomness">Of this life.</param>
    public static double Live(this HungryThirstySetUp setUp, HungerAndThirst drive, int layout, Seed randomness)
    {
        int other = layout % 3, food = layout / 3;
        HungryThirsty world = setUp.World with { Food = food, Water = other < food ? other : other + 1 };
        return Life.Of<HungryThirsty, HungryThirsty.State, HungerAndThirst>(world, drive, setUp.Learner, setUp.Steps, randomness).Performance;
    }

    /// <summary>Searches for a drive, told only how fit those were who had it.</summary>
    /// <param name="setUp">How long, and in how many layouts each drive is judged.</param>
    /// <param name="select">True: children of the fittest (a genetic algorithm); false: as many drives drawn like its first generation, the best of which is kept.</param>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    /// <returns>The drive it ends with, and the best score of each generation (so far, where nothing is selected).</returns>
    public static (HungerAndThirst Drive, double[] Best) Search(this HungryThirstySetUp setUp, bool select, Seed seed, CancellationToken cancellationToken = default)
    {
        IEvolutionStrategy strategy = Method(setUp).Start(InitialScale, seed.For(select ? "evolution" : "random search"));
        HungerAndThirst kept = default;
        double highest = double.NegativeInfinity;
        var best = new double[setUp.Generations];
        for (int generation = 0; generation < setUp.Generations; generation++)
        {
            if (!select) strategy = Method(setUp).Start(InitialScale, seed.For("random search", generation));
            var drives = new HungerAndThirst[strategy.PopulationSize];
            for (int i = 0; i < drives.Length; i++) drives[i] = Asked(strategy.Ask, i);
            double[] fitness = Judge(setUp, drives, seed.For("judgement", generation), cancellationToken);
            int fittest = Array.IndexOf(fitness, fitness.Max());
            if (select) strategy.Tell(fitness);
            if (select || fitness[fittest] > highest) (kept, highest) = (drives[fittest], fitness[fittest]);
            best[generation] = highest;
        }
        return (kept, best);
    }

    // Everybody of a generation lives in the same layouts with the same randomness.
    private static double[] Judge(HungryThirstySetUp setUp, HungerAndThirst[] drives, Seed randomness, CancellationToken cancellationToken)
    {
        int layouts = setUp.JudgedBy;
        int[] drawn = [.. Enumerable.Range(0, HungryThirstySetUp.AllLayouts).OrderBy(layout => randomness.For("layout", layout).Value).Take(layouts)];
        var lives = new double[drives.Length * layouts];
        CaseLoop.Run(lives.Length, cancellationToken, i => lives[i] = setUp.Live(drives[i / layouts], drawn[i % layouts], randomness.For("life", i % layouts)));
        return [.. Enumerable.Range(0, drives.Length).Select(i => lives.AsSpan(i * layouts, layouts).ToArray().Sum() / layouts)];
    }

    private delegate void Write(int individual, Span<float> weights);

    private static HungerAndThirst Asked(Write write, int individual)
    {
        Span<float> weights = stackalloc float[InitialScale.Length];
        write(individual, weights);
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Max(-1, Math.Min(1, weights[i]));
        return new(weights[0], weights[1], weights[2], weights[3]);
    }

    // A quarter have children, each with two parents; mutations shrink.
    private static GeneticAlgorithmSettings Method(HungryThirstySetUp setUp) => new()
    {
        PopulationSize = setUp.Population, Parents = setUp.Population / 4, Elites = Math.Max(1, setUp.Population / 12), CrossoverShare = 1,
        MutationSigma = 0.4, FinalMutationSigma = 0.1, AnnealedOver = setUp.Generations,
    };
}
