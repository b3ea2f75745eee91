namespace Mesascope.Statistics;

/// <summary>About how many more pairs would decide an undecided audit, if those to come are like those so far.</summary>
/// <remarks>
/// A projection, not a promise: the stream so far is repeated in its order, over and over, until the stopping rule would stop it.
/// The true effect and variance are uncertain by what the interval says, so this is right within a factor of two or three at best;
/// docs/methods/statistics.md says how far it was off in simulation.
/// </remarks>
public static class MorePairs
{
    /// <summary>Fewer pairs than this say too little about the effect to project anything.</summary>
    public const int FewestToProject = 10;

    /// <summary>Needing more than this counts as hopeless.</summary>
    public const int Most = 100_000;

    /// <summary>Rounded up to two digits; null where it is decided already, where there are too few pairs to tell, or where it seems hopeless (the effect seems to lie on an edge, or more than 100,000 would be needed).</summary>
    public static int? Estimate(PairedSequence sequence, Interval aligned, StoppingRule rule)
    {
        if (sequence.Count < FewestToProject || rule.Decided(sequence, aligned)) return null;
        ReadOnlySpan<double> low = sequence.Sequence.LowestDifferences, high = sequence.Sequence.HighestDifferencesNegated;
        var up = new PlugInBets(rule.Alpha);
        var down = new PlugInBets(rule.Alpha);
        Capital aboveHigh = new(aligned.High), aboveLow = new(aligned.Low), belowLow = new(-aligned.Low), belowHigh = new(-aligned.High);
        double ruledOut = 2 / rule.Alpha, divergent = rule.StoppingEValue * Sides(aligned);
        bool lowHolds = aligned.Low == -1, highHolds = aligned.High == 1;
        for (int pair = 0; pair < sequence.Count + Most; pair++)
        {
            double lowest = low[pair % low.Length], highestNegated = high[pair % high.Length];
            double bet = up.Next(), betDown = down.Next();
            up.Observe(lowest);
            down.Observe(highestNegated);
            aboveHigh.Settle(bet, lowest);
            aboveLow.Settle(bet, lowest);
            belowLow.Settle(betDown, highestNegated);
            belowHigh.Settle(betDown, highestNegated);
            lowHolds |= aboveLow.IsAtLeast(ruledOut);
            highHolds |= belowHigh.IsAtLeast(ruledOut);
            // Two sides share the capital, and the larger is all but the whole of the sum.
            bool diverges = aboveHigh.IsAtLeast(divergent) || belowLow.IsAtLeast(divergent);
            if (pair >= sequence.Count && (diverges || (lowHolds && highHolds))) return RoundedUp(pair + 1 - sequence.Count);
        }
        return null;
    }

    private static int Sides(Interval aligned) => aligned.Low > -1 && aligned.High < 1 ? 2 : 1;

    private static int RoundedUp(int pairs)
    {
        int unit = 1;
        while (pairs / unit >= 100) unit *= 10;
        return (pairs + unit - 1) / unit * unit;
    }
}
