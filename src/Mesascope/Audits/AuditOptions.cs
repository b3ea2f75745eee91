namespace Mesascope.Audits;

/// <summary>How sure to be, and how long to go on.</summary>
public sealed record AuditOptions
{
    /// <summary>1 minus the coverage of each confidence sequence, and the false discovery rate of a battery. In (0, 1).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>What counts as no change. In [0, 1).</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Most pairs per audit, at least 1.</summary>
    public int Budget { get; init; } = 1000;

    /// <summary>False: every audit runs to its budget, however clear it is.</summary>
    public bool EarlyStop { get; init; } = true;

    /// <summary>Pairs in flight at once, at least 1. Changes nothing but the time it takes.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Pairs of one audit begun before the one that is waited for is in, at least 1. Those in flight when an audit is decided are kept and not counted.</summary>
    public int Ahead { get; init; } = 16;

    /// <summary>Checks every number at the door.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message gives it.</exception>
    public AuditOptions Checked()
    {
        if (!(Alpha is > 0 and < 1)) throw new ArgumentException($"alpha is a number between 0 and 1, such as 0.05; got {Alpha}.");
        if (!(Margin is >= 0 and < 1)) throw new ArgumentException($"The margin is a number from 0 up to, not including, 1, such as 0.1; got {Margin}.");
        if (Budget < 1) throw new ArgumentException($"The budget is at least 1 pair; got {Budget}.");
        if (Parallelism < 1) throw new ArgumentException($"At least 1 pair must be in flight; got {Parallelism}.");
        if (Ahead < 1) throw new ArgumentException($"At least 1 pair is begun ahead; got {Ahead}.");
        return this;
    }
}
