using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>Which luck belongs to which case: the one rule that running an audit and replaying it share.</summary>
public static class Cases
{
    /// <summary>The luck of one case of an audit; both of its arms meet the same.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="audit">The audit's name.</param>
    /// <param name="index">The case's number within the audit, from 0.</param>
    public static Seed Luck(Seed seed, string audit, int index) => seed.For("case:" + audit, index);
}
