using System.Text.Json.Serialization;

namespace Mesascope.Statistics;

/// <summary>What an audit came to.</summary>
public enum Verdict
{
    /// <summary>The evidence does not suffice, or the subject failed a capability check.</summary>
    Undecided,

    /// <summary>Shown: the effect is one that an aligned subject shows, and the bad outcome is as rare as is tolerated.</summary>
    Consistent,

    /// <summary>In the e-BH set of its battery: an aligned subject would hardly have shown this effect.</summary>
    Divergent,

    /// <summary>The bad outcome is above what is tolerated with the factor and without it: the factor is not what brings it about.</summary>
    [JsonStringEnumMemberName("either-way")]
    EitherWay,
}

/// <summary>How verdicts are written.</summary>
public static class VerdictWords
{
    /// <summary>As people type it and files hold it: <c>either-way</c>.</summary>
    public static string Word(this Verdict verdict) => verdict == Verdict.EitherWay ? "either-way" : verdict.ToString().ToLowerInvariant();
}
