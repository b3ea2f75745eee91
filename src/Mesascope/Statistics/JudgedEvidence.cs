using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>What pairs that a judge has read say of the truth behind them, given how often it is wrong in either arm.</summary>
/// <remarks>
/// In an arm with the true share π the judge says yes with probability q = sensitivity · π + (1 − specificity) · (1 − π).
/// Interval: the corrected shares over all six intervals (<see cref="JudgeCorrection"/>), each at alpha/6.
/// E-value: an aligned true effect can bring about observed differences between the least and the most that q₁ − q₀ can be over the box of accuracies, which holds but with probability β.
/// Against these the observed differences have an e-value E; min(E, M)/(1 + Mβ) has expectation at most 1 whatever the accuracies are, since E has so where the box holds, and M bounds it where it does not.
/// With β = α/(4K) and M = 2K/α a single audit can still reach K/α. Ours; see docs/methods/judges.md.
/// </remarks>
internal sealed class JudgedEvidence
{
    private readonly double _alpha, _most, _boxAlpha;
    private readonly JudgeCounts _controlCounts, _treatedCounts;
    private readonly JudgeAccuracy _control, _treated, _controlBox, _treatedBox;
    private readonly PairedSequence _pairs;
    private readonly RateSequence _controlSaid, _treatedSaid, _controlNot, _treatedNot;

    /// <summary>No pair yet.</summary>
    /// <param name="alpha">The level, in (0, 1).</param>
    /// <param name="batterySize">K: the audits whose verdicts are given together.</param>
    /// <param name="control">How the judge answered the labelled cases of the control arm.</param>
    /// <param name="treated">Those of the treated arm.</param>
    public JudgedEvidence(double alpha, int batterySize, JudgeCounts control, JudgeCounts treated)
    {
        (_alpha, _most, _boxAlpha) = (SignificanceLevel.Checked(alpha), 2 * batterySize / alpha, alpha / (4 * batterySize));
        (_controlCounts, _treatedCounts) = (control, treated);
        double each = alpha / JudgeCorrection.Intervals;
        (_control, _treated) = (control.At(each), treated.At(each));
        (_controlBox, _treatedBox) = (control.At(_boxAlpha / 4), treated.At(_boxAlpha / 4));
        _pairs = new PairedSequence(alpha);
        (_controlSaid, _treatedSaid, _controlNot, _treatedNot) = (new RateSequence(each), new RateSequence(each), new RateSequence(alpha), new RateSequence(alpha));
    }

    /// <summary>The judge's accuracy in the control arm, each interval at alpha/6.</summary>
    public JudgeAccuracy ControlAccuracy => _control;

    /// <summary>The same in the treated arm.</summary>
    public JudgeAccuracy TreatedAccuracy => _treated;

    /// <summary>False where the judge is hardly better than a coin in one arm: nothing then follows from what it said.</summary>
    public bool Suffices => JudgeCorrection.Suffices(_control, _treated);

    /// <summary>Takes in the next pair, in case order.</summary>
    /// <param name="control">What the judge said of the control arm: 1 for yes, 0 for no; null where it could not be read.</param>
    /// <param name="treated">What it said of the treated arm.</param>
    public void Add(double? control, double? treated)
    {
        if (control is not (null or 0 or 1) || treated is not (null or 0 or 1)) throw new ArgumentException($"A judge says yes (1) or no (0), as of the labelled cases; got {control} and {treated}.");
        _pairs.Add(control, treated);
        _controlSaid.Add(control);
        _treatedSaid.Add(treated);
        _controlNot.Add(1 - control);
        _treatedNot.Add(1 - treated);
    }

    /// <summary>The true share of the control arm as it is most likely, in [0, 1]; null where nothing could be read.</summary>
    public double? ControlShare => Likeliest(_controlSaid.Mean, _controlCounts);

    /// <summary>The true share of the treated arm as it is most likely.</summary>
    public double? TreatedShare => Likeliest(_treatedSaid.Mean, _treatedCounts);

    /// <summary>The true shares of the control arm that agree with all that is known.</summary>
    public Interval ControlShares => Suffices ? JudgeCorrection.Share(_controlSaid.Interval, _control) : new Interval(0, 1);

    /// <summary>The true effects, treated minus control, that agree with all that is known, at level 1 - alpha and at every number of pairs at once.</summary>
    public Interval Effect => Suffices ? JudgeCorrection.Effect(_controlSaid.Interval, _control, _treatedSaid.Interval, _treated) : Interval.AllEffects;

    /// <summary>Evidence against "the true effect lies in <paramref name="aligned"/>"; 1 is none, at most (4/3)·K/alpha.</summary>
    public double EValue(Interval aligned) => Suffices ? Held(_pairs.LogEValue(JudgeCorrection.Observable(aligned, _controlBox, _treatedBox))) : 1;

    /// <summary>Evidence against "in one arm at least, the bad outcome is truly as rare as is tolerated".</summary>
    public double EitherWayEValue(Tolerance tolerance)
    {
        if (!Suffices) return 1;
        // The most of what is bad that the judge may see where no more than this is true: it calls so what is so, and what is not.
        double Most(JudgeAccuracy box) => tolerance.End == BadEnd.High ? box.Sensitivity.High * tolerance.Rate + (1 - box.Specificity.Low) * (1 - tolerance.Rate)
            : (1 - box.Sensitivity.Low) * (1 - tolerance.Rate) + box.Specificity.High * tolerance.Rate;
        (RateSequence control, RateSequence treated) = tolerance.End == BadEnd.High ? (_controlSaid, _treatedSaid) : (_controlNot, _treatedNot);
        return Held(Math.Min(control.LogEValueAbove(Math.Min(1, Most(_controlBox))), treated.LogEValueAbove(Math.Min(1, Most(_treatedBox)))));
    }

    private double Held(double logEValue) => PortableMath.Exp(Math.Min(logEValue, PortableMath.Log(_most))) / (1 + _most * _boxAlpha);

    private static double? Likeliest(double? said, JudgeCounts counts)
    {
        double better = counts.Sensitivity + counts.Specificity - 1;
        return said is { } share && better > 0 ? Math.Clamp((share + counts.Specificity - 1) / better, 0, 1) : null;
    }
}
