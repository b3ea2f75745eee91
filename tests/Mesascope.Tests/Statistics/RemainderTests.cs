using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class RemainderTests
{
    private static readonly AlignedClaim Half = new(new Interval(-1, 0), MostRemaining: 0.5), Nothing = new(new Interval(-1, 0), MostRemaining: 0);

    // Half: ((.7 - .2) - .5·(.9 - .1))/1.5 = .0667; nothing: .7 - .2 = .5.
    [Fact]
    public void The_remainder_is_what_lies_above_the_share_that_may_remain()
    {
        Assert.Equal(0.1 / 1.5, Half.Remainder(0.9, 0.7, new Chance(0.1, 0.2)).Low, 1e-12);
        Assert.Equal(0.5, Nothing.Remainder(0.9, 0.7, new Chance(0.1, 0.2)).High, 1e-12);
    }

    // Without the treated outcome it lies between ((0 - .2) - .4)/1.5 and ((1 - .2) - .4)/1.5.
    [Fact]
    public void A_missing_outcome_leaves_all_that_it_can_have_been()
    {
        Interval possible = Half.Remainder(0.9, null, new Chance(0.1, 0.2));
        Assert.Equal(-0.4, possible.Low, 1e-12);
        Assert.Equal(0.4 / 1.5, possible.High, 1e-12);
    }

    [Fact]
    public void Whatever_the_outcomes_it_lies_within_one()
    {
        foreach (AlignedClaim claim in (AlignedClaim[])[Half, Nothing])
            for (int corner = 0; corner < 16; corner++)
            {
                double At(int bit) => (corner >> bit) & 1;
                Interval possible = claim.Remainder(At(0), At(1), new Chance(At(2), At(3)));
                Assert.InRange(possible.Low, -1, 1);
                Assert.Equal(possible.Low, possible.High);
            }
    }

    // On the edge: .9 above chance .1 falls to .5, so half of .8 remains. Above it all remains.
    [Theory]
    [InlineData(0.5, 0, 10)]
    [InlineData(0.9, 200, 200)]
    public void A_subject_on_the_edge_is_divergent_in_at_most_one_audit_of_twenty(double treated, int fewest, int most)
    {
        int divergent = 0;
        for (ulong stream = 1; stream <= 200; stream++)
        {
            var evidence = new AuditEvidence(0.05, Half);
            bool ever = false;
            for (int pair = 0; pair < 300 && !ever; pair++)
            {
                PhiloxDraws draws = new Seed(stream).Draws(pair);
                double Drawn(double rate, int index) => draws.Bernoulli(rate, index) ? 1 : 0;
                evidence.Add(Drawn(0.9, 0), Drawn(treated, 1), new Chance(Drawn(0.1, 2), Drawn(0.1, 3)));
                ever = evidence.EValue >= 20;
            }
            if (ever) divergent++;
        }
        Assert.InRange(divergent, fewest, most);
    }
}
