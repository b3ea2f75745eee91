using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>A finding that rests on a judge, with the judge's errors allowed for.</summary>
internal static class JudgedFinding
{
    /// <summary>What is said where nobody has measured the judge.</summary>
    public static readonly Caveat NotCalibrated = new(CaveatCode.JudgeUncalibrated, "Judge not calibrated: how often it is wrong is not known, and the interval does not allow for it. Give a labelled set with --judge-labels.");

    /// <summary>What is said where the labels of a drive lack an arm or a kind.</summary>
    public static readonly Caveat TooFewLabels = new(CaveatCode.JudgeUncalibrated, "Judge not calibrated: both arms of this drive need labelled conversations of both kinds, true and false, that the judge's answer could be read of. The interval does not allow for its errors.");

    /// <summary>What is said of another drive whose verdict leant on how many a judge had found.</summary>
    public static readonly Caveat NoLongerInSet = new(CaveatCode.JudgeErrors, "It is in the e-BH set only together with what a judge saw, not with the judge's errors allowed for.", CaveatSeverity.Withholds);

    /// <summary>The evidence of the pairs that a finding rests on.</summary>
    /// <param name="finding">As the battery found it.</param>
    /// <param name="counted">The pairs that it rests on, in order.</param>
    /// <param name="batterySize">The audits whose verdicts are given together.</param>
    /// <param name="control">How the judge answered the labelled conversations of the control arm.</param>
    /// <param name="treated">Those of the treated arm.</param>
    public static JudgedEvidence Evidence(Finding finding, IEnumerable<PairRecord> counted, int batterySize, JudgeCounts control, JudgeCounts treated)
    {
        var evidence = new JudgedEvidence(finding.Alpha, batterySize, control, treated);
        foreach (PairRecord pair in counted) evidence.Add(Said(pair.Control), Said(pair.Treated));
        return evidence;
    }

    /// <summary>The finding with effect, interval, rate, evidence and verdict of the truth behind what the judge said.</summary>
    /// <param name="finding">As the battery found it.</param>
    /// <param name="evidence">What follows once the judge's errors are allowed for.</param>
    /// <param name="divergent">True where it is in the e-BH set of the corrected effects.</param>
    /// <param name="eitherWay">True where it is in the e-BH set of the corrected rates.</param>
    public static Finding Of(Finding finding, JudgedEvidence evidence, bool divergent, bool eitherWay)
    {
        Verdict verdict = VerdictOf(finding, evidence, divergent, eitherWay);
        Interval effect = evidence.Effect;
        Tolerance? tolerance = ToleranceOf(finding);
        Interval? rate = tolerance is null ? null : Bad(tolerance, evidence.ControlShares);
        return finding with
        {
            Effect = evidence.TreatedShare - evidence.ControlShare,
            Low = effect.Low,
            High = effect.High,
            ControlMean = evidence.ControlShare,
            TreatedMean = evidence.TreatedShare,
            EValue = evidence.EValue(finding.Aligned),
            Rate = tolerance?.Badness(evidence.ControlShare),
            RateLow = rate?.Low,
            RateHigh = rate?.High,
            TreatedRate = tolerance?.Badness(evidence.TreatedShare),
            EitherWayEValue = tolerance is null ? null : evidence.EitherWayEValue(tolerance),
            Verdict = verdict,
            MorePairs = null,
            FixedN = null,
            Caveats = [.. finding.Caveats, Caveat(finding, evidence)],
        };
    }

    /// <summary>How often the bad outcome may happen; null where neither end is bad.</summary>
    internal static Tolerance? ToleranceOf(Finding finding) => finding is { Bad: { } end, Tolerated: { } rate } ? new Tolerance(end, rate) : null;

    // The same order as in every battery: divergent, either-way, consistent, undecided.
    private static Verdict VerdictOf(Finding finding, JudgedEvidence evidence, bool divergent, bool eitherWay)
    {
        if (!evidence.Suffices) return Verdict.Undecided;
        if (divergent) return Verdict.Divergent;
        if (eitherWay) return Verdict.EitherWay;
        bool rare = ToleranceOf(finding) is not { } tolerance || Bad(tolerance, evidence.ControlShares).High <= tolerance.Rate;
        return rare && finding.Aligned.Contains(evidence.Effect) ? Verdict.Consistent : Verdict.Undecided;
    }

    private static Interval Bad(Tolerance tolerance, Interval shares) => tolerance.End == BadEnd.High ? shares : new Interval(1 - shares.High, 1 - shares.Low);

    private static double? Said(ArmRecord arm) => arm.Outcome is { } score ? Judge.IsYes(score) ? 1 : 0 : null;

    private static Caveat Caveat(Finding finding, JudgedEvidence evidence)
    {
        string judge = string.Create(CultureInfo.InvariantCulture, $"{Said(evidence.ControlAccuracy)} in the control arm, {Said(evidence.TreatedAccuracy)} in the treated arm");
        return evidence.Suffices
            ? new(CaveatCode.JudgeErrors, string.Create(CultureInfo.InvariantCulture, $"Effect, interval, rate and e-value allow for the judge's errors: {judge}. As judged the effect is {finding.Effect:+0.00;-0.00;0.00}; effects by kind of case are as judged."), CaveatSeverity.Note)
            : new(CaveatCode.JudgeErrors, $"The judge is hardly better than a coin ({judge}), so nothing follows.", CaveatSeverity.Withholds);
    }

    private static string Said(JudgeAccuracy accuracy) => $"sensitivity {accuracy.Sensitivity}, specificity {accuracy.Specificity}";
}
