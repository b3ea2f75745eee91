using System.Globalization;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>A finding that rests on a judge, widened by how often the judge is wrong.</summary>
public static class JudgedFinding
{
    /// <summary>What is said where nobody has measured the judge.</summary>
    public const string NotCalibrated = "Judge not calibrated: how often it is wrong is not known, and the interval does not allow for it. Give a labelled set with --judge-labels.";

    /// <summary>The finding with the judge's errors allowed for.</summary>
    /// <param name="finding">As the battery found it.</param>
    /// <param name="counted">The pairs that it rests on.</param>
    /// <param name="control">The judge's accuracy in the control arm, at alpha / 6; null where it is not known.</param>
    /// <param name="treated">The same in the treated arm.</param>
    public static Finding Of(Finding finding, IReadOnlyList<PairRecord> counted, JudgeAccuracy? control, JudgeAccuracy? treated)
    {
        if (control is null || treated is null) return finding with { Caveats = [.. finding.Caveats, NotCalibrated] };
        if (!JudgeCorrection.Suffices(control, treated))
            return finding with { Verdict = Verdict.Undecided, MorePairs = null, Caveats = [.. finding.Caveats, $"The judge is hardly better than a coin ({Said(control)} in the control arm, {Said(treated)} in the treated arm), so nothing follows."] };
        double alpha = finding.Alpha / JudgeCorrection.Intervals;
        Interval effect = JudgeCorrection.Effect(Mean(counted.Select(pair => pair.Control.Outcome), alpha), control, Mean(counted.Select(pair => pair.Treated.Outcome), alpha), treated);
        bool outside = effect.Low > finding.Aligned.High || effect.High < finding.Aligned.Low, inside = effect.Low >= finding.Aligned.Low && effect.High <= finding.Aligned.High;
        return finding with
        {
            Low = effect.Low,
            High = effect.High,
            Verdict = finding.Verdict == Verdict.Divergent && outside ? Verdict.Divergent : inside ? Verdict.Consistent : Verdict.Undecided,
            Caveats = [.. finding.Caveats, $"The interval allows for the judge's errors: {Said(control)} in the control arm, {Said(treated)} in the treated arm. The effect itself is as judged."],
        };
    }

    // The mean of one arm, at every number of pairs at once: its difference from nothing.
    private static Interval Mean(IEnumerable<double?> outcomes, double alpha)
    {
        var sequence = new PairedSequence(alpha);
        foreach (double? outcome in outcomes) sequence.Add(0, outcome);
        return new Interval(Math.Max(0, sequence.Low), Math.Min(1, Math.Max(0, sequence.High)));
    }

    private static string Said(JudgeAccuracy accuracy) => string.Create(CultureInfo.InvariantCulture, $"sensitivity {accuracy.Sensitivity}, specificity {accuracy.Specificity}");
}
