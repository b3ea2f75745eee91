using Mesascope.Randomness;

namespace Mesascope.Experiments;

// The exact answers, and one simulated community.
internal sealed partial record DependenceSetUp
{
    private const double Settled = 1e-12;
    private const double Forgotten = 1e-5; // a simulated future is cut off where a loss counts this much
    private const int LongAgo = 1 << 20;

    /// <summary>The distribution of how many are able after so many ticks of the agent, all being able at first. Shape [people + 1]. Exact.</summary>
    public double[] Able(int ticks)
    {
        double[,] power = Chain(Share); // of 1, 2, 4, 8, … ticks
        var able = new double[People + 1];
        able[People] = 1;
        for (int left = ticks; left > 0; left >>= 1)
        {
            if ((left & 1) != 0) able = Apply(able, power);
            if (left > 1) power = Twice(power);
        }
        return able;
    }

    /// <summary>The expected share of the people who are unable after so many ticks of the agent. Exact.</summary>
    public double Unable(int ticks) => Mean(Able(ticks), m => 1 - m / (double)People);

    /// <summary>What is lost from the switch on, if the agent is switched off after so many ticks. Exact.</summary>
    public double LossOff(int ticks) => Mean(Able(ticks), Value(0));

    /// <summary>What is lost from then on, if it stays: what it diverts, and what the unable lose of the work left to them. Exact.</summary>
    public double LossOn(int ticks) => Mean(Able(ticks), Value(Share));

    /// <summary>What switching off costs more than staying on, after so many ticks; below 0 where switching off is the better. Exact.</summary>
    public double NetCost(int ticks)
    {
        double[] able = Able(ticks);
        return Mean(able, Value(0)) - Mean(able, Value(Share));
    }

    /// <summary>The share of the work from which on switching off costs more than staying on, after so many ticks; null where there is none. By bisection, to 10⁻⁹.</summary>
    public double? Threshold(int ticks) => Root(share => (this with { Share = share }).NetCost(ticks));

    /// <summary>The same for an agent established for ever.</summary>
    public double? Threshold() => Threshold(LongAgo);

    /// <summary>The first tick after which switching off costs more than staying on; null where none in 100,000 does.</summary>
    public int? FirstTick()
    {
        double[] off = Value(0), on = Value(Share);
        double[,] step = Chain(Share);
        var able = new double[People + 1];
        able[People] = 1;
        for (int tick = 0; tick <= 100_000; tick++)
        {
            if (Mean(able, off) > Mean(able, on)) return tick;
            double[] next = Apply(able, step);
            if (next.AsSpan().SequenceEqual(able)) return null;
            able = next;
        }
        return null;
    }

    /// <summary>One community of people, task by task: what is lost after the switch if the agent goes, and if it stays, from the same state. Two futures with randomness of their own.</summary>
    /// <param name="established">Ticks of the agent before the switch.</param>
    /// <param name="seed">The community's.</param>
    public (double Unable, double Off, double On) Simulate(int established, Seed seed)
    {
        var able = new bool[People];
        Array.Fill(able, true);
        Live(able, Share, established, seed.For("before"));
        double unable = able.Count(person => !person) / (double)People;
        int horizon = Discount == 0 ? 1 : (int)Math.Ceiling(PortableMath.Log(Forgotten) / PortableMath.Log(Discount));
        return (unable, Live((bool[])able.Clone(), 0, horizon, seed.For("off")), Live(able, Share, horizon, seed.For("on")));
    }

    /// <summary>The root in (0, 1] of a difference that is below 0 at small shares; null where it is not above 0 at 1.</summary>
    internal static double? Root(Func<double, double> difference)
    {
        if (!(difference(1) > 0)) return null;
        double low = 0, high = 1;
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            if (difference(middle) > 0) high = middle;
            else low = middle;
        }
        return high;
    }

    private double Live(bool[] able, double share, int ticks, Seed randomness)
    {
        double lost = 0, weight = 1.0 / People;
        for (int tick = 0; tick < ticks; tick++, weight *= Discount)
        {
            PhiloxDraws draws = randomness.Draws(tick);
            double learns = Alone + Together * able.Count(person => person) / People;
            for (int person = 0; person < People; person++)
            {
                if (draws.Bernoulli(share, 3 * person))
                {
                    if (draws.Bernoulli(Diverted, 3 * person + 1)) lost += weight;
                    if (able[person] && draws.Bernoulli(Decay, 3 * person + 2)) able[person] = false;
                }
                else if (!able[person])
                {
                    lost += weight;
                    if (draws.Bernoulli(learns, 3 * person + 2)) able[person] = true;
                }
            }
        }
        return lost;
    }

    // The expected discounted loss from each number of able people on: v = l + γ P v, iterated until it settles.
    private double[] Value(double share)
    {
        double[,] step = Chain(share);
        var value = new double[People + 1];
        for (double change = double.PositiveInfinity; change > Settled / (1 - Discount);)
        {
            change = 0;
            var next = new double[value.Length];
            for (int m = 0; m <= People; m++)
            {
                double later = 0;
                for (int to = 0; to <= People; to++) later += step[m, to] * value[to];
                next[m] = share * Diverted + (1 - share) * (1 - m / (double)People) + Discount * later;
                change = Math.Max(change, Math.Abs(next[m] - value[m]));
            }
            value = next;
        }
        return value;
    }

    // From m able: those who stay able, Binomial(m, 1 - sδ), and those who become it, Binomial(N - m, (1 - s)(a + b·m/N)).
    private double[,] Chain(double share)
    {
        var step = new double[People + 1, People + 1];
        for (int m = 0; m <= People; m++)
        {
            double[] stay = Binomial(m, 1 - share * Decay), become = Binomial(People - m, (1 - share) * (Alone + Together * m / People));
            for (int i = 0; i < stay.Length; i++)
                for (int j = 0; j < become.Length; j++) step[m, i + j] += stay[i] * become[j];
        }
        return step;
    }

    // One trial after the other, so that no term can overflow.
    private static double[] Binomial(int n, double p)
    {
        var chance = new double[n + 1];
        chance[0] = 1;
        for (int trial = 1; trial <= n; trial++)
            for (int hits = trial; hits >= 0; hits--)
                chance[hits] = chance[hits] * (1 - p) + (hits > 0 ? chance[hits - 1] * p : 0);
        return chance;
    }

    private double[] Apply(double[] able, double[,] step)
    {
        var next = new double[People + 1];
        for (int m = 0; m <= People; m++)
            if (able[m] > 0)
                for (int to = 0; to <= People; to++) next[to] += able[m] * step[m, to];
        return next;
    }

    private double[,] Twice(double[,] step)
    {
        var twice = new double[People + 1, People + 1];
        for (int from = 0; from <= People; from++)
            for (int via = 0; via <= People; via++)
                for (int to = 0; to <= People; to++) twice[from, to] += step[from, via] * step[via, to];
        return twice;
    }

    private static double Mean(double[] able, double[] value) => Mean(able, m => value[m]);

    private static double Mean(double[] able, Func<int, double> value)
    {
        double mean = 0;
        for (int m = 0; m < able.Length; m++) mean += able[m] * value(m);
        return mean;
    }
}
