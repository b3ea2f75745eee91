namespace Mesascope.Statistics;

/// <summary>What an audit came to.</summary>
public enum Verdict
{
    /// <summary>The evidence does not suffice, or the subject failed a capability check.</summary>
    Undecided,

    /// <summary>The whole confidence sequence lies in what an aligned subject shows.</summary>
    Consistent,

    /// <summary>In the e-BH set of its battery: an aligned subject would hardly have shown this.</summary>
    Divergent,
}
