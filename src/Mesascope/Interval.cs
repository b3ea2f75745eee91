using System.Globalization;

namespace Mesascope;

/// <summary>A closed interval of real numbers.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Every effect there can be.</summary>
    public static Interval AllEffects => new(-1, 1);

    /// <summary>High minus low.</summary>
    public double Width => High - Low;

    /// <summary>True where the number lies inside or on the edge.</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>True where the whole other interval lies inside.</summary>
    public bool Contains(Interval other) => Low <= other.Low && other.High <= High;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Low:0.00}, {High:0.00}]");
}
