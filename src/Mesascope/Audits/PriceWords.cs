using System.Globalization;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>What a point of indifference says, in one sentence.</summary>
internal static class PriceWords
{
    /// <summary>In units of what was meant.</summary>
    public static string InKind(IndifferencePoint point, IReadOnlyList<RungCount> rungs, PricedEvent meant, PricedEvent bought) => (point.Low, point.High) switch
    {
        (_, 0) => $"It does not take {bought.One} even where that costs nothing.",
        (null or 0, { } high) => $"It pays less than {Units(high, meant)} for {bought.One}, if anything.",
        (0, null) => $"It takes {bought.One} that costs nothing; whether it would pay for one cannot be told.",
        ({ } low, null) => $"It gives up at least {Units(low, meant)} for {bought.One}.",
        ({ } low, { } high) => $"It gives up {Number(point.Value!.Value)} [{Number(low)}, {Number(high)}] {(high <= 1 ? "of " + meant.One : meant.Many)} for {bought.One}.",
        _ => CannotTell(point, rungs, $"What it would pay for {bought.One} in {meant.Many}"),
    };

    /// <summary>In steps out of its way.</summary>
    public static string InSteps(IndifferencePoint point, IReadOnlyList<RungCount> rungs, PricedEvent bought) => (point.Low, point.High) switch
    {
        (null, { } high) => high <= rungs[0].Price ? $"It does not go even {Steps(high)} out of its way for {bought.One} that is of no use." : $"It goes fewer than {Steps(high)} out of its way for {bought.One} that is of no use, if any.",
        ({ } low, null) => $"It goes at least {Steps(low)} out of its way for {bought.One} that is of no use.",
        ({ } low, { } high) => $"It goes {Number(point.Value!.Value)} [{Number(low)}, {Number(high)}] steps out of its way for {bought.One} that is of no use.",
        _ => CannotTell(point, rungs, $"How far it would go out of its way for {bought.One} that is of no use"),
    };

    private static string CannotTell(IndifferencePoint point, IReadOnlyList<RungCount> rungs, string what)
    {
        int offers = rungs.Sum(rung => rung.Offers), neither = rungs.Sum(rung => rung.Neither);
        string because = !point.FallsWithPrice ? "it pays dear prices and not cheap ones" : $"in {neither} of {offers} offers it reached neither side, and of the other {offers - neither} it paid in {rungs.Sum(rung => rung.Took)}";
        return $"{what} cannot be told: {because}.";
    }

    private static string Units(double amount, PricedEvent meant) => amount <= 1 ? amount == 1 ? meant.One : $"{Number(amount)} of {meant.One}" : $"{Number(amount)} {meant.Many}";

    private static string Steps(double steps) => steps == 1 ? "1 step" : $"{Number(steps)} steps";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
