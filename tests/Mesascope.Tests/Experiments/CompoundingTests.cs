using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Worlds;

namespace Mesascope.Tests.Replications;

public class CompoundingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Where_steps_are_independent_the_loss_per_step_is_the_divergence_itself(int horizon) =>
        Assert.Equal(0.1, new Commons { Medium = Medium.Independent, Copies = 3 }.ExpectedLoss(horizon, cancellationToken: TestContext.Current.CancellationToken), 1e-12);

    [Theory]
    [InlineData(Medium.Independent, Attention.None)]
    [InlineData(Medium.Refilled, Attention.None)]
    [InlineData(Medium.Breeding, Attention.None)]
    [InlineData(Medium.Breeding, Attention.Stock)]
    public void Who_never_grabs_loses_nothing(Medium medium, Attention attention) =>
        Assert.Equal(0, new Commons { Medium = medium, Copies = 2, Epsilon = 0, Attention = attention }.ExpectedLoss(200, cancellationToken: TestContext.Current.CancellationToken), 1e-12);

    // Always grabbing: nobody is ever served.
    [Fact]
    public void Who_always_grabs_loses_everything() => Assert.Equal(1, new Commons { Epsilon = 1 }.ExpectedLoss(20, cancellationToken: TestContext.Current.CancellationToken), 1e-12);

    // One step from a full stock of one ration a copy, two copies: with no grab (.81) both are served; with one (.18), 7 rations are reached for where 2 are, and the other gets 2/7 of his.
    [Fact]
    public void One_step_by_hand() =>
        Assert.Equal(1 - (0.81 * 2 + 0.18 * 2 / 7.0) / 2, new Commons { Copies = 2, Capacity = 1 }.ExpectedLoss(1, cancellationToken: TestContext.Current.CancellationToken), 1e-12);

    [Theory]
    [InlineData(Attention.None, false)]
    [InlineData(Attention.StockAndItself, false)]
    [InlineData(Attention.None, true)]
    public void What_is_played_out_agrees_with_what_was_worked_out(Attention attention, bool together)
    {
        var commons = new Commons { Copies = 2, Attention = attention, Together = together };
        double[] losses = commons.Played(40, 2000, new Seed(5), cancellationToken: TestContext.Current.CancellationToken);
        double mean = losses.Average(), error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / 1999 / 2000);
        Assert.InRange(commons.ExpectedLoss(40, cancellationToken: TestContext.Current.CancellationToken), mean - 4 * error, mean + 4 * error);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void No_plan_does_better_than_the_one_that_knows_of_the_grabbing(double epsilon)
    {
        var knowing = new Commons { Capacity = 10, Copies = 4, Epsilon = epsilon, Attention = Attention.StockAndItself };
        double best = knowing.ExpectedLoss(120, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(best <= (knowing with { Attention = Attention.Stock }).ExpectedLoss(120, cancellationToken: TestContext.Current.CancellationToken) + 1e-9);
        Assert.True(best <= (knowing with { Attention = Attention.None }).ExpectedLoss(120, cancellationToken: TestContext.Current.CancellationToken) + 1e-9);
    }

    [Fact]
    public void Copies_that_slip_together_lose_what_one_loses()
    {
        var one = new Commons { Epsilon = 0.02, Together = true };
        Assert.Equal(one.ExpectedLoss(200, cancellationToken: TestContext.Current.CancellationToken), (one with { Copies = 16 }).ExpectedLoss(200, cancellationToken: TestContext.Current.CancellationToken), 1e-12);
    }

    [Fact]
    public void An_agent_that_never_follows_the_proxy_loses_nothing_and_one_that_always_does_loses_what_the_proxys_plan_costs()
    {
        var world = new RocksAndDiamonds { Level = 1, Horizon = 100 };
        (double Lost, double Possible) Mixed(double epsilon) => MixedPlans.PerStep<RocksAndDiamonds, RocksAndDiamonds.State>(world, RocksAndDiamonds.Card.GoalNamed("performance"), RocksAndDiamonds.Card.GoalNamed("reward"), epsilon, new Seed(1));
        Assert.Equal(0, Mixed(0).Lost, 1e-9);
        Assert.Equal(0.99, Mixed(0).Possible, 1e-9);
        Assert.Equal((99 - 5) / 100.0, Mixed(1).Lost, 1e-9); // 193 for the trainer is 5 for the designer, whichever of the best ways is taken
    }

    [Fact]
    public void The_table_at_toy_size_has_every_row_and_no_gate_but_the_exact_ones()
    {
        var toy = new Dictionary<string, string> { ["horizons"] = "2,4", ["widths"] = "1,2", ["copies"] = "1", ["worldHorizons"] = "5,8", ["episodes"] = "50" };
        Tables outcome = ExperimentCatalogue.Named("compounding").With(toy, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(5 * 2 * 2 + 2 * 2 * 2 + 2 * 2 + 8 + 5, outcome.Rows.Count);
        Assert.All(outcome.Rows.Where(row => row.Parameters.StartsWith("independent steps", StringComparison.Ordinal) && row.N == 1), row => Assert.True(row.Pass));
        Assert.All(outcome.Rows.Where(row => row.Quantity is "ratio" or "difference"), row => Assert.Null(row.Pass));
        Assert.Equal(2, outcome.Plots.Count);
    }

    [Theory]
    [InlineData("horizons", "30,10")]
    [InlineData("horizons", "0")]
    [InlineData("epsilons", "0")]
    [InlineData("threshold", "1")]
    [InlineData("capacity", "5")] // less than is grabbed at once
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => ExperimentCatalogue.Named("compounding").With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));
}
