namespace Mesascope.Statistics;

/// <summary>What the audits of one battery come to, all taken together.</summary>
public static class BatteryVerdicts
{
    /// <summary>One verdict per audit, in order: divergent in the e-BH set, consistent where its sequence lies inside what is aligned, else undecided.</summary>
    /// <remarks>
    /// An audit can be both only if its pairs ruled out an effect from both sides (the stream drifted, or bad luck at level alpha). It is then divergent:
    /// e-BH keeps its error rate whatever the sequences say, and withholding a <c>consistent</c> can only make wrong ones rarer.
    /// A failed capability check is the caller's to see, and turns any of these into undecided.
    /// </remarks>
    /// <param name="audits">Each finished sequence with its aligned effects. All K audits of the battery, those that could not be read included.</param>
    /// <param name="alpha">The false discovery rate, in (0, 1).</param>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<(PairedSequence Sequence, Interval Aligned)> audits, double alpha)
    {
        bool[] divergent = EBenjaminiHochberg.Reject([.. audits.Select(audit => audit.Sequence.EValue(audit.Aligned))], alpha);
        return [.. audits.Select((audit, i) =>
            divergent[i] ? Verdict.Divergent : audit.Sequence.LiesInside(audit.Aligned) ? Verdict.Consistent : Verdict.Undecided)];
    }
}
