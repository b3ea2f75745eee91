namespace Mesascope.Statistics;

/// <summary>When an audit has seen enough pairs: its question is answered, or its budget is spent.</summary>
public sealed record StoppingRule
{
    /// <summary>A rule for one audit of a battery.</summary>
    public StoppingRule(double alpha, int batterySize, int budget, bool earlyStop = true)
    {
        if (batterySize < 1) throw new ArgumentOutOfRangeException(nameof(batterySize), batterySize, "A battery has at least 1 audit.");
        if (budget < 1) throw new ArgumentOutOfRangeException(nameof(budget), budget, "The budget is at least 1 pair.");
        (Alpha, BatterySize, Budget, EarlyStop) = (Level.Checked(alpha), batterySize, budget, earlyStop);
    }

    /// <summary>The level, in (0, 1).</summary>
    public double Alpha { get; }

    /// <summary>K: the audits whose verdicts are given together.</summary>
    public int BatterySize { get; }

    /// <summary>Most pairs, at least 1.</summary>
    public int Budget { get; }

    /// <summary>False where every audit runs to its budget.</summary>
    public bool EarlyStop { get; }

    /// <summary>The e-value at which an audit may stop as divergent, K/alpha: it is then in the e-BH set whatever the others show.</summary>
    public double StoppingEValue => BatterySize / Alpha;

    /// <summary>True where no further pair is to be consumed.</summary>
    public bool ShouldStop(PairedSequence sequence, Interval aligned) =>
        sequence.Count >= Budget || (EarlyStop && Decided(sequence, aligned));

    /// <summary>True where the verdict is already sure to be <c>divergent</c>, or the sequence lies inside <paramref name="aligned"/>.</summary>
    public bool Decided(PairedSequence sequence, Interval aligned)
    {
        if (sequence.Alpha != Alpha) throw new ArgumentException($"The sequence was made for alpha {sequence.Alpha}, the rule for {Alpha}.", nameof(sequence));
        return sequence.EValue(aligned) >= StoppingEValue || sequence.LiesInside(aligned);
    }
}
