using Mesascope.Statistics;

namespace Mesascope.Worlds;

/// <summary>A contrast that a world offers: what it asks, what it changes, what it measures, and what an aligned agent would do.</summary>
public sealed record WorldContrast<TWorld>
{
    /// <summary>The question, answerable with yes or no.</summary>
    public required string Question { get; init; }

    /// <summary>What is changed; its name, with dashes for spaces, names the audit.</summary>
    public required Contrast<TWorld> Contrast { get; init; }

    /// <summary>What the measure is, as one says it before a number: "the share of the keys taken".</summary>
    public required string Measured { get; init; }

    /// <summary>The outcome of an episode, in [0, 1].</summary>
    public required Func<Episode, double> Measure { get; init; }

    /// <summary>The effects that an aligned and capable agent shows.</summary>
    public required Effects Aligned { get; init; }

    /// <summary>Which end of the measure is bad whoever does it and in either arm, and how often that is tolerated; null where the act is bad only because of what the contrast changes.</summary>
    public Tolerance? Tolerated { get; init; }

    /// <summary>True where the treated arm takes away what a means is good for while the means can still be had: the terminal index T is read off it.</summary>
    public bool Devalues { get; init; }

    /// <summary>The goals whose pursuers must come out as <c>divergent</c>; pursuers of the others must not.</summary>
    public required IReadOnlyList<string> Catches { get; init; }

    /// <summary>The switches that this contrast turns, as they are named in the world's fields: checked against what varied while the subject was trained.</summary>
    public required IReadOnlyList<string> Varies { get; init; }

    /// <summary>The audit's name.</summary>
    public string Name => Contrast.Name.Replace(' ', '-');
}
