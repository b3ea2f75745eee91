using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class ShareTests
{
    private static readonly Transitions TwoWays = new() { Actions = 2, Horizon = 3, Reached = [1, 1, 1, 1], First = [0, 1, 2], Next = [0, 0], Probability = [1, 1], Kind = [0, 0], EventSets = [0] };

    // Four equal cases of three decisions. Of each: subject, pursuer and habit take the best action with
    //   1, .8, .5:  pursuer ln .8 - ln .5 = .4700 above habit; the most that can be had is ln 1 - ln .5 = .6931
    //   .5, .8, .5: .5 ln .8 + .5 ln .2 - ln .5 = -.2231; the most is 0, since habit is the subject
    //   and at the third both actions are equally good, so it does not count.
    // Share (.4700 - .2231) / .6931 = .3562. The subject takes the best action in (1 + .5) / 2 of two thirds of the decisions.
    [Fact]
    public void Agreement_of_a_case_worked_by_hand()
    {
        Explainer explainer = Subject([1, 0, 0.5, 0.5, 0.3, 0.7]);
        Agreement agreement = Agreement.Of(explainer, Predicting([0.8, 0.2, 0.8, 0.2, 0.5, 0.5], [0, -1, 0, -1, 0, 0]), Predicting([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], []));
        Assert.Equal(0.3562, agreement.Share.Value, 1e-4);
        Assert.Equal(2.0 / 3, agreement.Preferring, 1e-12);
        Assert.Equal(0.75, agreement.Rate, 1e-12);
        Assert.Equal(0.5, agreement.ByHabit, 1e-12);
        Assert.InRange(agreement.Share.Value, agreement.Share.Interval.Low, agreement.Share.Interval.High);
    }

    // Log-likelihoods a case: subject 0, hypothesis 3 ln .8 = -.6694, habit 3 ln .5 = -2.0794; (2.0794 - .6694) / 2.0794 = .6781.
    [Fact]
    public void The_share_of_actions_of_a_case_worked_by_hand()
    {
        Explainer explainer = Subject([1, 0, 1, 0, 0, 1]);
        Share share = Share.OfActions(explainer, Predicting([0.8, 0.2, 0.8, 0.2, 0.2, 0.8], []) with { LogLikelihood = Each(3 * Math.Log(0.8)) }, Predicting([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], []) with { LogLikelihood = Each(3 * Math.Log(0.5)) });
        Assert.Equal(0.6781, share.Value, 1e-4);
        Assert.True(share.Interval.Low < share.Value, "four cases that agree leave the interval open");
    }

    [Fact]
    public void Where_there_is_nothing_to_explain_the_share_is_0() => Assert.Equal(new Share(0, new(0, 0)), Share.Of([0, 0, 0, 0], [0, 0, 0, 0]));

    [Fact]
    public void Who_prefers_nothing_agrees_in_nothing()
    {
        Agreement agreement = Agreement.Of(Subject([1, 0, 1, 0, 0, 1]), Predicting([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0, 0, 0, 0, 0, 0]), Predicting([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], []));
        Assert.Equal((0.0, 0.0, 0.0), (agreement.Share.Value, agreement.Preferring, agreement.Rate));
    }

    private static Explainer Subject(double[] taken)
    {
        Decision[] decisions = [.. Enumerable.Range(0, 3).Select(step => new Decision(TwoWays, 0, step, -1, taken[(2 * step)..(2 * step + 2)], () => ""))];
        return new Explainer([.. Enumerable.Repeat(new ObservedCase(3, [1], decisions), 4)]);
    }

    private static HeldOut Predicting(double[] predicted, double[] advantages) => new()
    {
        Hypothesis = new Hypothesis(new Wish(KeysAndChests.Card.Goals[0])), LogLikelihood = Each(0), Predicted = [.. Enumerable.Repeat(predicted, 4)], Experts = [],
        Advantages = [.. Enumerable.Repeat(advantages, 4)], Models = [], Sights = [], Anywhere = (_, _) => predicted,
    };

    private static double[] Each(double of) => [of, of, of, of];
}
