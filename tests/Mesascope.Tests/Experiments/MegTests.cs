using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class MegTests
{
    // Replication 9.
    [Theory]
    [InlineData(0.0, 6.842)]
    [InlineData(0.1, 4.831)]
    [InlineData(0.3, 2.105)]
    [InlineData(1.0, 0.0)]
    public void A_noisy_walker_has_the_published_goal_directedness(double epsilon, double nats) =>
        Assert.Equal(nats, Nats(new(), epsilon), 0.0006);

    [Fact]
    public void A_wrong_goal_explains_next_to_nothing() =>
        Assert.Equal(0.041, Nats(new(), 0, hypothesis: 4), 0.0006);

    // 2(n-1) moves, C(2(n-1), n-1) shortest ways, all alike: 2(n-1) ln 4 - ln C.
    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(4, 6, 20)]
    [InlineData(6, 10, 252)]
    public void Without_noise_it_is_the_closed_form_at_any_size(int size, int moves, int ways) =>
        Assert.Equal(moves * Math.Log(4) - Math.Log(ways), Nats(new() { Size = size, Horizon = moves + 3 }, 0), 1e-6);

    [Fact]
    public void It_does_not_depend_on_the_unit_of_cost() =>
        Assert.Equal(Nats(new(), 0.2), Nats(new() { StepCost = 7, Beta = 40 / 7.0 }, 0.2), 1e-9);

    [Theory]
    [InlineData("1", "12", "0.1")]
    [InlineData("5", "0", "0.1")]
    [InlineData("5", "12", "1.1")]
    [InlineData("5", "12", "NaN")]
    [InlineData("100", "1000", "0.1")] // 10 million moments
    public void A_meaningless_parameter_is_refused(string size, string horizon, string epsilon) =>
        Assert.Throws<ArgumentException>(() => MegTables.Experiment.Plan(new Dictionary<string, string> { ["size"] = size, ["horizon"] = horizon, ["epsilon"] = epsilon }));

    private static double Nats(MegSetUp setUp, double epsilon, int? hypothesis = null) =>
        MegTrial.Run(setUp, new MegCell(epsilon, hypothesis ?? setUp.GoalCell), TestContext.Current.CancellationToken).Nats;
}
