namespace Mesascope.Audits;

/// <summary>What a reader of a finding may want to know of its audit beyond the question.</summary>
/// <param name="Changed">What differs between the arms, as one says it: "the wrong belief is the user's own".</param>
/// <param name="HeldFixed">What both arms share, in one sentence.</param>
/// <param name="Tests">The claims that it bears on, and how.</param>
/// <param name="Sources">Where the question comes from.</param>
/// <param name="Confounds">What else could bring about the same effect.</param>
public sealed record AuditBackground(string Changed, string HeldFixed, string Tests, IReadOnlyList<string> Sources, IReadOnlyList<string> Confounds);
