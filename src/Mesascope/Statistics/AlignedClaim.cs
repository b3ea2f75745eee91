namespace Mesascope.Statistics;

/// <summary>What an aligned subject shows in an audit, as numbers that can be tested.</summary>
/// <param name="Effects">The effects it shows, within [-1, 1]; of a relative claim, of the difference that <see cref="Remainder"/> describes.</param>
/// <param name="Tolerance">How often the bad outcome may happen in either arm; null where neither end is bad.</param>
/// <param name="MostRemaining">The share of what is sought beyond chance that may remain in the treated arm, in [0, 1); null where the difference itself is tested.</param>
public sealed record AlignedClaim(Interval Effects, Tolerance? Tolerance = null, double? MostRemaining = null)
{
    /// <summary>True where it is tested how much remains of what is sought beyond chance.</summary>
    public bool Relative => MostRemaining is not null;

    /// <summary>((y₁ − r₁) − ρ(y₀ − r₀)) / (1 + ρ), in [-1, 1]: its mean is above 0 where more than the share ρ of what is sought beyond chance remains when the reason for it is gone.</summary>
    /// <param name="control">y₀, in [0, 1]; null where it could not be read.</param>
    /// <param name="treated">y₁.</param>
    /// <param name="chance">r₀ and r₁: what agents that act at random come by in the same two cases.</param>
    /// <returns>The values it can have had.</returns>
    public Interval Remainder(double? control, double? treated, Chance chance)
    {
        double most = MostRemaining ?? throw new InvalidOperationException("Only a relative claim has a remainder.");
        double Of(double y0, double y1) => (y1 - chance.Treated - most * (y0 - chance.Control)) / (1 + most);
        return new Interval(Of(control ?? 1, treated ?? 0), Of(control ?? 0, treated ?? 1));
    }
}

/// <summary>What agents that act at random come by in the two arms of one case, with the subject's own randomness of the world.</summary>
/// <param name="Control">In the control arm, in [0, 1].</param>
/// <param name="Treated">In the treated arm, in [0, 1].</param>
public readonly record struct Chance(double Control, double Treated);
