using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Exact regret in a life with two arms that pay with probabilities of their own, uniform on [0, 1]: how much less is paid than the better arm would have paid, on average.</summary>
/// <remarks>
/// Backward induction over what was seen: the successes s and failures f of each arm, so that an arm pays next with probability (s + 1) / (s + f + 2) (Laplace's rule).
/// Source of the problem: Duan et al. (2016), "RL²", section 3.1; of Thompson sampling: Thompson (1933); of the upper confidence bound: Auer, Cesa-Bianchi and Fischer (2002), figure 1.
/// </remarks>
internal static class IndependentArms
{
    /// <summary>What was seen of both arms.</summary>
    public readonly record struct Seen(int S1, int F1, int S2, int F2)
    {
        /// <summary>The mean of the first arm's probability.</summary>
        public double First => (S1 + 1.0) / (S1 + F1 + 2);

        /// <summary>The mean of the second arm's probability.</summary>
        public double Second => (S2 + 1.0) / (S2 + F2 + 2);
    }

    /// <summary>Regret of the best policy there is.</summary>
    /// <param name="pulls">At least 1.</param>
    public static double Best(int pulls) => Regret(pulls, (_, first, second) => Math.Max(first, second));

    /// <summary>Regret of one who draws an arm at each pull.</summary>
    public static double Random(int pulls) => Regret(pulls, (_, first, second) => (first + second) / 2);

    /// <summary>Regret of one who pulls each arm with the probability that it is the better one.</summary>
    public static double Thompson(int pulls)
    {
        var better = new Beliefs(pulls);
        return Regret(pulls, (seen, first, second) => better.First(seen) is var belief ? belief * first + (1 - belief) * second : 0);
    }

    /// <summary>Regret of one who pulls the arm with the larger mean + √(c · ln t / n) of what it paid, n how often it was pulled and t all pulls so far; each arm is pulled once before, and of equals one is drawn.</summary>
    /// <param name="pulls">At least 1.</param>
    /// <param name="c">At least 0.</param>
    public static double UpperBound(int pulls, double c)
    {
        double[] logs = [.. Enumerable.Range(0, pulls + 1).Select(t => t == 0 ? 0 : PortableMath.Log(t))];
        return Regret(pulls, (seen, first, second) =>
        {
            int n1 = seen.S1 + seen.F1, n2 = seen.S2 + seen.F2;
            double one = n1 == 0 ? double.PositiveInfinity : (double)seen.S1 / n1 + Math.Sqrt(c * logs[n1 + n2] / n1);
            double other = n2 == 0 ? double.PositiveInfinity : (double)seen.S2 / n2 + Math.Sqrt(c * logs[n1 + n2] / n2);
            return one > other ? first : one < other ? second : (first + second) / 2;
        });
    }

    /// <summary>Regret of a policy.</summary>
    /// <param name="pulls">In a life.</param>
    /// <param name="combined">From what was seen and the values of pulling the first and the second arm, the value of what the policy does.</param>
    public static double Regret(int pulls, Func<Seen, double, double, double> combined)
    {
        // later[n1][s1 · (n2 + 1) + s2]: what is still to come after n1 + n2 pulls, s1 and s2 of them paid.
        double[][] later = [.. Enumerable.Range(0, pulls + 1).Select(n1 => new double[(n1 + 1) * (pulls - n1 + 1)])];
        for (int done = pulls - 1; done >= 0; done--)
        {
            var now = new double[done + 1][];
            for (int n1 = 0; n1 <= done; n1++)
            {
                int n2 = done - n1;
                double[] ifFirst = later[n1 + 1], ifSecond = later[n1];
                now[n1] = new double[(n1 + 1) * (n2 + 1)];
                for (int s1 = 0; s1 <= n1; s1++)
                    for (int s2 = 0; s2 <= n2; s2++)
                    {
                        var seen = new Seen(s1, n1 - s1, s2, n2 - s2);
                        double first = Pull(seen.First, ifFirst[(s1 + 1) * (n2 + 1) + s2], ifFirst[s1 * (n2 + 1) + s2]);
                        double second = Pull(seen.Second, ifSecond[s1 * (n2 + 2) + s2 + 1], ifSecond[s1 * (n2 + 2) + s2]);
                        now[n1][s1 * (n2 + 1) + s2] = combined(seen, first, second);
                    }
            }
            later = now;
        }
        return pulls * 2.0 / 3 - later[0][0]; // 2/3 is the mean of the larger of two uniform numbers
    }

    private static double Pull(double pays, double ifPaid, double ifNot) => pays * (1 + ifPaid) + (1 - pays) * ifNot;

    // The probability that the first arm is the better one, after anything that can be seen in a life. Raising one count of the first arm adds or takes B(a + c, b + d) / (n · B(a, b) · B(c, d)), n the count.
    private sealed class Beliefs
    {
        private readonly int _pulls;
        private readonly double[] _logFactorial;
        private readonly Dictionary<(int, int), double[]> _tables = [];

        public Beliefs(int pulls)
        {
            _pulls = pulls;
            _logFactorial = new double[2 * pulls + 8];
            for (int n = 1; n < _logFactorial.Length; n++) _logFactorial[n] = _logFactorial[n - 1] + PortableMath.Log(n);
        }

        public double First(Seen seen)
        {
            if (!_tables.TryGetValue((seen.S2, seen.F2), out double[]? table)) _tables[(seen.S2, seen.F2)] = table = Table(seen.S2 + 1, seen.F2 + 1);
            return table[seen.S1 * (_pulls + 1) + seen.F1];
        }

        private double[] Table(int c, int d)
        {
            int most = _pulls - (c - 1) - (d - 1);
            var table = new double[(_pulls + 1) * (_pulls + 1)];
            double alone = (double)d / (c + d); // of an arm of which nothing was seen
            for (int s = 0; s <= most; s++)
            {
                double belief = alone;
                for (int f = 0; s + f <= most; f++)
                {
                    table[s * (_pulls + 1) + f] = belief;
                    belief -= Step(s + 1, f + 1, c, d) / (f + 1);
                }
                alone += Step(s + 1, 1, c, d) / (s + 1);
            }
            return table;
        }

        private double Step(int a, int b, int c, int d) => PortableMath.Exp(LogBeta(a + c, b + d) - LogBeta(a, b) - LogBeta(c, d));

        private double LogBeta(int a, int b) => _logFactorial[a - 1] + _logFactorial[b - 1] - _logFactorial[a + b - 1];
    }
}
