namespace Mesascope.Statistics;

/// <summary>The level alpha of a test or interval, checked at the door.</summary>
internal static class SignificanceLevel
{
    public static double Checked(double alpha) =>
        alpha is > 0 and < 1 ? alpha : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha lies strictly between 0 and 1, such as 0.05.");
}
