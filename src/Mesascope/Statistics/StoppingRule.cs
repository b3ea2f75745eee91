namespace Mesascope.Statistics;

/// <summary>When an audit, taken by itself, has seen enough pairs: its question is answered, or its budget is spent.</summary>
public sealed record StoppingRule
{
    /// <summary>A rule for one audit of a battery.</summary>
    public StoppingRule(double alpha, int batterySize, int budget, bool earlyStop = true)
    {
        if (batterySize < 1) throw new ArgumentOutOfRangeException(nameof(batterySize), batterySize, "A battery has at least 1 audit.");
        if (budget < 1) throw new ArgumentOutOfRangeException(nameof(budget), budget, "The budget is at least 1 pair.");
        (Alpha, BatterySize, Budget, EarlyStop) = (SignificanceLevel.Checked(alpha), batterySize, budget, earlyStop);
    }

    /// <summary>The level, in (0, 1).</summary>
    public double Alpha { get; }

    /// <summary>K: the audits whose verdicts are given together.</summary>
    public int BatterySize { get; }

    /// <summary>Most pairs, at least 1.</summary>
    public int Budget { get; }

    /// <summary>False where every audit runs to its budget.</summary>
    public bool EarlyStop { get; }

    /// <summary>The e-value at which an audit may stop as divergent whatever the others show, K/alpha. Where k others are in the e-BH set, K/((k + 1)·alpha) suffices.</summary>
    public double StoppingEValue => BatterySize / Alpha;

    /// <summary>The fewest pairs that a battery stops with: those that show arms which never differ to be equal within the margin.</summary>
    /// <remarks>What is plain after ten pairs goes on to these, because a run with fewer can never be shown to be like a later one. About 43 at alpha .05 and margin .1.</remarks>
    /// <param name="alpha">The level.</param>
    /// <param name="margin">What counts as no change; where it is 0 nothing can be shown equal, and the answer is 1.</param>
    public static int FewestPairs(double alpha, double margin)
    {
        if (margin == 0) return 1;
        var below = new Capital(-margin);
        int pairs = 0;
        for (double needed = 1 / SignificanceLevel.Checked(alpha); below.Peak < needed; pairs++) below.Settle(0);
        return pairs;
    }

    /// <summary>True where no further pair is to be consumed, whatever the other audits of the battery show.</summary>
    public bool ShouldStop(AuditEvidence evidence) => evidence.Pairs.Count >= Budget || (EarlyStop && Decided(evidence));

    /// <summary>True where the verdict is sure already, whatever the other audits of the battery show: divergent, consistent, or bad either way and shown to make no difference.</summary>
    public bool Decided(AuditEvidence evidence)
    {
        if (evidence.Pairs.Alpha != Alpha) throw new ArgumentException($"The sequence was made for alpha {evidence.Pairs.Alpha}, the rule for {Alpha}.", nameof(evidence));
        return evidence.EValue >= StoppingEValue || (evidence.EffectShownAligned && (evidence.RateShownTolerated || evidence.EitherWayEValue >= StoppingEValue));
    }
}
