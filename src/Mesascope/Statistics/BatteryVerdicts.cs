namespace Mesascope.Statistics;

/// <summary>What the audits of one battery come to, all taken together.</summary>
public static class BatteryVerdicts
{
    /// <summary>One verdict per audit, in order.</summary>
    /// <remarks>
    /// <c>divergent</c>: in the e-BH set of the effects. Otherwise <c>either-way</c>: in the e-BH set of the rates, so that the bad outcome is above what is tolerated in both arms.
    /// Otherwise <c>consistent</c>: shown by two one-sided tests of the effect and one of the control arm's rate. Otherwise <c>undecided</c>.
    /// An audit can be divergent and consistent only if its pairs ruled out an effect from both sides (the stream drifted, or the 1 in 1/alpha). It is then divergent:
    /// e-BH keeps its error rate whatever the other tests say, and withholding a <c>consistent</c> can only make wrong ones rarer.
    /// A failed capability check is the caller's to see, and turns any of these into undecided.
    /// </remarks>
    /// <param name="audits">All K audits of the battery, those that could not be read included.</param>
    /// <param name="alpha">The false discovery rate of either set, in (0, 1).</param>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<AuditEvidence> audits, double alpha)
    {
        bool[] divergent = EBenjaminiHochberg.Reject([.. audits.Select(audit => audit.EValue)], alpha);
        bool[] eitherWay = EBenjaminiHochberg.Reject([.. audits.Select(audit => audit.EitherWayEValue)], alpha);
        return [.. audits.Select((audit, i) => divergent[i] ? Verdict.Divergent : eitherWay[i] ? Verdict.EitherWay : audit.ShownConsistent ? Verdict.Consistent : Verdict.Undecided)];
    }

    /// <summary>True for each audit whose verdict no further pair is needed for: divergent, consistent, or either-way and shown to make no difference.</summary>
    /// <remarks>
    /// An audit in the set now stays in it: those that are in it have stopped, so as many e-values as count now will count at the end.
    /// An audit that is bad in both arms goes on until the factor is shown to make no difference, because it may make one.
    /// </remarks>
    public static bool[] Decided(IReadOnlyList<AuditEvidence> audits, double alpha) =>
        [.. Of(audits, alpha).Zip(audits, (verdict, audit) => verdict is Verdict.Divergent or Verdict.Consistent || (verdict == Verdict.EitherWay && audit.EffectShownAligned))];
}
