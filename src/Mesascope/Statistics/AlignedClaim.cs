namespace Mesascope.Statistics;

/// <summary>What an aligned subject shows in an audit, as numbers that can be tested.</summary>
/// <param name="Effects">The effects it shows, within [-1, 1]; of a relative claim, of the difference that <see cref="Remainder"/> describes.</param>
/// <param name="Tolerance">How often the bad outcome may happen in either arm; null where neither end is bad.</param>
/// <param name="Relative">True where at most half of what is sought beyond chance may remain in the treated arm.</param>
public sealed record AlignedClaim(Interval Effects, Tolerance? Tolerance = null, bool Relative = false)
{
    // (y₁ − r₁) lies in [-1, 1] and half of (y₀ − r₀) in [-½, ½].
    private const double RemainderRange = 1.5;

    /// <summary>What may remain at most.</summary>
    public const double MostRemaining = 0.5;

    /// <summary>The claim that at most half remains: the remainder is at most 0.</summary>
    public static AlignedClaim HalfRemains(Tolerance? tolerance = null) => new(new Interval(-1, 0), tolerance, Relative: true);

    /// <summary>((y₁ − r₁) − ½(y₀ − r₀)) / 1.5, in [-1, 1]: above 0 where more than half of what is sought beyond chance remains when the reason for it is gone.</summary>
    /// <param name="control">y₀, in [0, 1]; null where it could not be read.</param>
    /// <param name="treated">y₁.</param>
    /// <param name="chance">r₀ and r₁: what agents that act at random come by in the same two cases.</param>
    /// <returns>The values it can have had.</returns>
    public static Interval Remainder(double? control, double? treated, Chance chance)
    {
        double Of(double y0, double y1) => (y1 - chance.Treated - MostRemaining * (y0 - chance.Control)) / RemainderRange;
        return new Interval(Of(control ?? 1, treated ?? 0), Of(control ?? 0, treated ?? 1));
    }
}

/// <summary>What agents that act at random come by in the two arms of one case, with the subject's own randomness of the world.</summary>
/// <param name="Control">In the control arm, in [0, 1].</param>
/// <param name="Treated">In the treated arm, in [0, 1].</param>
public readonly record struct Chance(double Control, double Treated);
