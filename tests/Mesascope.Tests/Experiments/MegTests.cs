using Mesascope.Audits;
using Mesascope.Experiments;

namespace Mesascope.Tests.Audits;

public class MegReplicationTests
{
    // Replication 9.
    [Theory]
    [InlineData(0.0, 6.842)]
    [InlineData(0.1, 4.831)]
    [InlineData(0.3, 2.105)]
    [InlineData(1.0, 0.0)]
    public void A_noisy_walker_has_the_published_goal_directedness(double epsilon, double nats) =>
        Assert.Equal(nats, new MegReplication().Run(epsilon, cancellationToken: TestContext.Current.CancellationToken).Nats, 0.0006);

    [Fact]
    public void A_wrong_goal_explains_next_to_nothing() =>
        Assert.Equal(0.041, new MegReplication().Run(0, hypothesisCell: 4, cancellationToken: TestContext.Current.CancellationToken).Nats, 0.0006);

    // 2(n-1) moves, C(2(n-1), n-1) shortest ways, all alike: 2(n-1) ln 4 - ln C.
    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(4, 6, 20)]
    [InlineData(6, 10, 252)]
    public void Without_noise_it_is_the_closed_form_at_any_size(int size, int moves, int ways) =>
        Assert.Equal(moves * Math.Log(4) - Math.Log(ways), new MegReplication { Size = size, Horizon = moves + 3 }.Run(0, cancellationToken: TestContext.Current.CancellationToken).Nats, 1e-6);

    [Fact]
    public void It_does_not_depend_on_the_unit_of_cost() =>
        Assert.Equal(new MegReplication().Run(0.2, cancellationToken: TestContext.Current.CancellationToken).Nats, new MegReplication { StepCost = 7, Beta = 40 / 7.0 }.Run(0.2, cancellationToken: TestContext.Current.CancellationToken).Nats, 1e-9);

    [Theory]
    [InlineData(1, 12, 0.1)]
    [InlineData(5, 0, 0.1)]
    [InlineData(5, 12, 1.1)]
    [InlineData(5, 12, double.NaN)]
    public void A_meaningless_parameter_is_refused(int size, int horizon, double epsilon) =>
        Assert.Throws<ArgumentException>(() => new MegReplication { Size = size, Horizon = horizon }.Run(epsilon, cancellationToken: TestContext.Current.CancellationToken));
}
