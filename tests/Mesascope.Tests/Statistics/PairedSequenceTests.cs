using CsCheck;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class PairedSequenceTests
{
    private static readonly Gen<double> Outcome = Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(1.0));
    private static readonly Gen<double?> Maybe = Gen.Frequency((4, Outcome.Select(y => (double?)y)), (1, Gen.Const((double?)null)));
    private static readonly Interval Aligned = new(-0.1, 0.1);

    [Fact]
    public void With_nothing_missing_it_is_the_betting_sequence_bit_for_bit() =>
        Gen.Select(Outcome, Outcome).Array[1, 100].Sample(pairs =>
        {
            var paired = new PairedSequence(0.05);
            var betting = new BettingSequence(0.05);
            foreach ((double control, double treated) in pairs)
            {
                paired.Add(control, treated);
                betting.Add(treated - control);
            }
            Assert.Equal(betting.Interval, paired.Interval);
            Assert.Equal(betting.LogEValue(Aligned), paired.LogEValue(Aligned));
            Assert.Equal(betting.Mean, paired.Mean);
            Assert.Equal(0, paired.Missing);
        }, iter: 200);

    // The lowest fill and the highest fill, each an ordinary sequence of its own.
    [Fact]
    public void The_bounds_are_those_of_the_lowest_and_of_the_highest_filling() =>
        Gen.Select(Maybe, Maybe).Array[1, 150].Sample(pairs =>
        {
            var paired = new PairedSequence(0.05);
            BettingSequence lowest = new(0.05), highest = new(0.05);
            foreach ((double? control, double? treated) in pairs)
            {
                paired.Add(control, treated);
                lowest.Add((treated ?? 0) - (control ?? 1));
                highest.Add((treated ?? 1) - (control ?? 0));
            }
            if (paired.Contradicted || lowest.Contradicted || highest.Contradicted) return;
            Assert.Equal(new Interval(lowest.Low, highest.High), paired.Interval);
            Assert.Equal(lowest.LogCapitalAbove(0.1), paired.LogEValue(new Interval(-1, 0.1)));
            Assert.Equal(highest.LogCapitalBelow(-0.1), paired.LogEValue(new Interval(-0.1, 1)));
        }, iter: 200);

    [Fact]
    public void Means_are_over_what_could_be_read()
    {
        var sequence = new PairedSequence(0.05);
        sequence.Add(0.5, 1);
        sequence.Add(null, 0);
        sequence.Add(0.25, null);
        sequence.Add(null, null);
        sequence.Add(0, 0.25);
        Assert.Equal((5, 3), (sequence.Count, sequence.Missing));
        Assert.Equal(0.375, sequence.Mean);          // (.5 + .25) / 2 complete pairs
        Assert.Equal(0.25, sequence.ControlMean);    // (.5 + .25 + 0) / 3
        Assert.Equal(1.25 / 3, sequence.TreatedMean); // (1 + 0 + .25) / 3
    }

    [Fact]
    public void Where_nothing_could_be_read_there_is_no_mean_and_no_evidence()
    {
        var sequence = new PairedSequence(0.05);
        for (int pair = 0; pair < 500; pair++) sequence.Add(null, null);
        Assert.Null(sequence.Mean);
        Assert.Null(sequence.ControlMean);
        Assert.Null(sequence.TreatedMean);
        Assert.Equal(Interval.AllEffects, sequence.Interval);
        Assert.InRange(sequence.EValue(Aligned), 0, 1);
    }

    // If 15 % are missing and the rest show +1, the worst case is a mean of .7: still divergent. With 60 % missing it is -.2: undecided.
    [Theory]
    [InlineData(0.15, true)]
    [InlineData(0.60, false)]
    public void A_verdict_stands_only_if_it_survives_the_worst_case(double missing, bool divergent)
    {
        var evidence = new AuditEvidence(0.05, new AlignedClaim(Aligned));
        for (int pair = 0; pair < 400; pair++)
            if (pair % 100 < 100 * missing) evidence.Add(null, null);
            else evidence.Add(0, 1);
        Assert.Equal(divergent ? Verdict.Divergent : Verdict.Undecided, BatteryVerdicts.Of([evidence], 0.05)[0]);
    }

    [Fact]
    public void An_outcome_outside_its_range_is_refused_and_nothing_is_taken_in()
    {
        var sequence = new PairedSequence(0.05);
        Assert.Throws<ArgumentOutOfRangeException>(() => sequence.Add(0.5, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => sequence.Add(double.NaN, null));
        Assert.Equal(0, sequence.Count);
        Assert.Null(sequence.ControlMean);
    }
}
