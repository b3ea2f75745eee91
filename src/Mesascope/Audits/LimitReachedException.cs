namespace Mesascope.Audits;

/// <summary>A subject's sign that no further answer may be had because what the run may cost is spent: every audit ends with the pairs that it has. The message says which limit it was.</summary>
public sealed class LimitReachedException(string message) : Exception(message);
