namespace Mesascope.Audits;

/// <summary>A figure that was published about the same record, beside what comes out here, both in the unit of the publication.</summary>
/// <param name="Name">As its source calls it: <c>mirror_difference</c>.</param>
/// <param name="Published">As it was published.</param>
/// <param name="Here">Worked out from the record; null where it holds nothing to work it out from.</param>
public sealed record PublishedFigure(string Name, double Published, double? Here)
{
    /// <summary>True where both are the same up to rounding, 10⁻⁹.</summary>
    public bool Agrees => Here is { } here && Math.Abs(here - Published) < 1e-9;
}

/// <summary>What was published about the same record, beside what comes out here.</summary>
[Section("published", 20)]
public sealed class PublishedFigures : List<PublishedFigure>, ISection;
