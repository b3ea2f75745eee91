using System.Globalization;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 2 as a table: lives under the fitness as reward and under a drive, and what a search over drives finds.</summary>
public static class HungryThirstyTable
{
    // Mean and standard deviation over 12 layouts × 20 seeds.
    private const double FitnessMean = 2, FitnessDeviation = 6, DriveMean = 4145, DriveDeviation = 1454;
    private const int PublishedLives = 240, GatedSearches = 10, GatedGenerations = 12, GatedPopulation = 24;
    private static readonly HungerAndThirst PublishedDrive = new(0.5, 1, -0.01, -0.05);

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "hungry-thirsty",
        Summary = "The best reward to learn from is not the fitness: a bred drive prices thirst, which the fitness never mentions.",
        Source = "Singh, Lewis & Barto 2009",
        Cost = "1 min",
        Takes =
        [
            new("seeds", "20", Domain.Whole("[2, 10000]"), "lives per layout", Quick: "5"),
            new("layouts", "12", Domain.Whole("[1, 12]"), "layouts"),
            new("steps", "75000", Domain.Whole("[1, 10000000]"), "steps in a life"),
            new("learningRate", "0.1", Domain.Number("(0, 1]"), "step size of Q-learning"),
            new("discount", "0.99", Domain.Number("[0, 1]"), "discount of Q-learning"),
            new("exploration", "0.1", Domain.Number("[0, 1]"), "share of uniformly random actions"),
            new("slip", "0.1", Domain.Number("[0, 1]"), "probability that a move goes in a random direction"),
            new("thirstReturns", "0.1", Domain.Number("[0, 1]"), "probability per step that thirst returns"),
            new("drive", "0.5,1,-0.01,-0.05", Domain.Number("[-1000, 1000]").Several(exactly: 4), "inner reward where not hungry and not thirsty, not hungry and thirsty, hungry and not thirsty, hungry and thirsty"),
            new("searches", "10", Domain.Whole("[2, 10000]").Or("0"), "searches over drives, each by evolution and at random; 0: none", Quick: "2"),
            new("population", "24", Domain.Whole("[4, 10000]"), "drives per generation", Quick: "12", OnlyWith: "searches"),
            new("generations", "12", Domain.Whole("[1, 10000]"), "generations of a search", Quick: "4", OnlyWith: "searches"),
            new("judgedBy", "4", Domain.Whole("[1, 12]"), "layouts in which each drive of a search lives, drawn anew each generation", Quick: "2", OnlyWith: "searches"),
            new("heldOut", "3", Domain.Whole("[1, 10000]"), "new lives per layout of each drive that is found", Quick: "1", OnlyWith: "searches"),
        ],
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HungryThirstyReplication setUp = SetUp(settings);
        int layouts = settings.Whole("layouts"), seeds = settings.Whole("seeds"), searches = settings.Whole("searches");
        HungerAndThirst drive = Drive(settings);
        bool published = setUp == new HungryThirstyReplication() && layouts == HungryThirstyReplication.AllLayouts;
        progress?.Invoke(0, "fitness as reward");
        double[] plain = setUp.Fitness(HungerAndThirst.Fitness, layouts, seeds, new Seed(1), cancellationToken);
        double[] driven = setUp.Fitness(drive, layouts, seeds, new Seed(2), cancellationToken);
        Interval range = new(0, setUp.Steps);
        const string steps = "steps not hungry in a life";
        List<ReplicationRow> rows =
        [
            Gate.Simulated(steps, "fitness as reward", published ? FitnessMean : null, plain, FitnessDeviation / Math.Sqrt(PublishedLives), range),
            Deviation("fitness as reward", plain),
            Gate.Simulated(steps, $"drive {settings.Text("drive")}", published && drive == PublishedDrive ? DriveMean : null, driven, DriveDeviation / Math.Sqrt(PublishedLives), range),
            Deviation($"drive {settings.Text("drive")}", driven),
            Gate.Ordering("steps not hungry, difference", "drive minus fitness as reward", [.. driven.Zip(plain, (with, without) => with - without)], published && drive == PublishedDrive),
        ];
        List<Plot> plots = [];
        if (searches > 0)
        {
            Found[] found = Search(setUp, settings, searches, progress, cancellationToken);
            rows.AddRange(SearchRows(found, range, searches >= GatedSearches && settings.Whole("generations") >= GatedGenerations && settings.Whole("population") >= GatedPopulation));
            plots.Add(Climb(found, plain.Sum() / plain.Length));
        }
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = plots };
    }

    /// <summary>What one search came to: two drives, how the search went, and what new lives gave under each and under the fitness.</summary>
    private sealed record Found(HungerAndThirst Drive, double[] Bred, double[] Drawn, double BredFitness, double DrawnFitness, double PlainFitness);

    private static Found[] Search(HungryThirstyReplication setUp, Settings settings, int searches, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        var budget = new DriveSearch(settings.Whole("population"), settings.Whole("generations"), settings.Whole("judgedBy"));
        int heldOut = settings.Whole("heldOut");
        var found = new Found[searches];
        for (int i = 0; i < searches; i++)
        {
            progress?.Invoke(0.1 + 0.9 * i / searches, $"search {i + 1} of {searches}");
            Seed seed = new Seed((ulong)i + 1).For("search");
            var (bred, climb) = setUp.Search(budget, select: true, seed, cancellationToken);
            var (drawn, best) = setUp.Search(budget, select: false, seed, cancellationToken);
            double Mean(HungerAndThirst drive) => setUp.Fitness(drive, HungryThirstyReplication.AllLayouts, heldOut, seed.For("held out"), cancellationToken).Sum() / (HungryThirstyReplication.AllLayouts * heldOut);
            found[i] = new Found(bred, climb, best, Mean(bred), Mean(drawn), Mean(HungerAndThirst.Fitness));
        }
        return found;
    }

    private static IEnumerable<ReplicationRow> SearchRows(Found[] found, Interval range, bool gated)
    {
        const string bred = "bred drives, new lives", difference = "steps not hungry, difference", price = "inner reward, difference";
        yield return Gate.Reported("steps not hungry in a life", bred, [.. found.Select(each => each.BredFitness)], range);
        yield return Gate.Reported("steps not hungry in a life", "best of as many random drives, new lives", [.. found.Select(each => each.DrawnFitness)], range);
        yield return Gate.Ordering(difference, "bred minus fitness as reward", [.. found.Select(each => each.BredFitness - each.PlainFitness)], gated);
        yield return Gate.Ordering(difference, "bred minus random search", [.. found.Select(each => each.BredFitness - each.DrawnFitness)], gated);
        yield return Gate.Ordering(price, "bred: thirst where hungry, its price", [.. found.Select(each => each.Drive.Hungry - each.Drive.Both)], gated);
        yield return Gate.Reported(price, "bred: thirst where not hungry, its price", [.. found.Select(each => each.Drive.Neither - each.Drive.Thirsty)]);
        Interval unit = new(-1, 1);
        yield return Gate.Reported("inner reward", "bred: not hungry, not thirsty", [.. found.Select(each => each.Drive.Neither)], unit);
        yield return Gate.Reported("inner reward", "bred: not hungry, thirsty", [.. found.Select(each => each.Drive.Thirsty)], unit);
        yield return Gate.Reported("inner reward", "bred: hungry, not thirsty", [.. found.Select(each => each.Drive.Hungry)], unit);
        yield return Gate.Reported("inner reward", "bred: hungry and thirsty", [.. found.Select(each => each.Drive.Both)], unit);
    }

    private static ReplicationRow Deviation(string parameters, double[] lives)
    {
        double mean = lives.Sum() / lives.Length;
        return new("standard deviation over lives", parameters, null, Math.Sqrt(lives.Sum(life => (life - mean) * (life - mean)) / (lives.Length - 1)), null, null, lives.Length, null);
    }

    private static HungryThirstyReplication SetUp(Settings settings) => new()
    {
        World = new HungryThirsty { Slip = settings.Number("slip"), ThirstReturns = settings.Number("thirstReturns") },
        Learner = new Learner(settings.Number("learningRate"), settings.Number("discount"), settings.Number("exploration")).Checked(),
        Steps = settings.Whole("steps"),
    };

    private static HungerAndThirst Drive(Settings settings)
    {
        double[] rewards = settings.Numbers("drive");
        return new(rewards[0], rewards[1], rewards[2], rewards[3]);
    }

    private static Plot Climb(Found[] found, double plain)
    {
        int generations = found[0].Bred.Length;
        PlotLine Line(string name, Func<Found, double[]> of) => new(name, [.. Enumerable.Range(0, generations).Select(generation =>
        {
            double[] values = [.. found.Select(each => of(each)[generation])];
            Interval? interval = MeanInterval.Of(values, 0.05);
            return new PlotPoint(generation + 1, values.Sum() / values.Length, interval?.Low, interval?.High);
        })]);
        PlotLine Level(string name, double value) => new(name, [new(1, value), new(generations, value)], Reference: true);
        return new("Drives that evolution finds feed their bearers; the fitness as a reward does not", "generation of the search", "steps not hungry, best of the generation",
            [Line("evolution", each => each.Bred), Line("random search, best so far", each => each.Drawn), Level("fitness as reward", plain), Level("published drive", DriveMean)]);
    }
}
