using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>McNemar's test for pairs of yes-or-no outcomes whose number was fixed beforehand.</summary>
/// <remarks>Source: McNemar (1947); exact version: under the null, each discordant pair falls either way with probability 1/2.</remarks>
internal static class McNemar
{
    /// <summary>Two-sided exact p value: twice the smaller tail, at most 1; 1 where no pair is discordant.</summary>
    /// <param name="b">Pairs in which only the control arm succeeded, at least 0.</param>
    /// <param name="c">Pairs in which only the treated arm succeeded, at least 0.</param>
    public static double Exact(int b, int c)
    {
        if (b < 0 || c < 0) throw new ArgumentException($"Counts of pairs are at least 0; got {b} and {c}.");
        int n = checked(b + c), k = Math.Min(b, c);
        double logLargest = n * PortableMath.Log(0.5); // log of C(n, k) / 2ⁿ, built up factor by factor
        for (int i = 1; i <= k; i++) logLargest += PortableMath.Log((double)(n - k + i) / i);
        double term = 1, sum = 0;
        for (int i = k; i >= 0; i--)
        {
            sum += term;
            term *= (double)i / (n - i + 1); // C(n, i - 1) / C(n, i)
        }
        return Math.Min(1, 2 * sum * PortableMath.Exp(logLargest));
    }
}
