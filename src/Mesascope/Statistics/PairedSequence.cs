namespace Mesascope.Statistics;

/// <summary>The confidence sequence of an audit: pairs of outcomes in [0, 1], some of which could not be read. Whatever the missing ones were, the interval and the e-value hold.</summary>
/// <remarks>
/// A missing outcome is never 0: the difference is then known only to lie between the lowest and the highest value that the other arm allows.
/// The lower bound and the upward evidence are computed as if it had been the lowest, the upper bound and the downward evidence as if the highest,
/// so a verdict survives the worst case. With nothing missing this is <see cref="BettingSequence"/>, bit for bit.
/// </remarks>
public sealed class PairedSequence
{
    private readonly BettingSequence _sequence;
    private double _controlSum, _treatedSum;
    private int _controls, _treated;

    /// <summary>An audit that has seen no pair.</summary>
    /// <param name="alpha">The probability of ever missing the truth, in (0, 1).</param>
    /// <param name="block">Pairs of a block, at least 1: see <see cref="BettingSequence"/>.</param>
    public PairedSequence(double alpha, int block = 1) => _sequence = new BettingSequence(alpha, block);

    /// <summary>The probability of ever missing the truth.</summary>
    public double Alpha => _sequence.Alpha;

    /// <summary>Pairs consumed, those with a missing arm included.</summary>
    public int Count => _sequence.Count;

    /// <summary>Pairs of which at least one arm could not be read.</summary>
    public int Missing { get; private set; }

    /// <summary>Mean of treated minus control over the complete pairs; null where there is none.</summary>
    public double? Mean => _sequence.Mean;

    /// <summary>Mean of the control outcomes that could be read, in [0, 1]; null where there is none.</summary>
    public double? ControlMean => _controls == 0 ? null : _controlSum / _controls;

    /// <summary>Mean of the treated outcomes that could be read, in [0, 1]; null where there is none.</summary>
    public double? TreatedMean => _treated == 0 ? null : _treatedSum / _treated;

    /// <summary>Lower end of the confidence sequence, in [-1, 1].</summary>
    public double Low => _sequence.Low;

    /// <summary>Upper end of the confidence sequence, in [-1, 1].</summary>
    public double High => _sequence.High;

    /// <summary>Both ends.</summary>
    public Interval Interval => _sequence.Interval;

    /// <inheritdoc cref="BettingSequence.Contradicted"/>
    public bool Contradicted => _sequence.Contradicted;

    /// <summary>Takes in the next pair, in case order.</summary>
    /// <param name="control">Outcome without the factor, in [0, 1]; null where it could not be read.</param>
    /// <param name="treated">Outcome with it, in [0, 1]; null where it could not be read.</param>
    public void Add(double? control, double? treated)
    {
        Check(control, nameof(control));
        Check(treated, nameof(treated));
        _sequence.Add(new Interval((treated ?? 0) - (control ?? 1), (treated ?? 1) - (control ?? 0)));
        if (control is { } y0) { _controlSum += y0; _controls++; }
        if (treated is { } y1) { _treatedSum += y1; _treated++; }
        if (control is null || treated is null) Missing++;
    }

    /// <inheritdoc cref="BettingSequence.EValue"/>
    public double EValue(Interval aligned) => _sequence.EValue(aligned);

    /// <inheritdoc cref="BettingSequence.LogEValue"/>
    public double LogEValue(Interval aligned) => _sequence.LogEValue(aligned);

    /// <inheritdoc cref="BettingSequence.ShownInside"/>
    public bool ShownInside(Interval aligned) => _sequence.ShownInside(aligned);

    internal BettingSequence Sequence => _sequence;

    private static void Check(double? outcome, string name)
    {
        if (outcome is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(name, outcome, "An outcome lies in [0, 1], or is null where it could not be read.");
    }
}
