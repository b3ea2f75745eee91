using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Benchmarks;

/// <summary>How many pairs each sequence takes, and how often it misses, on the same streams: the comparison of docs/methods/statistics.md.</summary>
internal static class SequenceComparison
{
    private const double Alpha = 0.05, Margin = 0.1;
    private const int Budget = 10_000, BatterySize = 18;

    private static readonly (string Name, Func<double, double, IBets> Of)[] Sequences =
    [
        ("mixture of 48 constant bets", (edge, _) => new MixtureBets(edge)),
        ("plug-in, c = 1/2 (before)", (edge, _) => new PlugInBets(edge, Alpha)),
        ("aGRAPA", (edge, _) => new AGrapaBets(edge)),
        ("online Newton steps", (edge, _) => new OnlineNewtonBets(edge)),
        ("empirical Bernstein", (edge, _) => new EmpiricalBernsteinBets(edge, Alpha)),
        ("target bets, horizon 1,000", (edge, target) => new TargetBets(edge, target, 1_000)),
    ];

    /// <summary>Prints the table.</summary>
    /// <param name="streams">Per cell.</param>
    public static void Run(int streams)
    {
        Console.WriteLine($"alpha {Alpha}, margin {Margin}, K = {BatterySize}, {streams} streams a cell, seed 1; mean pairs (share that got there within {Budget})");
        Console.WriteLine("| sequence | effect .2 | .3 | .5 | clean, no noise | clean, ±1 with .25 each | worst miss at n = 2,000 |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string name, Func<double, double, IBets> of) in Sequences)
        {
            string[] found = [.. ((double[])[0.2, 0.3, 0.5]).Select(effect => Cell(streams, lane => Divergent(of, effect, lane)))];
            string quiet = Cell(1, _ => Consistent(of, (_, _) => 0, new Seed(1))), noisy = Cell(Math.Max(1, streams / 10), lane => Consistent(of, (draws, pair) => draws.At(pair).Uniform(0) is var u && u < 0.25 ? 1 : u >= 0.75 ? -1 : 0, lane));
            double worst = StreamFamily.Hard.Max(family => Share(streams, lane => Misses(of, family, lane)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", found)} | {quiet} | {noisy} | {worst:0.000} |"));
        }
        Blocks(streams);
        Stops(Math.Max(1, streams / 10));
    }

    // Nine of 18 audits have an effect of .3, nine none: each by itself until e reaches K/alpha, or all in step until in the e-BH set as it stands.
    private static void Stops(int batteries)
    {
        Console.WriteLine();
        Console.WriteLine("| nine of 18 audits have an effect of .3 | mean pairs of those nine | found |");
        Console.WriteLine("|---|---|---|");
        foreach (bool together in (bool[])[false, true])
        {
            var pairs = new double[batteries];
            var found = new double[batteries];
            Parallel.For(0, batteries, battery => (pairs[battery], found[battery]) = Battery(together, new Seed(2).For("battery", battery)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(together ? "in step, in the e-BH set" : "each by itself, e at least K/alpha")} | {pairs.Average():0} | {found.Average():0.000} |"));
        }
    }

    private static (double Pairs, double Found) Battery(bool together, Seed seed)
    {
        AuditEvidence[] audits = [.. Enumerable.Range(0, BatterySize).Select(_ => new AuditEvidence(Alpha, new AlignedClaim(new Interval(-Margin, Margin))))];
        var alone = new StoppingRule(Alpha, BatterySize, 1_000);
        var goesOn = new bool[BatterySize];
        Array.Fill(goesOn, true);
        for (int pair = 0; pair < 1_000 && goesOn.Contains(true); pair++)
        {
            for (int i = 0; i < BatterySize; i++)
            {
                if (!goesOn[i]) continue;
                PhiloxDraws now = seed.For("audit", i).Draws(pair);
                double effect = i < BatterySize / 2 ? 0.3 : 0;
                audits[i].Add(now.Bernoulli((1 - effect) / 2, 0) ? 1 : 0, now.Bernoulli((1 + effect) / 2, 1) ? 1 : 0);
            }
            bool[] decided = together ? BatteryVerdicts.Decided(audits, Alpha) : [.. audits.Select(alone.Decided)];
            for (int i = 0; i < BatterySize; i++) goesOn[i] &= !decided[i];
        }
        AuditEvidence[] real = audits[..(BatterySize / 2)];
        return (real.Average(audit => audit.Pairs.Count), BatteryVerdicts.Of(audits, Alpha).Take(real.Length).Count(verdict => verdict == Verdict.Divergent) / (double)real.Length);
    }

    // Blocks of six orders of the options. One bet a pair, looked at after whole blocks, against one bet a block on its mean; e against "at most .1" reaches K/alpha, or two one-sided tests pass.
    private static void Blocks(int streams)
    {
        const int block = 6;
        Console.WriteLine();
        Console.WriteLine($"| blocks of {block} pairs, means within a block | bets on | divergent, effect .3 | .5 | clean |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (double spread in (double[])[0, 0.3, 0.5])
            foreach (bool means in (bool[])[false, true])
            {
                string Pairs(double mean, Func<BettingSequence, bool> decided) => Cell(streams, lane => InBlocks(StreamFamily.Blocks(block, mean, spread), block, means, decided, lane));
                bool Diverges(BettingSequence sequence) => sequence.LogEValue(new Interval(-Margin, Margin)) >= Math.Log(BatterySize / Alpha);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| from +{spread:0.0} to −{spread:0.0} | {(means ? "means of blocks" : "pairs")} | {Pairs(0.3, Diverges)} | {Pairs(0.5, Diverges)} | {Pairs(0, sequence => sequence.ShownInside(new Interval(-Margin, Margin)))} |"));
            }
    }

    private static int? InBlocks(StreamFamily family, int block, bool means, Func<BettingSequence, bool> decided, Seed lane)
    {
        var sequence = new BettingSequence(Alpha, means ? 1 : block);
        PhiloxDraws draws = lane.Draws();
        double sum = 0;
        for (int pair = 0; pair < Budget; pair++)
        {
            double difference = family.Next(0, pair, draws.At(pair).Uniform(0));
            sum += difference;
            if (!means) sequence.Add(difference);
            if (pair % block != block - 1) continue;
            if (means) sequence.Add(sum / block);
            sum = 0;
            if (decided(sequence)) return pair + 1;
        }
        return null;
    }

    private static string Cell(int streams, Func<Seed, int?> pairs)
    {
        var needed = new int?[streams];
        Parallel.For(0, streams, lane => needed[lane] = pairs(new Seed(1).For("power table", lane)));
        int[] reached = [.. needed.OfType<int>()];
        return reached.Length == 0 ? "never" : reached.Average().ToString("0", CultureInfo.InvariantCulture) + (reached.Length < streams ? string.Create(CultureInfo.InvariantCulture, $" ({(double)reached.Length / streams:0.00})") : "");
    }

    private static double Share(int streams, Func<Seed, bool> happens)
    {
        int count = 0;
        Parallel.For(0, streams, lane => { if (happens(new Seed(1).For("miss", lane))) Interlocked.Increment(ref count); });
        return (double)count / streams;
    }

    // Yes-or-no outcomes, arms independent; two sides share the capital.
    private static int? Divergent(Func<double, double, IBets> of, double effect, Seed lane)
    {
        const double target = 2 * BatterySize / Alpha;
        IBets above = of(Margin, target), below = of(Margin, target);
        PhiloxDraws draws = lane.Draws();
        for (int pair = 0; pair < Budget; pair++)
        {
            PhiloxDraws now = draws.At(pair);
            double difference = (now.Bernoulli((1 + effect) / 2, 1) ? 1 : 0) - (now.Bernoulli((1 - effect) / 2, 0) ? 1 : 0);
            above.Settle(difference);
            below.Settle(-difference);
            if (Math.Max(above.Log, below.Log) >= Math.Log(target)) return pair + 1;
        }
        return null;
    }

    // Two one-sided tests at 1/alpha each.
    private static int? Consistent(Func<double, double, IBets> of, Func<PhiloxDraws, int, double> next, Seed lane)
    {
        IBets above = of(-Margin, 1 / Alpha), below = of(-Margin, 1 / Alpha);
        bool low = false, high = false;
        PhiloxDraws draws = lane.Draws();
        for (int pair = 0; pair < Budget; pair++)
        {
            double difference = next(draws, pair);
            above.Settle(difference);
            below.Settle(-difference);
            low |= above.Log >= Math.Log(1 / Alpha);
            high |= below.Log >= Math.Log(1 / Alpha);
            if (low && high) return pair + 1;
        }
        return null;
    }

    private static bool Misses(Func<double, double, IBets> of, StreamFamily family, Seed lane)
    {
        IBets above = of(family.Mean, 2 / Alpha), below = of(-family.Mean, 2 / Alpha);
        PhiloxDraws draws = lane.Draws();
        double sum = 0;
        for (int pair = 0; pair < 2_000; pair++)
        {
            double difference = family.Next(sum, pair, draws.At(pair).Uniform(0));
            sum += difference - family.Mean;
            above.Settle(difference);
            below.Settle(-difference);
            if (Math.Max(above.Log, below.Log) >= Math.Log(2 / Alpha)) return true;
        }
        return false;
    }
}
