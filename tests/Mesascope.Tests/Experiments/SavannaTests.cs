using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Worlds;

namespace Mesascope.Tests.Replications;

public class SavannaTests
{
    private static readonly Dictionary<string, string> Toy = new()
    {
        ["seeds"] = "2", ["before"] = "20", ["after"] = "20", ["later"] = "5", ["periods"] = "2,4", ["shifting"] = "8", ["room"] = "10", ["horizon"] = "300", ["assayLives"] = "1",
    };

    private static readonly Dictionary<string, string> ToyArms = new() { ["seeds"] = "3", ["generations"] = "4", ["room"] = "10", ["horizon"] = "300" };

    [Fact]
    public void A_half_time_is_where_half_of_the_way_is_done()
    {
        // From 10 down to 0 in a straight line over 20 generations, then 20 more at 0: half-way, 5, is met at generation 10.
        double[] falling = [.. Enumerable.Range(0, 41).Select(g => Math.Max(0, 10 - g / 2.0))];
        Assert.Equal(10, SavannaTimes.HalfTime(falling, 1));
        Assert.Null(SavannaTimes.HalfTime(falling, 11));
        Assert.Null(SavannaTimes.HalfTime([.. Enumerable.Repeat(3.0, 40)], 0.1));
    }

    [Fact]
    public void A_crossing_is_found_between_points_on_a_logarithmic_scale()
    {
        Assert.Equal(4, SavannaTimes.Crossing([1, 2, 8], [0.1, 0.3, 0.7])!.Value, 1e-12); // half-way in y from 2 to 8, so at √(2·8)
        Assert.Equal(1, SavannaTimes.Crossing([1, 2], [0.6, 0.7]));
        Assert.Null(SavannaTimes.Crossing([1, 2], [0.1, 0.4]));
    }

    [Fact]
    public void What_is_regained_is_compared_with_what_the_same_worlds_allow() =>
        Assert.Equal((1 + 3) / (2.0 + 10), SavannaTimes.Regained([new(0, 1, 0), new(3, 3, 0)], [2, 99, 99, 10, 99]), 1e-12);

    [Fact]
    public void An_assay_finds_a_needed_drive_tied_and_turned_against_its_bearer_by_its_substitute()
    {
        var population = new SavannaPopulation(new PopulationSettings { Room = 40 }, new Seed(1));
        var world = new Savanna { Horizon = 600 };
        for (int generation = 0; generation < 25; generation++) { population.Live(world); population.Breed(); }
        DriveAssay bred = DriveAssay.Of(population, world, new LifeSettings(), 2, new Seed(2));
        DriveAssay modern = DriveAssay.Of(population, world with { HollowCompany = true }, new LifeSettings(), 2, new Seed(2));
        Assert.True(bred.Worth[2] > 1, $"{bred.Worth[2]}");
        Assert.True(modern.Worth[2] < bred.Worth[2] / 4, $"{modern.Worth[2]}");
        Assert.True(modern.Satisfaction[2] > 2 * bred.Satisfaction[2] && modern.Fitness < bred.Fitness);
        Assert.All(bred.Tie.Concat(modern.Tie), tie => Assert.InRange(tie, -1, 1));
    }

    [Fact]
    public void The_table_at_toy_size_has_every_row_and_asks_for_no_gate()
    {
        Tables outcome = Run("savanna", Toy);
        Assert.Equal(10 + 40 + 35 + 1 + 10 + 48 + 12 + 30, outcome.Rows.TakeWhile(row => !row.Quantity.StartsWith("time to adapt", StringComparison.Ordinal) && row.Parameters != "evolved with four decoys").Count());
        Assert.Equal(1 + 5 + 3 * 4, outcome.Rows.Count(row => row.Parameters.Contains("decoys") || row.Quantity.Contains("decoy")));
        Assert.All(outcome.Rows, row => Assert.Null(row.Pass));
        Assert.All(outcome.Rows.Where(row => row.Low is not null), row => Assert.True(row.Low <= row.Result && row.Result <= row.High, row.ToString()));
        Assert.InRange(outcome.Plots.Count, 4, 5);
    }

    [Fact]
    public void Decoys_leave_every_other_row_as_it_is()
    {
        IReadOnlyList<ReplicationRow> without = Run("savanna", new(Toy) { ["decoys"] = "0" }).Rows;
        Assert.Equal(without, Run("savanna", Toy).Rows.Take(without.Count));
    }

    [Fact]
    public void The_same_settings_give_the_same_tables() =>
        Assert.All(new[] { ("savanna", Toy), ("ackley-littman", ToyArms) }, one => Assert.Equal(Run(one.Item1, one.Item2).Rows, Run(one.Item1, one.Item2).Rows));

    [Fact]
    public void Arms_that_differ_only_in_what_is_passed_on_live_the_same_first_generation()
    {
        var setUp = new AckleyLittmanSetUp { Room = 40, Generations = 1 };
        AckleyLittmanTrial Of(AckleyLittmanArm arm) => AckleyLittmanTrial.Run(setUp, new AckleyLittmanCell(arm, 1), TestContext.Current.CancellationToken);
        Assert.Equal(Of(AckleyLittmanArm.EvolutionAndLearning).Raised, Of(AckleyLittmanArm.LearningOnly).Raised);
        Assert.Equal(Of(AckleyLittmanArm.EvolutionOnly).Raised, Of(AckleyLittmanArm.Neither).Raised);
        Assert.Equal(40, Of(AckleyLittmanArm.Neither).Members[0]);
    }

    [Theory]
    [InlineData("savanna", "before", "19")]
    [InlineData("savanna", "later", "18")]
    [InlineData("savanna", "periods", "4,2")]
    [InlineData("savanna", "periods", "0,2")]
    [InlineData("savanna", "periods", "2.5")]
    [InlineData("savanna", "shifting", "3")]
    [InlineData("savanna", "mutation", "0")]
    [InlineData("savanna", "discount", "1")]
    [InlineData("savanna", "room", "1")]
    [InlineData("ackley-littman", "seeds", "1")]
    [InlineData("ackley-littman", "innateSpread", "0")]
    [InlineData("ackley-littman", "exploration", "2")]
    public void A_parameter_out_of_range_is_refused(string replication, string name, string value)
    {
        var given = new Dictionary<string, string>(replication == "savanna" ? Toy : ToyArms) { [name] = value };
        Exception refusal = Assert.ThrowsAny<Exception>(() => Run(replication, given));
        Assert.IsType<ArgumentException>(refusal);
    }

    private static Tables Run(string name, Dictionary<string, string> settings) => ExperimentCatalogue.Named(name).With(settings, cancellationToken: TestContext.Current.CancellationToken);
}
