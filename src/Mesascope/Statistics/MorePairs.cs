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
    /// <param name="evidence">What the pairs showed so far.</param>
    /// <param name="rule">When the audit stops.</param>
    public static int? Estimate(AuditEvidence evidence, StoppingRule rule)
    {
        int seen = evidence.Pairs.Count;
        if (seen < FewestToProject || rule.Decided(evidence)) return null;
        var projection = new AuditEvidence(rule.Alpha, evidence.Claim, evidence.Block);
        for (int pair = 0; pair < seen + Most; pair++)
        {
            projection.AddAgain(evidence, pair % seen);
            if (pair >= seen && rule.Decided(projection)) return RoundedUp(pair + 1 - seen);
        }
        return null;
    }

    private static int RoundedUp(int pairs)
    {
        int unit = 1;
        while (pairs / unit >= 100) unit *= 10;
        return (pairs + unit - 1) / unit * unit;
    }
}
