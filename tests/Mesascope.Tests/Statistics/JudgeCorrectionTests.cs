using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class JudgeCorrectionTests
{
    [Fact]
    public void With_exact_accuracy_the_true_share_comes_back()
    {
        // Truth .3, sensitivity .9, specificity .8: judged .9·.3 + .2·.7 = .41.
        var accuracy = new JudgeAccuracy(new Interval(0.9, 0.9), new Interval(0.8, 0.8));
        Interval share = JudgeCorrection.Share(new Interval(0.41, 0.41), accuracy);
        Assert.Equal(0.3, share.Low, 1e-12);
        Assert.Equal(0.3, share.High, 1e-12);
    }

    [Fact]
    public void A_coin_says_nothing() => Assert.Equal(new Interval(0, 1), JudgeCorrection.Share(new Interval(0.5, 0.5), new JudgeAccuracy(new Interval(0.4, 0.6), new Interval(0.4, 0.6))));

    [Fact]
    public void The_extremes_over_the_box_hold_every_point_inside_it()
    {
        var accuracy = new JudgeAccuracy(new Interval(0.8, 0.95), new Interval(0.7, 0.9));
        var judged = new Interval(0.3, 0.5);
        Interval share = JudgeCorrection.Share(judged, accuracy);
        for (int i = 0; i < 2000; i++)
        {
            PhiloxDraws draws = new Seed(5).Draws(i);
            double p = 0.3 + 0.2 * draws.Uniform(0), se = 0.8 + 0.15 * draws.Uniform(1), sp = 0.7 + 0.2 * draws.Uniform(2);
            double truth = Math.Clamp((p + sp - 1) / (se + sp - 1), 0, 1);
            Assert.InRange(truth, share.Low - 1e-12, share.High + 1e-12);
        }
    }
}
