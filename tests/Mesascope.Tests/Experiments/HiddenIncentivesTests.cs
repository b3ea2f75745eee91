using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class HiddenIncentivesTests
{
    private static readonly SelfDilemma Dilemma = new(0.5, 1);
    private static readonly HiddenIncentivesSetUp Short = new() { Steps = 3000, Windows = 10 };

    // The table of the source: ½ for defecting now, 1 less for having defected before.
    [Theory]
    [InlineData(SelfDilemma.Cooperate, SelfDilemma.Cooperate, 0)]
    [InlineData(SelfDilemma.Cooperate, SelfDilemma.Defect, 0.5)]
    [InlineData(SelfDilemma.Defect, SelfDilemma.Cooperate, -1)]
    [InlineData(SelfDilemma.Defect, SelfDilemma.Defect, -0.5)]
    public void A_step_pays_what_the_source_says(int before, int action, double reward) => Assert.Equal(reward, Dilemma.Reward(before, action));

    // Reward 1 for cooperating from indifference: the logit moves by .1 · 1 · (1 - ½) = .05.
    [Fact]
    public void The_policy_gradient_moves_by_the_gradient_of_its_own_reward()
    {
        var learner = new GradientDilemmaLearner(0.1, 0, 0);
        learner.Learn(SelfDilemma.Defect, SelfDilemma.Cooperate, 1, SelfDilemma.Cooperate);
        Assert.Equal(1 / (1 + Math.Exp(-0.05)), learner.Cooperates(SelfDilemma.Defect), 1e-12);
        Assert.Equal(0.5, learner.Cooperates(SelfDilemma.Cooperate));
    }

    [Fact]
    public void Who_looks_one_step_learns_to_defect_and_who_looks_further_to_cooperate()
    {
        double myopic = Run(Short, new(DilemmaLearnerKind.Q)).Late, far = Run(Short, new(DilemmaLearnerKind.FarSighted)).Late;
        Assert.InRange(myopic, 0.03, 0.07); // ε/2 = .05, give or take: 20 learners, 300 steps
        Assert.InRange(far, 0.8, 0.97);
    }

    [Fact]
    public void A_future_that_costs_less_than_defecting_gains_is_not_spared_by_anybody()
    {
        // γ · cost = .9 · .4 < .5.
        Assert.InRange(Run(Short with { Cost = 0.4 }, new(DilemmaLearnerKind.FarSighted)).Late, 0, 0.1);
    }

    [Fact]
    public void A_copy_does_what_its_original_does()
    {
        GradientDilemmaLearner original = new(0.1, 2, -3), copy = new(0.1, 0, 0);
        copy.CopyFrom(original);
        original.Learn(0, 0, 1, 0); // the original goes on; the copy does not
        Assert.Equal((1 / (1 + Math.Exp(-2)), 1 / (1 + Math.Exp(3))), (copy.Cooperates(0), copy.Cooperates(1)));
    }

    // Twice as fast from indifference: .2 · 1 · ½ = .1.
    [Fact]
    public void A_copy_that_explores_learns_faster_than_its_original()
    {
        var copy = new GradientDilemmaLearner(0.5, 1, 1);
        copy.CopyFrom(new GradientDilemmaLearner(0.1, 0, 0), faster: 2);
        copy.Learn(0, SelfDilemma.Cooperate, 1, 0);
        Assert.Equal(1 / (1 + Math.Exp(-0.1)), copy.Cooperates(0), 1e-12);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var arm = new HiddenIncentivesArm(DilemmaLearnerKind.PolicyGradient, OuterLoop.Exploring, Swapped: true);
        HiddenIncentivesSetUp tiny = Short with { Steps = 200 };
        Assert.Equal(Run(tiny, arm).Windows, Run(tiny, arm).Windows);
        Assert.NotEqual(Run(tiny, arm).Windows, Run(tiny, arm, seed: 2).Windows);
    }

    [Fact]
    public void The_table_has_a_row_for_every_arm_and_ordering_and_a_plot()
    {
        Tables outcome = ExperimentCatalogue.Named("hidden-incentives").With(new Dictionary<string, string> { ["seeds"] = "2", ["steps"] = "100", ["stepSizes"] = "0.1,1" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(10 + 5 + 3 * 2, outcome.Rows.Count);
        Assert.All(outcome.Rows, row => Assert.True(row.Low <= row.Result && row.Result <= row.High && row.Pass is null, row.ToString()));
        Assert.Equal([10, 3], outcome.Plots.Select(plot => plot.Lines.Count));
    }

    [Theory]
    [InlineData("seeds", "1")]
    [InlineData("population", "4")]
    [InlineData("replaced", "0.6")]
    [InlineData("discount", "1")]
    [InlineData("stepSize", "0")]
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => ExperimentCatalogue.Named("hidden-incentives").With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));

    private static HiddenIncentivesTrial Run(HiddenIncentivesSetUp setUp, HiddenIncentivesArm arm, int seed = 1) =>
        HiddenIncentivesTrial.Of(setUp, new(arm, setUp.StepSize, seed), new Trial("", null, TestContext.Current.CancellationToken, (_, _) => { }));
}
