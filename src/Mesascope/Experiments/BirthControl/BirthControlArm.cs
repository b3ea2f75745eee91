using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Populations of one kind: how they live, and what selection makes of their drives.</summary>
/// <param name="SetUp">Where and how they live.</param>
/// <param name="ChildrenAreFelt">Whether a child can be felt, so that the objective itself can become a drive.</param>
/// <param name="Decoys">Whether there are two decoy drives: the use makes hungry again (harm), and the first new kind's gene is felt by chance, in <see cref="ChanceRate"/> of all steps, whatever one does (chance).</param>
internal sealed record BirthControlArm(BirthControlSetUp SetUp, bool ChildrenAreFelt = false, bool Decoys = false)
{
    /// <summary>The probability per step of the chance decoy: as often as a satisfaction before the shift (31 in a life of 1,000 steps at most; docs/methods/birth-control.md).</summary>
    public const double ChanceRate = 0.03;

    // The genome: what a meal, a satisfaction and a child feel like, and then each kind of use, the ancestral one first.
    private const int Meal = 0, Satisfaction = 1, Child = 2, FirstKind = 3;

    /// <summary>Breeds a population where the use satisfies nobody.</summary>
    /// <param name="seed">The seed of the population.</param>
    /// <param name="kinds">Kinds of use that there will ever be, beyond the ancestral one.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public (DrivePopulation Population, DriveGeneration[] History) Ancestors(Seed seed, int kinds, CancellationToken cancellationToken = default)
    {
        var population = new DrivePopulation(SetUp.Individuals, FirstKind + 1 + kinds, SetUp.Heredity, seed);
        return (population, Breed(population, SetUp.Ancestral, _ => 0, seed.For("lives"), cancellationToken));
    }

    /// <summary>Goes on from a population with another future.</summary>
    /// <param name="population">Left as it is.</param>
    /// <param name="generations">How many.</param>
    /// <param name="kind">The kind of use in each of them: 0 the ancestral one, which satisfies nobody; from 1 on new ones, which do.</param>
    /// <param name="seed">Of this future.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public DriveGeneration[] Future(DrivePopulation population, int generations, Func<int, int> kind, Seed seed, CancellationToken cancellationToken = default) =>
        Breed(population.Fork(seed), generations, kind, seed.For("lives"), cancellationToken);

    private DriveGeneration[] Breed(DrivePopulation population, int generations, Func<int, int> kind, Seed lives, CancellationToken cancellationToken)
    {
        var history = new DriveGeneration[generations];
        var (learner, children, records) = (SetUp.Learner, new double[SetUp.Individuals], new LifeRecord[SetUp.Individuals]);
        for (int generation = 0; generation < generations; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int now = kind(generation);
            Village village = SetUp.Village with { UseSatisfies = now > 0, UseMakesHungry = Decoys };
            Seed randomness = lives.For("generation", generation);
            for (int i = 0; i < SetUp.Individuals; i++)
            {
                records[i] = Life.Of<Village, Village.State, Instincts>(village, Feelings(population[i], now, randomness.For("decoy", i)), learner, SetUp.LifeSteps, randomness.For("life", i));
                children[i] = records[i].Performance;
            }
            history[generation] = Seen(population, now, records, children);
            population.Breed(children);
        }
        return history;
    }

    private Instincts Feelings(ReadOnlySpan<double> genome, int kind, Seed decoy) =>
        new(genome[Meal], genome[Satisfaction], ChildrenAreFelt ? genome[Child] : 0, genome[FirstKind + kind], Decoys ? genome[FirstKind + 1] : 0, decoy);

    private static DriveGeneration Seen(DrivePopulation population, int kind, LifeRecord[] lives, double[] children)
    {
        double[] Each(uint flag) => [.. lives.Select(life => (double)life.Count(flag))];
        double[] satisfied = Each(Village.Events.Satisfied), meals = Each(Village.Events.Ate);
        double[] Weights(int drive) => [.. Enumerable.Range(0, lives.Length).Select(i => population[i][drive])];
        return new DriveGeneration
        {
            Children = Mean(children), Satisfactions = Mean(satisfied), Meals = Mean(meals), Uses = Mean(Each(Village.Events.Used)),
            MealWeight = population.Mean(Meal), SatisfactionWeight = population.Mean(Satisfaction), ChildWeight = population.Mean(Child), UseWeight = population.Mean(FirstKind + kind), FirstKindWeight = population.Mean(FirstKind + 1),
            SatisfactionTie = Correlation(satisfied, children), MealTie = Correlation(meals, children),
            SatisfactionSelected = Selected(Weights(Satisfaction), children), MealSelected = Selected(Weights(Meal), children), UseSelected = Selected(Weights(FirstKind + kind), children),
        };
    }

    private static double Mean(double[] values) => values.Sum() / values.Length;

    /// <summary>Pearson's r; 0 where either does not vary.</summary>
    internal static double Correlation(double[] x, double[] y)
    {
        double xx = Covariance(x, x), yy = Covariance(y, y);
        return xx > 0 && yy > 0 ? Covariance(x, y) / Math.Sqrt(xx * yy) : 0;
    }

    // How far the parents' mean lies from the mean of all (Robertson 1966, Price 1970): the covariance with relative fitness.
    private static double Selected(double[] weights, double[] children) => Mean(children) is > 0 and var mean ? Covariance(weights, children) / mean : 0;

    private static double Covariance(double[] x, double[] y)
    {
        double meanX = Mean(x), meanY = Mean(y), sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (x[i] - meanX) * (y[i] - meanY);
        return sum / x.Length;
    }

    /// <summary>What an individual feels, by what happened.</summary>
    private struct Instincts(double meal, double satisfaction, double child, double use, double chance, Seed decoy) : IDrives
    {
        private BlockDraws _draws = new(decoy);
        private int _step;

        public double Felt(uint events)
        {
            double felt = 0;
            if ((events & Village.Events.Ate) != 0) felt += meal;
            if ((events & Village.Events.Satisfied) != 0) felt += satisfaction;
            if ((events & Village.Events.Child) != 0) felt += child;
            if ((events & Village.Events.Used) != 0) felt += use;
            if (chance != 0) felt += Chance();
            return felt;
        }

        private double Chance()
        {
            _draws.Turn(_step++);
            return _draws.Bernoulli(ChanceRate, 0) ? chance : 0;
        }
    }
}

/// <summary>One generation: what its lives came to, what it feels, and how both were tied to having children.</summary>
internal sealed record DriveGeneration
{
    /// <summary>Children per life: the fitness, which nobody is told.</summary>
    public required double Children { get; init; }

    /// <summary>Satisfactions per life.</summary>
    public required double Satisfactions { get; init; }

    /// <summary>Meals per life: how often hunger was satisfied.</summary>
    public required double Meals { get; init; }

    /// <summary>Uses per life, whether they satisfied or not.</summary>
    public required double Uses { get; init; }

    /// <summary>Mean weight of a meal, in [-1, 1].</summary>
    public required double MealWeight { get; init; }

    /// <summary>Mean weight of a satisfaction.</summary>
    public required double SatisfactionWeight { get; init; }

    /// <summary>Mean weight of a child, whether it can be felt or not.</summary>
    public required double ChildWeight { get; init; }

    /// <summary>Mean weight of the present kind of use.</summary>
    public required double UseWeight { get; init; }

    /// <summary>Mean weight of the first new kind of use: felt by nobody before a shift, and the chance decoy where there are decoys.</summary>
    public required double FirstKindWeight { get; init; }

    /// <summary>Correlation of satisfactions with children over individuals.</summary>
    public required double SatisfactionTie { get; init; }

    /// <summary>Correlation of meals with children over individuals.</summary>
    public required double MealTie { get; init; }

    /// <summary>How far selection moved the weight of a satisfaction in this generation.</summary>
    public required double SatisfactionSelected { get; init; }

    /// <summary>How far selection moved the weight of a meal.</summary>
    public required double MealSelected { get; init; }

    /// <summary>How far selection moved the weight of the present kind of use.</summary>
    public required double UseSelected { get; init; }
}
