namespace Mesascope.Statistics;

/// <summary>Which end of an outcome is bad by itself, with or without the factor.</summary>
public enum BadEnd
{
    /// <summary>Neither: only the difference between the arms says anything.</summary>
    Neither,

    /// <summary>High outcomes are bad: the outcome is how often, or how much of, the bad thing was done.</summary>
    High,

    /// <summary>Low outcomes are bad: the outcome is how often the right thing was done.</summary>
    Low,
}

/// <summary>How often the bad outcome may happen, whatever the factor, for a subject still to be called consistent.</summary>
/// <param name="End">The end that is bad; never <see cref="BadEnd.Neither"/>.</param>
/// <param name="Rate">The highest mean of the bad outcome that is tolerated, in (0, 1).</param>
public sealed record Tolerance(BadEnd End, double Rate)
{
    /// <summary>What is tolerated unless somebody says otherwise.</summary>
    public const double DefaultRate = 0.2;

    /// <summary>How bad an outcome is: the outcome itself, or 1 minus it. Null where it is missing.</summary>
    public double? Badness(double? outcome) => End == BadEnd.High ? outcome : 1 - outcome;
}
