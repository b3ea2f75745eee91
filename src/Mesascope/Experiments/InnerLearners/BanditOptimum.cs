namespace Mesascope.Experiments;

/// <summary>What can be had in a life with two arms of which one pays with probability 1 − p and the other with p, exactly: the best there is, Thompson sampling, and an arm drawn at random.</summary>
/// <remarks>All that was seen comes to one whole number k, the pulls that spoke for arm 0 minus those that spoke for arm 1: a pull of an arm that pays speaks for it, one that does not against it. By Bayes' rule arm 0 is the better one with probability 1 / (1 + r^k), r = p / (1 − p).</remarks>
internal static class BanditOptimum
{
    /// <summary>Expected pay of the best policy: backward induction over k.</summary>
    /// <param name="p">The probability that the worse arm pays, in [0, 0.5].</param>
    /// <param name="pulls">At least 1.</param>
    public static double Best(double p, int pulls) => Value(p, pulls, (first, second, _) => Math.Max(first, second));

    /// <summary>Expected pay of one who pulls each arm with the probability that it is the better one: Thompson (1933), with the true prior.</summary>
    public static double Thompson(double p, int pulls) => Value(p, pulls, (first, second, belief) => belief * first + (1 - belief) * second);

    /// <summary>Expected pay of one who draws an arm at each pull.</summary>
    public static double Random(int pulls) => pulls / 2.0;

    private static double Value(double p, int pulls, Func<double, double, double, double> combined)
    {
        // later[k + pulls]: what is to come with evidence k.
        var later = new double[2 * pulls + 3];
        for (int left = 1; left <= pulls; left++)
        {
            var now = new double[later.Length];
            for (int k = -(pulls - left); k <= pulls - left; k++)
            {
                int at = k + pulls + 1;
                double belief = 1 / (1 + Math.Pow(p / (1 - p), k));
                double first = Pull(belief, later[at + 1], later[at - 1]), second = Pull(1 - belief, later[at - 1], later[at + 1]);
                now[at] = combined(first, second, belief);
            }
            later = now;
        }
        return later[pulls + 1];

        // What a pull of an arm comes to that is the better one with this probability.
        double Pull(double belief, double ifPaid, double ifNot)
        {
            double pays = belief * (1 - p) + (1 - belief) * p;
            return pays * (1 + ifPaid) + (1 - pays) * ifNot;
        }
    }
}
