using CsCheck;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Statistics;

namespace Mesascope.Tests.Replications;

public class PowerTests
{
    private static readonly Gen<double> Discount = Gen.Double[0.02, 0.98];

    // Replication 7.
    [Fact]
    public void With_two_states_behind_on_and_gamma_point_9_two_goals_of_three_nearly_avoid_shutdown() =>
        Assert.Equal(0.65, PowerOfState.AvoidsShutdown(2, 0.9), 1e-12);

    [Fact]
    public void The_closed_forms_are_what_integration_gives() =>
        Gen.Select(Gen.Int[1, 20], Discount).Sample((n, discount) =>
        {
            PowerExact shutdown = new PowerOfState { Process = PowerOfState.Shutdown(n), Discount = discount }.Exact()!;
            PowerExact fan = new PowerOfState { Process = PowerOfState.Fan(n), Discount = discount }.Exact()!;
            Assert.Equal(PowerOfState.PowerOfShutdown(n, discount), shutdown.Power, 1e-9);
            Assert.Equal(PowerOfState.AvoidsShutdown(n, discount), shutdown.Optimal[1], 1e-9);
            Assert.Equal(PowerOfState.PowerOfFan(n), fan.Power, 1e-9);
            Assert.All(fan.Optimal, share => Assert.Equal(1.0 / n, share, 1e-9));
        }, iter: 50);

    // Any of these tests at 99 % would fail once in a hundred; at 99.9999 % once in a million.
    [Fact]
    public void The_closed_forms_lie_in_the_interval_of_what_is_drawn() =>
        Gen.Select(Gen.Int[1, 12], Discount, Gen.ULong).Sample((n, discount, seed) =>
        {
            PowerSamples drawn = new PowerOfState { Process = PowerOfState.Shutdown(n), Discount = discount, Samples = 2000 }.Run(new Seed(seed));
            Assert.True(MeanInterval.Of(drawn.Power, 1e-6)!.Value.Contains(PowerOfState.PowerOfShutdown(n, discount)));
            Assert.True(MeanInterval.Of(drawn.Optimal[1], 1e-6)!.Value.Contains(PowerOfState.AvoidsShutdown(n, discount)));
        }, iter: 20);

    [Fact]
    public void Integration_and_drawing_agree_on_a_deeper_tree()
    {
        var setUp = new PowerOfState { Process = MarkovDecisionProcess.Parse("s>a,b,c;a>d,e;e>f,g;b>h"), Discount = 0.8, Samples = 40_000 };
        PowerExact exact = setUp.Exact()!;
        PowerSamples drawn = setUp.Run(new Seed(3), TestContext.Current.CancellationToken);
        Assert.True(MeanInterval.Of(drawn.Power, 1e-4)!.Value.Contains(exact.Power));
        for (int action = 0; action < 3; action++) Assert.True(MeanInterval.Of(drawn.Optimal[action], 1e-4)!.Value.Contains(exact.Optimal[action]));
        Assert.Equal(1, exact.Optimal.Sum(), 1e-9);
    }

    [Theory]
    [InlineData("s>a,b;a>c;b>c")] // c is reached in two ways
    [InlineData("s>a,b;a>s")]     // back to the start
    [InlineData("s>a:0.5+b:0.5")] // a lottery
    public void Where_it_is_no_tree_there_is_no_closed_form(string text) =>
        Assert.Null(new PowerOfState { Process = MarkovDecisionProcess.Parse(text), Discount = 0.8 }.Exact());

    [Fact]
    public void Power_lies_between_0_and_1_in_every_draw() =>
        Gen.Select(Graph, Discount, Gen.ULong).Sample((edges, discount, seed) => Draw(edges, discount, seed).Power.All(power => power is >= -1e-12 and <= 1 + 1e-12), iter: 60);

    // Same rewards with and without one more action: the best of more is no worse, in every draw and so in the mean.
    [Fact]
    public void One_more_option_never_lowers_power() =>
        Gen.Select(Graph, Gen.Int[0, 5], Gen.Int[0, 5], Discount, Gen.ULong).Sample((edges, from, to, discount, seed) =>
        {
            bool[] more = [.. edges];
            more[from * 6 + to] = true;
            return Draw(edges, discount, seed).Power.Zip(Draw(more, discount, seed).Power).All(pair => pair.First <= pair.Second + 1e-9);
        }, iter: 60);

    [Fact]
    public void States_that_a_renaming_exchanges_have_the_same_power()
    {
        double Of(string text) => new PowerOfState { Process = MarkovDecisionProcess.Parse(text), Discount = 0.7, Samples = 40_000 }.Run(new Seed(9)).Power.Average();
        Assert.Equal(Of("s>a,b;a>c,d;b>s"), Of("s>b,a;b>d,c;a>s"), 0.005); // half-width of 99.99 % at .29 standard deviations: .0057 if they were independent
    }

    // Turner et al. (2021), proposition 6.6: what lies behind a is, renamed, a part of what lies behind b. Then for every reward the orders in which b is best are at least as many as those in which a is.
    [Fact]
    public void Of_all_orders_of_any_reward_at_least_half_favour_the_side_that_holds_a_copy_of_the_other() =>
        Gen.Select(Discount, Gen.Double[0, 1].Array[6]).Sample((discount, rewards) =>
        {
            var process = MarkovDecisionProcess.Parse("s>a,b;a>c;b>d,e");
            var optimum = new DiscountedOptimum(process, discount);
            int forA = 0, forB = 0;
            var values = new double[6];
            foreach (double[] reward in Orders(rewards))
            {
                optimum.Values(reward, values);
                if (optimum.IsOptimal(0, 0, values)) forA++;
                if (optimum.IsOptimal(0, 1, values)) forB++;
            }
            return forB >= forA;
        }, iter: 30);

    // γ → 1: the start of the shutdown process chooses among n + 1 ends; γ → 0: between two next states.
    [Fact]
    public void At_the_limits_of_gamma_the_shutdown_process_is_a_fan() =>
        Gen.Int[1, 50].Sample(n =>
        {
            Assert.Equal(PowerOfState.PowerOfFan(n + 1), PowerOfState.PowerOfShutdown(n, 1 - 1e-9), 1e-8);
            Assert.Equal(PowerOfState.PowerOfFan(2), PowerOfState.PowerOfShutdown(n, 1e-9), 1e-8);
            Assert.Equal(n / (n + 1.0), PowerOfState.AvoidsShutdown(n, 1 - 1e-9), 1e-8);
            Assert.Equal(0.5, PowerOfState.AvoidsShutdown(n, 1e-9), 1e-8);
        });

    [Fact]
    public void One_thread_and_eight_draw_the_same()
    {
        var setUp = new PowerOfState { Process = PowerOfState.Shutdown(3), Discount = 0.9, Samples = 3000 };
        double[] On(int threads) => new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler)
            .StartNew(() => setUp.Run(new Seed(1)).Power, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.Equal(On(1), On(8));
    }

    // In shutdown-delay, of goals drawn at random more press the button than a random agent does, and the button adds POWER.
    [Fact]
    public void In_our_own_world_most_goals_stay_on()
    {
        IReadOnlyList<PowerOfButtonLevel> levels = new PowerOfButton { Levels = 60, Discount = 0.9, RewardsPerLevel = 4 }.Run(new Seed(1), TestContext.Current.CancellationToken);
        Assert.True(MeanInterval.Of([.. levels.Select(level => level.StateGoal - level.Chance)], 0.01)!.Value.Low > 0);
        Assert.True(MeanInterval.Of([.. levels.Select(level => level.CoinGoal - level.Chance)], 0.01)!.Value.Low > 0);
        Assert.True(levels.Average(level => level.PowerWith) > levels.Average(level => level.PowerWithout));
    }

    [Fact]
    public void The_replication_meets_its_targets_at_its_quick_size()
    {
        IReadOnlyList<ReplicationRow> rows = Table(("levels", "12"), ("samples", "20000"), ("gamma", "0.3,0.9"), ("rewardsPerLevel", "2"));
        Assert.Equal(2 * 4 + 2 * 4 * 2 + 2 * 3 + 2, rows.Count);
        Assert.All(rows.Where(row => row.Target is not null), row => Assert.True(row.Pass, row.ToString()));
    }

    [Fact]
    public void Another_process_has_its_rows_with_a_target_where_it_is_a_tree()
    {
        IReadOnlyList<ReplicationRow> tree = Table(("mdp", "s>a,b;b>c,d"), ("gamma", "0.6"), ("levels", "0"), ("k", "1"), ("n", "1"));
        Assert.All(tree.Take(3), row => Assert.True(row.Pass, row.ToString()));
        IReadOnlyList<ReplicationRow> cycle = Table(("mdp", "s>a,b;b>s"), ("gamma", "0.6"), ("levels", "0"), ("k", "1"), ("n", "1"), ("state", "b"));
        Assert.Null(cycle[0].Target);
        Assert.Equal(1, cycle[1].Result);
    }

    [Theory]
    [InlineData("gamma", "1")]
    [InlineData("gamma", "0.5,0")]
    [InlineData("n", "0")]
    [InlineData("k", "1.5")]
    [InlineData("samples", "10")]
    [InlineData("levels", "1")]
    [InlineData("mdp", "s>")]
    [InlineData("seed", "-1")]
    public void A_meaningless_parameter_is_refused(string name, string value) => Assert.Throws<ArgumentException>(() => Table((name, value)));

    private static IReadOnlyList<ReplicationRow> Table(params (string Name, string Value)[] set) =>
        PowerTables.Experiment.With(set.ToDictionary(each => each.Name, each => each.Value), quick: true, cancellationToken: TestContext.Current.CancellationToken).Rows;

    // Which of six states each of them leads to.
    private static Gen<bool[]> Graph => Gen.Bool.Array[36];

    private static PowerSamples Draw(bool[] edges, double discount, ulong seed)
    {
        // s0 names all six first, so that one more edge does not number them anew; its own edges stand for nothing then.
        string text = "s0>s0,s1,s2,s3,s4,s5;" + string.Join(';', Enumerable.Range(1, 5).Select(from => $"s{from}>" + string.Join(',', Enumerable.Range(0, 6).Where(to => edges[from * 6 + to] || to == (from + 1) % 6).Select(to => $"s{to}"))));
        return new PowerOfState { Process = MarkovDecisionProcess.Parse(text), State = 3, Discount = discount, Samples = 32 }.Run(new Seed(seed));
    }

    private static IEnumerable<double[]> Orders(double[] items)
    {
        if (items.Length <= 1) { yield return items; yield break; }
        for (int first = 0; first < items.Length; first++)
            foreach (double[] rest in Orders([.. items[..first], .. items[(first + 1)..]])) yield return [items[first], .. rest];
    }
}
