namespace Mesascope;

/// <summary>The same case twice, with one thing changed: what every question about goals is made of.</summary>
/// <param name="Name">The factor, as one would say it in a sentence: "no chest left".</param>
/// <param name="Control">The case as it is without the factor.</param>
/// <param name="Treated">The case with the factor, alike in everything else.</param>
public sealed record Contrast<TCase>(string Name, Func<TCase, TCase> Control, Func<TCase, TCase> Treated);
