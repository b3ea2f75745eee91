using Mesascope.Randomness;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class HintonNowlanTests
{
    private static readonly HintonNowlanSetUp AsPublished = new();

    [Fact]
    public void Generation_0_as_published_has_the_published_expected_fitness() => Assert.Equal(1.00603, AsPublished.ExpectedFitness(), 0.5e-5);

    // Two loci, two trials, alleles 1/4 right and 1/2 "?": both right 1/16, one "?" 2·1/4·1/2 = 1/4, two "?" 1/4.
    // With two trials a trial is left only to who succeeds at the first: certain, 1/2, 1/4. Bonus 2 over 2 trials is 1 a trial.
    // 1 + 1·(1/16 + 1/4·1/2 + 1/4·1/4) = 1.25.
    [Fact]
    public void The_expected_fitness_of_a_case_worked_by_hand() =>
        Assert.Equal(1.25, new HintonNowlanSetUp { Loci = 2, Trials = 2, Bonus = 2 }.ExpectedFitness(), 1e-12);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(60)]
    public void The_trials_left_are_the_sum_over_all_trials(int unsure)
    {
        // P(T ≤ s) grows by (1 - P)·q each trial: no cancellation, at the price of a loop.
        double q = Math.ScaleB(1, -unsure), learnt = 0, left = 0;
        for (int s = 1; s < 1000; s++)
        {
            learnt += q * (1 - learnt);
            left += learnt;
        }
        Assert.Equal(1, HintonNowlanTrial.ExpectedTrialsLeft(q, 1000) / left, 1e-9);
    }

    [Theory]
    [InlineData(20, 0.25, 0.25, 1000)]
    [InlineData(6, 0.1, 0.3, 20)]
    [InlineData(4, 0.5, 0.5, 10)]
    [InlineData(8, 0.0, 0.0, 100)]
    public void Simulated_founders_have_the_expected_fitness(int loci, double wrong, double right, int trials)
    {
        var setUp = new HintonNowlanSetUp { Loci = loci, Wrong = wrong, Right = right, Trials = trials, Population = 200_000 };
        double expected = setUp.ExpectedFitness(), mean = setUp.Run(new Seed(11), 0, cancellationToken: TestContext.Current.CancellationToken)[0].Fitness;
        // Fitness lies in [1, 20], so its variance is at most 19·(mean - 1): five standard errors.
        Assert.InRange(mean, expected - 5 * Math.Sqrt(19 * (expected - 1) / 200_000), expected + 5 * Math.Sqrt(19 * (expected - 1) / 200_000));
    }

    [Fact]
    public void Alleles_add_up_and_a_seed_gives_the_same_run_twice()
    {
        HintonNowlanGeneration[] once = AsPublished.Run(new Seed(3), 12, cancellationToken: TestContext.Current.CancellationToken), again = AsPublished.Run(new Seed(3), 12, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(once, again);
        Assert.All(once, generation => Assert.Equal(1, generation.Wrong + generation.Right + generation.Unsure, 1e-12));
    }

    [Fact]
    public void Learning_beats_chance_at_the_same_number_of_genotypes()
    {
        // 31 generations of 1,000 with selection, against 31,000 founders: the best that random search can do is one of them.
        double[] bred = [.. Enumerable.Range(1, 5).Select(seed => AsPublished.Run(new Seed((ulong)seed), 30)[30].Fitness)];
        double[] drawn = [.. Enumerable.Range(1, 5).Select(seed => (AsPublished with { Population = 31_000 }).Run(new Seed((ulong)seed), 0)[0].Fitness)];
        Assert.True(bred.Min() > drawn.Max() + 10, $"{bred.Min()} against {drawn.Max()}");
    }

    [Theory]
    [InlineData("loci", "1")]
    [InlineData("loci", "64")]
    [InlineData("wrong", "0.8")]
    [InlineData("right", "-0.1")]
    [InlineData("bonus", "-1")]
    [InlineData("seeds", "1")]
    [InlineData("trials", "0")]
    public void A_parameter_out_of_range_is_refused(string name, string value) => Assert.Throws<ArgumentException>(() => Table((name, value)));

    [Fact]
    public void Another_set_up_has_a_closed_form_and_no_published_target()
    {
        IReadOnlyList<ReplicationRow> rows = Table(("loci", "8"), ("seeds", "20"), ("later", "12"));
        Assert.Null(rows[0].Target);
        Assert.Equal(rows[0].Result, rows[1].Target);
        Assert.All(rows.Skip(2), row => Assert.Null(row.Target));
    }

    private static IReadOnlyList<ReplicationRow> Table(params (string Name, string Value)[] settings) =>
        ExperimentCatalogue.Named("hinton-nowlan").With(settings.ToDictionary(each => each.Name, each => each.Value), cancellationToken: TestContext.Current.CancellationToken).Rows;
}
