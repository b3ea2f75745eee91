using Mesascope.Experiments;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class BirthControlTests
{
    private static readonly BirthControlArm Small = new(new() { Individuals = 60, LifeSteps = 600, Ancestral = 40 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Before_the_shift_every_satisfaction_is_a_child_and_after_it_is_not()
    {
        var (ancestors, history) = Small.Ancestors(new Seed(1), 2, Token);
        Assert.All(history, generation => Assert.Equal(generation.Children, generation.Satisfactions));
        DriveGeneration[] after = Small.Future(ancestors, 3, _ => 1, new Seed(2), Token);
        Assert.All(after, generation => Assert.True(generation.Satisfactions > generation.Children, generation.ToString()));
    }

    [Fact]
    public void Breeding_beats_founders_drawn_at_random()
    {
        // The same number of lives: 40 generations of 60, against the best 60 that one generation of founders offers on average.
        var (_, history) = Small.Ancestors(new Seed(3), 1, Token);
        Assert.True(Timescales.Last(history, 10, g => g.Children) > 1.1 * Timescales.First(history, 1, g => g.Children), $"{history[0].Children} to {history[^1].Children}");
        Assert.True(history[^1].SatisfactionWeight > history[0].SatisfactionWeight);
    }

    [Fact]
    public void Selection_turns_against_the_use_that_makes_hungry_and_a_silent_weight_fades()
    {
        double harm = 0, satisfaction = 0, silent = 0;
        for (ulong seed = 1; seed <= 3; seed++)
        {
            DriveGeneration[] history = (Small with { Decoys = true }).Ancestors(new Seed(seed).For("decoy test"), 1, Token).History;
            harm += Timescales.Last(history, 10, g => g.UseWeight) / 3;
            satisfaction += Timescales.Last(history, 10, g => g.SatisfactionWeight) / 3;
            silent += Timescales.Last(history, 10, g => g.ChildWeight) / 3; // felt by nobody here
        }
        Assert.True(harm < -0.05 && satisfaction > 0.2, $"harm {harm}, satisfaction {satisfaction}");
        Assert.InRange(silent, harm, satisfaction);
    }

    [Fact]
    public void What_an_event_that_causes_nothing_weighs_depends_on_the_hope_at_birth()
    {
        // Measured at full size: −.20 at hope 0, .07 at hope 1 (docs/methods/birth-control.md). A displeasure that comes whatever one does makes those try more who hope for nothing.
        double Chance(double hope) => Enumerable.Range(1, 3).Average(seed => Timescales.Last(
            (Small with { Decoys = true, SetUp = Small.SetUp with { Hope = hope } }).Ancestors(new Seed((ulong)seed).For("decoy test"), 1, Token).History, 10, g => g.FirstKindWeight));
        double hopeless = Chance(0), hopeful = Chance(1);
        Assert.True(hopeless < -0.05 && hopeless < hopeful - 0.1, $"hope 0: {hopeless}, hope 1: {hopeful}");
    }

    [Fact]
    public void Decoys_leave_every_other_row_as_it_is()
    {
        IReadOnlyList<ReplicationRow> without = Table(("decoys", "0")), with = Table();
        Assert.Equal(without, with.Take(without.Count));
        Assert.Equal(9, with.Count - without.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_history_and_the_ancestors_are_left_as_they_are()
    {
        var (ancestors, history) = Small.Ancestors(new Seed(4), 1, Token);
        double weight = ancestors.Mean(0);
        DriveGeneration[] once = Small.Future(ancestors, 3, _ => 1, new Seed(5), Token), again = Small.Future(ancestors, 3, _ => 1, new Seed(5), Token);
        Assert.Equal(once, again);
        Assert.Equal(weight, ancestors.Mean(0));
        Assert.Equal(history, Small.Ancestors(new Seed(4), 1, Token).History);
    }

    [Theory]
    [InlineData(new[] { 0.3, 0.2, 0.1 }, 0.5, true)]  // falls to .15 half way from 1 to 2: log2 = .5
    [InlineData(new[] { 0.3, 0.15, 0.1 }, 0.0, true)]
    [InlineData(new[] { 0.1, 0.1, 0.1 }, -1.0, false)]
    [InlineData(new[] { 0.3, 0.3, 0.2 }, 1.0, false)]
    public void The_threshold_is_where_the_loss_first_falls_to_the_tolerance(double[] lost, double log2Ratio, bool inside)
    {
        var (found, isInside) = Timescales.Threshold([0.5, 1, 2], lost, tolerance: 0.15);
        Assert.Equal(log2Ratio, found, 1e-9);
        Assert.Equal(inside, isInside);
    }

    [Fact]
    public void Correlation_is_pearsons()
    {
        Assert.Equal(1, BirthControlArm.Correlation([1, 2, 3], [5, 7, 9]), 1e-12);
        Assert.Equal(-0.5, BirthControlArm.Correlation([1, 2, 3], [3, 1, 2]), 1e-12); // covariance -1/3, variances 2/3 each
        Assert.Equal(0, BirthControlArm.Correlation([1, 1, 1], [3, 1, 2]));
    }

    [Theory]
    [InlineData("ratios", "1,0.5")]
    [InlineData("ratios", "0,1")]
    [InlineData("tolerance", "1")]
    [InlineData("decay", "2")]
    [InlineData("side", "1")]
    [InlineData("cycles", "1")]
    [InlineData("weaning", "-1")]
    [InlineData("unit", "-3")]
    [InlineData("hope", "x")]
    public void A_parameter_out_of_range_is_refused(string name, string value) => Assert.Throws<ArgumentException>(() => Table((name, value)));

    [Fact]
    public void At_toy_size_every_row_has_a_result_and_none_a_gate()
    {
        IReadOnlyList<ReplicationRow> rows = Table();
        Assert.All(rows, row => Assert.NotNull(row.Result));
        Assert.All(rows, row => Assert.Null(row.Pass));
        Assert.All(rows.Where(row => row.Low is not null), row => Assert.True(row.Low <= row.Result && row.Result <= row.High, row.ToString()));
    }

    private static IReadOnlyList<ReplicationRow> Table(params (string Name, string Value)[] settings)
    {
        var toy = new Dictionary<string, string> { ["seeds"] = "2", ["individuals"] = "10", ["lifeSteps"] = "60", ["ancestral"] = "5", ["after"] = "6", ["cycles"] = "2", ["ratios"] = "0.5,1" };
        foreach (var (name, value) in settings) toy[name] = value;
        return ExperimentCatalogue.Named("birth-control").With(toy, cancellationToken: TestContext.Current.CancellationToken).Rows;
    }
}
