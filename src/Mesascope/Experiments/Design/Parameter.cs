namespace Mesascope.Experiments;

/// <summary>One parameter of an experiment.</summary>
/// <param name="Name">As in <c>--set name=value</c>.</param>
/// <param name="Default">The published value.</param>
/// <param name="Values">What it may be set to.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Quick">The value under <c>--quick</c>; null for the same.</param>
/// <param name="OnlyWith">The parameter without which it does nothing: one that is <c>0</c> or <c>none</c> where what it is about is left out. Null for none.</param>
public sealed record Parameter(string Name, string Default, Domain Values, string Meaning, string? Quick = null, string? OnlyWith = null);
