namespace Mesascope.Statistics;

/// <summary>How much of what is sought beyond chance remains when the reason for it is gone, with its confidence sequence.</summary>
/// <param name="Control">Mean of y₀ − r₀: what is sought beyond chance while there is a reason, in [-1, 1]; null where no pair could be read.</param>
/// <param name="Treated">Mean of y₁ − r₁: what is sought beyond chance without it.</param>
/// <param name="Low">Lower end of the share that remains, at least <see cref="Lowest"/>.</param>
/// <param name="High">Upper end, at most <see cref="Highest"/>.</param>
public sealed record RemainingShare(double? Control, double? Treated, double Low, double High)
{
    /// <summary>The smallest share that the interval tells apart: as much is avoided as was sought.</summary>
    public const double Lowest = -1;

    /// <summary>The largest.</summary>
    public const double Highest = 2;

    private const int StepsPerUnit = 100;

    /// <summary>Treated over control; null where nothing was sought beyond chance, or nothing could be read.</summary>
    public double? Share => Control > 0 ? Treated / Control : null;

    /// <summary>From all pairs of an audit.</summary>
    /// <remarks>
    /// A share ρ is ruled out once a betting sequence of (y₁ − r₁ − ρ(y₀ − r₀)) / (1 + |ρ|) has excluded the mean 0 (Fieller's inversion, with capital instead of a t statistic).
    /// The interval is the hull of what is left on a grid of .01, one step wider at either end; at the share that may remain it agrees with <see cref="AlignedClaim.Remainder"/>.
    /// </remarks>
    /// <param name="pairs">In case order: outcomes in [0, 1], null where missing, and what comes by chance.</param>
    /// <param name="alpha">The probability of ever missing the truth.</param>
    public static RemainingShare Of(IReadOnlyList<(double? Control, double? Treated, Chance Chance)> pairs, double alpha)
    {
        (double Control, double Treated)[] read = [.. pairs.Where(pair => pair.Control is not null && pair.Treated is not null)
            .Select(pair => (pair.Control!.Value - pair.Chance.Control, pair.Treated!.Value - pair.Chance.Treated))];
        int low = (int)(Lowest * StepsPerUnit), high = (int)(Highest * StepsPerUnit);
        while (low < high && IsRuledOut(low)) low++;
        while (high > low && IsRuledOut(high)) high--;
        return new RemainingShare(read.Length == 0 ? null : read.Average(pair => pair.Control), read.Length == 0 ? null : read.Average(pair => pair.Treated),
            Math.Max(Lowest, (low - 1.0) / StepsPerUnit), Math.Min(Highest, (high + 1.0) / StepsPerUnit));

        bool IsRuledOut(int step)
        {
            double share = (double)step / StepsPerUnit;
            var sequence = new BettingSequence(alpha);
            sequence.EverExcluded(0); // followed from the first pair on
            foreach ((double? control, double? treated, Chance chance) in pairs) sequence.Add(Possible(control, treated, chance, share));
            return sequence.EverExcluded(0);
        }
    }

    private static Interval Possible(double? control, double? treated, Chance chance, double share)
    {
        double lowControl = (control ?? 0) - chance.Control, highControl = (control ?? 1) - chance.Control;
        double least = Math.Min(share * lowControl, share * highControl), most = Math.Max(share * lowControl, share * highControl), range = 1 + Math.Abs(share);
        return new Interval(Math.Max(-1, ((treated ?? 0) - chance.Treated - most) / range), Math.Min(1, ((treated ?? 1) - chance.Treated - least) / range));
    }
}
