using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 2 as a table: lives under the fitness as reward and under a drive, and what a search over drives finds.</summary>
internal static class HungryThirstyTables
{
    // Mean and standard deviation over 12 layouts × 20 seeds.
    private const double FitnessMean = 2, FitnessDeviation = 6, DriveMean = 4145, DriveDeviation = 1454;
    private const int PublishedLives = 240, GatedSearches = 10, GatedGenerations = 12, GatedPopulation = 24;

    /// <summary>The declaration.</summary>
    public static Experiment<HungryThirstySetUp, HungryThirstyCell, HungryThirstyTrial> Experiment { get; } = new()
    {
        Name = "hungry-thirsty",
        Summary = "The best reward to learn from is not the fitness: a bred drive prices thirst, which the fitness never mentions.",
        Source = "Singh, Lewis & Barto 2009",
        Cost = "1 min",
        Quick = new HungryThirstySetUp { Seeds = 5, Searches = 2, Population = 12, Generations = 4, JudgedBy = 2, HeldOut = 1 },
        Design = setUp =>
        [
            .. from part in (HungryThirstyPart[])[HungryThirstyPart.FitnessAsReward, HungryThirstyPart.Drive] from layout in Enumerable.Range(0, setUp.Layouts) from number in Enumerable.Range(0, setUp.Seeds) select new HungryThirstyCell(part, layout, number),
            .. from number in Enumerable.Range(0, setUp.Searches ?? 0) select new HungryThirstyCell(HungryThirstyPart.Search, 0, number),
        ],
        Trial = (setUp, cell, trial) => HungryThirstyTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static Tables Analyse(HungryThirstySetUp setUp, IReadOnlyList<(HungryThirstyCell Cell, HungryThirstyTrial Trial)> trials)
    {
        double[] Lives(HungryThirstyPart part) => [.. trials.Where(each => each.Cell.Part == part).Select(each => each.Trial.NotHungry)];
        double[] plain = Lives(HungryThirstyPart.FitnessAsReward), driven = Lives(HungryThirstyPart.Drive);
        FoundDrives[] found = [.. trials.Select(each => each.Trial.Found).OfType<FoundDrives>()];
        HungryThirstySetUp usual = new();
        bool published = setUp.World == usual.World && setUp.Learner == usual.Learner && setUp.Steps == usual.Steps && setUp.Layouts == usual.Layouts, asPublished = setUp.Feels == usual.Feels;
        string drive = "drive " + string.Join(',', setUp.Drive.Select(reward => reward.ToString(CultureInfo.InvariantCulture)));
        Interval range = new(0, setUp.Steps);
        const string steps = "steps not hungry in a life";
        List<ReplicationRow> rows =
        [
            Gate.Simulated(steps, "fitness as reward", published ? FitnessMean : null, plain, FitnessDeviation / Math.Sqrt(PublishedLives), range),
            Deviation("fitness as reward", plain),
            Gate.Simulated(steps, drive, published && asPublished ? DriveMean : null, driven, DriveDeviation / Math.Sqrt(PublishedLives), range),
            Deviation(drive, driven),
            Gate.Ordering("steps not hungry, difference", "drive minus fitness as reward", [.. driven.Zip(plain, (with, without) => with - without)], published && asPublished),
        ];
        if (found.Length == 0) return new Tables { Rows = rows };
        rows.AddRange(SearchRows(found, range, setUp is { Searches: >= GatedSearches, Generations: >= GatedGenerations, Population: >= GatedPopulation }));
        return new Tables { Rows = rows, Plots = [Climb(found, plain.Sum() / plain.Length)] };
    }

    private static IEnumerable<ReplicationRow> SearchRows(FoundDrives[] found, Interval range, bool gated)
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

    private static Plot Climb(FoundDrives[] found, double plain)
    {
        int generations = found[0].Bred.Length;
        PlotLine Line(string name, Func<FoundDrives, double[]> of) => new(name, [.. Enumerable.Range(0, generations).Select(generation =>
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
