using Mesascope.Randomness;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class DependenceTests
{
    private static readonly DependenceSetUp Usual = new();

    // One person, s = 1/2, δ = 1/2, a = 1/4: forgets with 1/4 a tick, relearns with 1/8. After two ticks: 1/4·7/8 + 3/4·1/4 = 13/32.
    [Fact]
    public void The_share_of_the_unable_is_the_one_worked_by_hand() =>
        Assert.Equal(13 / 32.0, new DependenceSetUp { People = 1, Share = 0.5, Decay = 0.5, Alone = 0.25 }.Unable(2), 1e-12);

    // Two people of whom the able teach the unable: a = 0, b = 1, δ = 1, s = 1/2. From both able: each forgets with 1/2 independently,
    // so 1/4 both able, 1/2 one, 1/4 none. From one able: he forgets with 1/2; the other learns with 1/2·1/2.
    // Unable after two ticks: 1/4·1/2 + 1/2·(1/2 + 3/4)/2 + 1/4·1 = 11/16.
    [Fact]
    public void Learning_from_each_other_depends_on_who_is_left() =>
        Assert.Equal(11 / 16.0, new DependenceSetUp { People = 2, Share = 0.5, Decay = 1, Alone = 0, Together = 1 }.Unable(2), 1e-12);

    [Theory]
    [InlineData(0.8, 0.02, 0.02, 100)]
    [InlineData(0.3, 0.05, 0.01, 1)]
    [InlineData(1, 0.1, 0, 7)]
    [InlineData(0, 0.1, 0.1, 50)]
    public void The_chain_gives_the_closed_form_whatever_the_number_of_people(double share, double decay, double alone, int ticks)
    {
        foreach (int people in new[] { 1, 3, 20 })
        {
            DependenceSetUp model = Usual with { People = people, Share = share, Decay = decay, Alone = alone };
            Assert.Equal(DependenceClosedForm.Unable(model, ticks), model.Unable(ticks), 1e-10);
            Assert.Equal(DependenceClosedForm.LossOff(model, ticks), model.LossOff(ticks), 1e-7);
            Assert.Equal(DependenceClosedForm.LossOn(model, ticks), model.LossOn(ticks), 1e-7);
        }
    }

    // With φ = .1, γ = .98: there is a threshold where a < .02·.9/(.98·.1) = .18367, and none above; decay only moves it.
    [Theory]
    [InlineData(0.18, 0.02, true)]
    [InlineData(0.18, 0.0002, true)]
    [InlineData(0.19, 0.02, false)]
    [InlineData(0.19, 0.9, false)]
    public void Whether_there_is_a_threshold_depends_on_relearning_and_not_on_decay(double alone, double decay, bool exists)
    {
        double? threshold = (Usual with { Alone = alone, Decay = decay, People = 3 }).Threshold();
        Assert.Equal(exists, threshold is not null);
        Assert.Equal(DependenceClosedForm.Threshold(Usual with { Alone = alone, Decay = decay }, double.PositiveInfinity) ?? -1, threshold ?? -1, 1e-6);
    }

    [Fact]
    public void Faster_decay_moves_the_threshold_down() =>
        Assert.True((Usual with { Decay = 0.08 }).Threshold(100) < Usual.Threshold(100) && Usual.Threshold(100) < (Usual with { Decay = 0.005 }).Threshold(100));

    [Fact]
    public void The_first_tick_is_the_first_at_which_the_net_cost_is_above_0()
    {
        int first = Usual.FirstTick()!.Value;
        Assert.True(Usual.NetCost(first - 1) <= 0 && Usual.NetCost(first) > 0);
        Assert.Null((Usual with { Share = 0.3 }).FirstTick());
    }

    [Fact]
    public void Simulated_communities_agree_with_the_chain_where_people_teach_each_other()
    {
        DependenceSetUp model = new() { People = 5, Share = 0.6, Decay = 0.1, Alone = 0.01, Together = 0.2, Discount = 0.9 };
        var runs = Enumerable.Range(0, 3_000).Select(i => model.Simulate(10, new Seed(4).For("community", i))).ToArray();
        void Agrees(double exact, Func<(double Unable, double Off, double On), double> of)
        {
            double mean = runs.Average(of), error = Math.Sqrt(runs.Average(run => (of(run) - mean) * (of(run) - mean)) / runs.Length);
            Assert.InRange(mean, exact - 4 * error, exact + 4 * error);
        }
        Agrees(model.Unable(10), run => run.Unable);
        Agrees(model.LossOff(10), run => run.Off);
        Agrees(model.LossOn(10), run => run.On);
    }

    // Under the model itself the 95 % interval holds the exact value in at least 19 of 20 studies, less three binomial standard errors of 200 studies: .95 - .046.
    [Fact]
    public void The_interval_over_communities_covers_the_exact_loss()
    {
        DependenceSetUp model = new() { People = 4, Share = 0.6, Decay = 0.1, Alone = 0.1, Discount = 0.8 };
        double exact = model.LossOff(5);
        int covered = Enumerable.Range(0, 200).Count(study =>
        {
            ReplicationRow row = Gate.Reported("", "", [.. Enumerable.Range(0, 40).Select(i => model.Simulate(5, new Seed((ulong)study).For("community", i)).Off)]);
            return row.Low <= exact && exact <= row.High;
        });
        Assert.InRange(covered, (0.95 - 0.046) * 200, 200);
    }

    [Fact]
    public async Task One_thread_and_many_give_the_same_rows()
    {
        var few = new Dictionary<string, string> { ["communities"] = "10", ["people"] = "3", ["established"] = "5", ["discount"] = "0.8" };
        Tables Rows() => DependenceTables.Experiment.With(few, cancellationToken: TestContext.Current.CancellationToken);
        Tables together = Rows();
        var one = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;
        Tables alone = await Task.Factory.StartNew(Rows, TestContext.Current.CancellationToken, TaskCreationOptions.None, one);
        Assert.Equal(together.Rows, alone.Rows);
        Assert.All(together.Rows.Where(row => row.N == 1 && row.Target is not null), row => Assert.True(row.Pass, row.ToString()));
        Assert.All(together.Rows.TakeLast(6), row => Assert.Null(row.Pass)); // too few for a gate
    }

    [Theory]
    [InlineData("people", "0")]
    [InlineData("people", "101")]
    [InlineData("share", "1.1")]
    [InlineData("decay", "-0.1")]
    [InlineData("together", "0.99")] // with alone at .02
    [InlineData("discount", "1")]
    [InlineData("established", "0")]
    [InlineData("communities", "9")]
    [InlineData("skill", "1")]
    public void A_parameter_that_is_unknown_or_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => DependenceTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));
}
