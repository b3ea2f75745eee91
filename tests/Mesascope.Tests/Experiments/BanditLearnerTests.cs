using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Worlds;

namespace Mesascope.Tests.Experiments;

/// <summary>Regret with two arms that pay with probabilities of their own.</summary>
public class BanditLearnerTests
{
    [Fact]
    public void Two_pulls_are_worked_by_hand()
    {
        // The first pull pays 1/2 whichever arm. If it paid (1/2), that arm pays 2/3 next; if not, the other pays 1/2: 1/2 + (2/3 + 1/2)/2 = 13/12 of 4/3.
        Assert.Equal(4.0 / 3 - 13.0 / 12, IndependentArms.Best(2), 1e-12);
        Assert.Equal(4.0 / 3 - 1, IndependentArms.Random(2), 1e-12);
        // After a success on one arm Thompson's belief in it is P(Beta(2,1) > U) = 2/3, after a failure 1/3.
        double after = .5 * (2.0 / 3 * (2.0 / 3) + 1.0 / 3 * .5) + .5 * (1.0 / 3 * (1.0 / 3) + 2.0 / 3 * .5);
        Assert.Equal(4.0 / 3 - .5 - after, IndependentArms.Thompson(2), 1e-12);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void The_best_is_that_of_trying_every_continuation(int pulls) => Assert.Equal(pulls * 2.0 / 3 - Tried(pulls, 0, 0, 0, 0), IndependentArms.Best(pulls), 1e-12);

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void Nobody_beats_the_best_and_knowing_beats_guessing(int pulls)
    {
        double best = IndependentArms.Best(pulls);
        Assert.InRange(IndependentArms.Thompson(pulls), best, IndependentArms.Random(pulls));
        Assert.InRange(IndependentArms.UpperBound(pulls, 2), best, IndependentArms.Random(pulls));
        Assert.InRange(IndependentArms.UpperBound(pulls, 0), best, IndependentArms.Random(pulls));
    }

    [Fact]
    public void The_published_figures_are_met()
    {
        Assert.Equal(1.748, IndependentArms.Best(100), 5e-4);
        Assert.Equal(5.61, IndependentArms.UpperBound(100, 2), .05 * 5.61);
    }

    [Fact]
    public void A_random_agent_has_the_regret_of_chance()
    {
        var setUp = new BanditLearnerSetUp { Lives = 4000 };
        BanditResult usual = BanditLearnerTrial.Put(setUp, new RandomAgent(), setUp.Conditions[0], TestContext.Current.CancellationToken);
        Assert.Equal(IndependentArms.Random(100), usual.Regret, .8); // 4 standard errors: a life's regret varies by 12
        Assert.Equal(.5, usual.Late, .01);
    }

    [Fact]
    public void Arms_that_are_swapped_pay_what_the_other_paid()
    {
        var world = new BernoulliBandit { Independent = true, SwapAfter = 50 };
        var state = new BernoulliBandit.State(0, 0, 0, 49, 50000, 10000);
        Assert.True(world.Pays(state, 0) > world.Pays(state, 1));
        Assert.Equal(world.Pays(state, 0), world.Pays(state with { Time = 50 }, 1));
    }

    // The value of going on, by trying both arms and both outcomes.
    private static double Tried(int left, int s1, int f1, int s2, int f2)
    {
        if (left == 0) return 0;
        double first = (s1 + 1.0) / (s1 + f1 + 2), second = (s2 + 1.0) / (s2 + f2 + 2);
        return Math.Max(first * (1 + Tried(left - 1, s1 + 1, f1, s2, f2)) + (1 - first) * Tried(left - 1, s1, f1 + 1, s2, f2), second * (1 + Tried(left - 1, s1, f1, s2 + 1, f2)) + (1 - second) * Tried(left - 1, s1, f1, s2, f2 + 1));
    }
}
