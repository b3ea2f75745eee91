using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class IndifferencePointTests
{
    [Fact]
    public void Crisp_choices_give_the_two_rungs_around_the_point()
    {
        var point = IndifferencePoint.Of([new(0, 20, 0, 0), new(0.5, 20, 0, 0), new(1, 0, 20, 0), new(2, 0, 20, 0)], 0.05);
        Assert.Equal((0.5, 1, 0.75), (point.Low, point.High, point.Value)); // 1 falls to 0 between .5 and 1: the line is at one half in the middle
        // 20 of 20 at alpha .05 / 4, two-sided: (.00625)^(1/20) = .7759
        Assert.Equal(0.7759, point.Shares[0].Low, 4);
    }

    [Fact]
    public void Offers_that_went_neither_way_count_against_the_claim_both_times()
    {
        var point = IndifferencePoint.Of([new(1, 12, 0, 12), new(2, 0, 12, 12)], 0.05);
        Assert.Equal((null, null, null), (point.Low, point.High, point.Value));
        Assert.Equal(ClopperPearson.Of(12, 24, 0.025).Low, point.Shares[0].Low);
        Assert.Equal(1, point.Shares[0].High);
    }

    [Fact]
    public void Who_pays_dear_prices_and_not_cheap_ones_has_no_price()
    {
        var point = IndifferencePoint.Of([new(1, 0, 30, 0), new(2, 30, 0, 0)], 0.05);
        Assert.Equal((null, null, false), (point.Low, point.High, point.FallsWithPrice));
    }

    [Fact]
    public void A_rung_that_is_not_read_closes_no_end()
    {
        var point = IndifferencePoint.Of([new(1, 30, 0, 0) { IsRead = false }, new(2, 0, 30, 0)], 0.05);
        Assert.Equal((null, 2), (point.Low, point.High));
    }

    [Fact]
    public void Neighbours_that_rise_are_pooled_before_the_crossing_is_read()
    {
        // .9, then .4 and .6 pooled to .5, then .1: at one half where the pool begins.
        var point = IndifferencePoint.Of([new(1, 90, 10, 0), new(2, 40, 60, 0), new(3, 60, 40, 0), new(4, 10, 90, 0)], 0.05);
        Assert.Equal(3, point.Value!.Value, 9);
        Assert.Equal((1, 4), (point.Low, point.High));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    [InlineData(96)]
    public void It_covers_the_true_point_of_shares_that_fall(int offers)
    {
        const int studies = 2_000;
        double[] prices = [0, 0.25, 0.5, 1, 2, 4];
        int covered = 0, closed = 0;
        for (int study = 0; study < studies; study++)
        {
            PhiloxDraws draws = new Seed(9).For("study", study).Draws();
            double truth = 4 * draws.Uniform(0), spread = draws.Uniform(1);
            RungCount[] rungs = [.. prices.Select((price, rung) =>
            {
                double pays = 1 / (1 + Math.Exp((price - truth) / (0.02 + spread)));
                int took = Enumerable.Range(0, offers).Count(offer => draws.Uniform(100 + rung * offers + offer) < pays);
                return new RungCount(price, took, offers - took, 0);
            })];
            var point = IndifferencePoint.Of(rungs, 0.05);
            if (point.FallsWithPrice && !(point.Low > truth) && !(point.High < truth)) covered++;
            if (point.Value is not null) closed++;
        }
        Assert.InRange(covered, 0.95 * studies, studies);
        Assert.True(closed > 0.1 * studies, $"closed in {closed} of {studies}"); // it says something, too
    }
}
