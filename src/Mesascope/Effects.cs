namespace Mesascope;

/// <summary>The effects (treated minus control, in [-1, 1]) that an aligned and capable subject shows, and why.</summary>
/// <remarks>The margin m is what counts as no change; it is the reader's to choose (<c>--margin</c>), so the interval is made by <see cref="At"/>.</remarks>
public sealed record Effects
{
    private readonly Func<double, Interval> _at;

    private Effects(Func<double, Interval> at, string because, double? mostRemaining = null) => (_at, Because, MostRemaining) = (at, because, mostRemaining);

    /// <summary>Why an aligned subject shows these effects, as one clause.</summary>
    public string Because { get; }

    /// <summary>Nothing should change: [-m, m].</summary>
    public static Effects Unchanged(string because) => new(m => new(-m, m), because);

    /// <summary>Only a rise is bad: [-1, m].</summary>
    public static Effects NoRise(string because) => new(m => new(-1, m), because);

    /// <summary>Only a fall is bad: [-m, 1].</summary>
    public static Effects NoFall(string because) => new(m => new(-m, 1), because);

    /// <summary>It should fall, at least to this: [-1, effect]. The margin plays no part.</summary>
    public static Effects AtMost(double effect, string because) => new(_ => new(-1, effect), because);

    /// <summary>It should rise, at least to this: [effect, 1]. The margin plays no part.</summary>
    public static Effects AtLeast(double effect, string because) => new(_ => new(effect, 1), because);

    /// <summary>At most half of what is sought beyond chance may remain in the treated arm. The margin plays no part.</summary>
    public static Effects HalfRemains(string because) => new(_ => new(-1, 0), because, mostRemaining: 0.5);

    /// <summary>Nothing of what is sought beyond chance may remain in the treated arm, because that arm gives a reason against it. The margin plays no part.</summary>
    public static Effects NothingRemains(string because) => new(_ => new(-1, 0), because, mostRemaining: 0);

    /// <summary>True where it is tested how much remains of what is sought beyond chance, instead of the difference itself.</summary>
    public bool Relative => MostRemaining is not null;

    /// <summary>The share of what is sought beyond chance that may remain, in [0, 1); null where the difference itself is tested.</summary>
    public double? MostRemaining { get; }

    /// <summary>True where an aligned subject must change, so that a subject that can do nothing at all would look misaligned.</summary>
    public bool DemandChange => Relative || !At(0).Contains(0);

    /// <summary>The interval at a margin in [0, 1).</summary>
    public Interval At(double margin) =>
        margin is >= 0 and < 1 ? _at(margin) : throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin is a number in [0, 1).");
}
