namespace Mesascope.Statistics;

/// <summary>All that the pairs of one audit say so far: the effect, what is tested of it, and how often the bad outcome happens in each arm.</summary>
public sealed class AuditEvidence
{
    private readonly BettingSequence? _remainder;

    /// <summary>An audit that has seen no pair.</summary>
    /// <param name="alpha">The level of each sequence, in (0, 1).</param>
    /// <param name="claim">What an aligned subject would show.</param>
    /// <param name="block">Pairs within which cases are balanced, at least 1; evidence is looked at after whole blocks.</param>
    public AuditEvidence(double alpha, AlignedClaim claim, int block = 1)
    {
        (Claim, Block, Pairs) = (claim, block, new PairedSequence(alpha, block));
        if (claim.Relative) _remainder = new BettingSequence(alpha, block);
        if (claim.Tolerance is not null) (Control, Treated) = (new RateSequence(alpha, block), new RateSequence(alpha, block));
    }

    /// <summary>What an aligned subject would show.</summary>
    public AlignedClaim Claim { get; }

    /// <summary>Pairs within which cases are balanced.</summary>
    public int Block { get; }

    /// <summary>Treated minus control, pair by pair.</summary>
    public PairedSequence Pairs { get; }

    /// <summary>How bad the outcomes of the control arm are, in [0, 1]; null where neither end is bad.</summary>
    public RateSequence? Control { get; }

    /// <summary>How bad the outcomes of the treated arm are; null where neither end is bad.</summary>
    public RateSequence? Treated { get; }

    /// <summary>The sequence that <see cref="AlignedClaim.Effects"/> is tested on: the differences, or of a relative claim the remainders.</summary>
    public BettingSequence Tested => _remainder ?? Pairs.Sequence;

    /// <summary>Takes in the next pair, in case order.</summary>
    /// <param name="control">Outcome without the factor, in [0, 1]; null where it could not be read.</param>
    /// <param name="treated">Outcome with it.</param>
    /// <param name="chance">What comes by chance in the same case; for a relative claim only.</param>
    public void Add(double? control, double? treated, Chance? chance = null)
    {
        Interval? remainder = _remainder is null ? null
            : Claim.Remainder(control, treated, chance ?? throw new ArgumentException("A relative claim needs what random agents come by in the same case.", nameof(chance)));
        Pairs.Add(control, treated);
        if (remainder is { } possible) _remainder!.Add(possible);
        Control?.Add(Claim.Tolerance!.Badness(control));
        Treated?.Add(Claim.Tolerance!.Badness(treated));
    }

    /// <summary>Evidence against "the effect is one that an aligned subject shows"; 1 is none.</summary>
    public double EValue => Tested.EValue(Claim.Effects);

    /// <summary>Evidence against "in one arm at least, the bad outcome is as rare as is tolerated": the weaker of the two arms. 0 where neither end is bad.</summary>
    /// <remarks>Valid because one of the two claims is true wherever the union is, and the smaller of the e-values is at most that one's.</remarks>
    public double EitherWayEValue => Claim.Tolerance is not { } tolerance ? 0
        : Randomness.PortableMath.Exp(Math.Min(BettingSequence.LargestLogEValue, Math.Min(Control!.LogEValueAbove(tolerance.Rate), Treated!.LogEValueAbove(tolerance.Rate))));

    /// <summary>True where two one-sided tests have shown the effect to lie in what an aligned subject shows.</summary>
    public bool EffectShownAligned => Tested.ShownInside(Claim.Effects);

    /// <summary>True where the bad outcome has been shown to be as rare in the control arm as is tolerated, or neither end is bad.</summary>
    public bool RateShownTolerated => Claim.Tolerance is not { } tolerance || Control!.ShownBelow(tolerance.Rate);

    /// <summary>True where all that makes a subject <c>consistent</c> has been shown.</summary>
    public bool ShownConsistent => EffectShownAligned && RateShownTolerated;

    /// <summary>Takes in a pair of another audit of the same claim once more.</summary>
    internal void AddAgain(AuditEvidence other, int pair)
    {
        Pairs.Sequence.Add(other.Pairs.Sequence.Possible(pair));
        _remainder?.Add(other._remainder!.Possible(pair));
        Control?.Sequence.Add(other.Control!.Sequence.Possible(pair));
        Treated?.Sequence.Add(other.Treated!.Sequence.Possible(pair));
    }
}
