namespace Mesascope.Statistics;

/// <summary>A confidence sequence for the mean of a stream of outcomes in [0, 1], some of which could not be read: valid at every number of outcomes, whatever the missing ones were.</summary>
/// <remarks><see cref="BettingSequence"/> of 2x − 1; a missing outcome is the lowest for the lower bound and the highest for the upper one.</remarks>
public sealed class RateSequence
{
    private readonly BettingSequence _sequence;

    /// <summary>No outcome yet.</summary>
    /// <param name="alpha">The probability of ever missing the truth, in (0, 1).</param>
    /// <param name="block">Outcomes of a block, at least 1: see <see cref="BettingSequence"/>.</param>
    public RateSequence(double alpha, int block = 1) => _sequence = new BettingSequence(alpha, block);

    /// <summary>Mean of the outcomes that could be read, in [0, 1]; null where there is none.</summary>
    public double? Mean => (1 + _sequence.Mean) / 2;

    /// <summary>Both ends, within [0, 1].</summary>
    public Interval Interval => new((1 + _sequence.Low) / 2, (1 + _sequence.High) / 2);

    /// <summary>Takes in the next outcome.</summary>
    /// <param name="outcome">In [0, 1]; null where it could not be read.</param>
    public void Add(double? outcome) => _sequence.Add(new Interval(2 * (outcome ?? 0) - 1, 2 * (outcome ?? 1) - 1));

    /// <summary>Natural logarithm of the evidence against "the mean is at most this rate"; a supermartingale from 0 where it is.</summary>
    public double LogEValueAbove(double rate) => _sequence.LogCapitalAbove(2 * rate - 1);

    /// <summary>True where a one-sided test at level alpha has at some time ruled out every mean at or above this rate.</summary>
    public bool ShownBelow(double rate) => _sequence.ShownBelow(2 * rate - 1);

    internal BettingSequence Sequence => _sequence;
}
