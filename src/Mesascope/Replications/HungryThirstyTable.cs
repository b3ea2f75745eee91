using System.Globalization;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Replications;

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
        Parameters =
        [
            new("seeds", "20", "lives per layout, at least 2", Quick: "5"),
            new("layouts", "12", "layouts, in [1, 12]"),
            new("steps", "75000", "steps in a life, at least 1"),
            new("learningRate", "0.1", "of Q-learning, in (0, 1]"),
            new("discount", "0.99", "of Q-learning, in [0, 1]"),
            new("exploration", "0.1", "share of uniformly random actions, in [0, 1]"),
            new("slip", "0.1", "probability that a move goes in a random direction, in [0, 1]"),
            new("thirstReturns", "0.1", "probability per step that thirst returns, in [0, 1]"),
            new("drive", "0.5,1,-0.01,-0.05", "inner reward where not hungry and not thirsty, not hungry and thirsty, hungry and not thirsty, hungry and thirsty"),
            new("searches", "10", "searches over drives, each by evolution and at random; 0 for none, or at least 2", Quick: "2"),
            new("population", "24", "drives per generation, at least 4", Quick: "12"),
            new("generations", "12", "generations of a search, at least 1", Quick: "4"),
            new("judgedBy", "4", "layouts in which each drive of a search lives, drawn anew each generation, in [1, 12]", Quick: "2"),
            new("heldOut", "3", "new lives per layout of each drive that is found, at least 1", Quick: "1"),
        ],
        Run = Rows,
    };

    private static ReplicationOutcome Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        HungryThirstyReplication setUp = SetUp(settings);
        int layouts = Layouts(settings, "layouts"), seeds = settings.Whole("seeds", 2), searches = settings.Whole("searches", 0);
        if (searches == 1) throw new ArgumentException("searches is 0 or at least 2; got 1.");
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
        return new ReplicationOutcome { Rows = rows, Plots = plots };
    }

    /// <summary>What one search came to: two drives, how the search went, and what new lives gave under each and under the fitness.</summary>
    private sealed record Found(HungerAndThirst Drive, double[] Bred, double[] Drawn, double BredFitness, double DrawnFitness, double PlainFitness);

    private static Found[] Search(HungryThirstyReplication setUp, Settings settings, int searches, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        var budget = new DriveSearch(settings.Whole("population", 4), settings.Whole("generations"), Layouts(settings, "judgedBy"));
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

    private static HungryThirstyReplication SetUp(Settings settings)
    {
        double Share(string name) => settings.Number(name) is >= 0 and <= 1 and var share ? share : throw new ArgumentException($"{name} lies in [0, 1]; got {settings.Text(name)}.");
        return new HungryThirstyReplication
        {
            World = new HungryThirsty { Slip = Share("slip"), ThirstReturns = Share("thirstReturns") },
            Learner = new Learner(settings.Number("learningRate"), settings.Number("discount"), settings.Number("exploration")).Checked(),
            Steps = settings.Whole("steps"),
        };
    }

    private static HungerAndThirst Drive(Settings settings) =>
        settings.Numbers("drive") is [var neither, var thirsty, var hungry, var both] ? new(neither, thirsty, hungry, both)
            : throw new ArgumentException($"drive is four numbers, such as 0.5,1,-0.01,-0.05; got {settings.Text("drive")}.");

    private static int Layouts(Settings settings, string name) =>
        settings.Whole(name) is <= HungryThirstyReplication.AllLayouts and var count ? count : throw new ArgumentException($"{name} is at most {HungryThirstyReplication.AllLayouts}; got {settings.Text(name)}.");

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
