using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One proxy.</summary>
/// <param name="Rater">What the comparisons go by: <c>gold</c>, or of several objectives their <c>worth</c> or their <c>looks</c> (z, which never turns).</param>
/// <param name="Width">Hidden units.</param>
/// <param name="Pairs">Comparisons.</param>
/// <param name="Seed">Of the gold and of the proxy.</param>
internal sealed record OveroptimisationCell(string Rater, int Width, int Pairs, int Seed);

/// <summary>What pressing on one proxy came to.</summary>
/// <param name="Best">Best-of-n; empty with several objectives.</param>
/// <param name="Learnt">Reinforcement learning, step for step: the gold, or with several objectives truth.</param>
/// <param name="Correlation">Of proxy and gold without pressure.</param>
/// <param name="Overtakes">KL from which on agreement, interest and completion are worth more than truth, to the end; null where not. Shape [3], or empty.</param>
/// <param name="Turns">KL at which truth and the others are worth most; null where that is the end. Shape [4], or empty.</param>
/// <param name="Worths">What each objective is worth at ten places of the path, truth first. Empty with one.</param>
internal sealed record OveroptimisationTrial(IReadOnlyList<Pressed> Best, IReadOnlyList<Pressed> Learnt, double Correlation, IReadOnlyList<double?> Overtakes, IReadOnlyList<double?> Turns, IReadOnlyList<IReadOnlyList<Pressed>> Worths)
{
    private const int Scaled = 20_000;

    /// <summary>Fits a proxy and presses on it.</summary>
    public static OveroptimisationTrial Run(OveroptimisationSetUp setUp, OveroptimisationCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        return cell.Rater == "gold" ? One(setUp, cell, seed, trial.Token) : Several(setUp, cell, seed.For(cell.Rater), trial.Token);
    }

    private static OveroptimisationTrial One(OveroptimisationSetUp setUp, OveroptimisationCell cell, Seed seed, CancellationToken token)
    {
        var gold = Worth.Random(setUp.Projections, setUp.Dimensions, setUp.Turn, seed.For("gold"));
        float[] pool = Replies(setUp, setUp.Pool, seed);
        double[] golds = Values(gold, pool, setUp.Dimensions);
        (double mean, double sd) = Spread(golds);
        for (int i = 0; i < golds.Length; i++) golds[i] = (golds[i] - mean) / sd;
        ProxyReward proxy = Fitted(setUp, cell, x => gold.Of(x) / sd, seed);
        float[] proxies = proxy.Of(pool);
        double[] ranked = [.. Enumerable.Range(0, golds.Length).OrderBy(i => proxies[i]).ThenBy(i => i).Select(i => golds[i])];
        return new([.. setUp.N.Select(n => new Pressed(Pressure.KlOfBest(n), Pressure.BestOf(ranked, n)))],
            [.. Climbed(setUp, proxy, seed, token).Select(mu => new Pressed(Pressure.Kl(mu), (gold.Mean(mu) - mean) / sd))], Correlated(golds, proxies), [], [], []);
    }

    private static OveroptimisationTrial Several(OveroptimisationSetUp setUp, OveroptimisationCell cell, Seed seed, CancellationToken token)
    {
        const int Places = 10;
        Objectives objectives = setUp.Objectives;
        Worth rated = objectives.Rated(worth: cell.Rater == "worth");
        float[] replies = Replies(setUp, Scaled, seed);
        double[] ratings = Values(rated, replies, setUp.Dimensions);
        double sd = Spread(ratings).Sd;
        ProxyReward proxy = Fitted(setUp, cell, x => rated.Of(x) / sd, seed);
        Worth[] alone = [.. Objectives.Names.Select((_, k) => objectives.Alone(k))];
        double[] unit = [.. alone.Select(one => Spread(Values(one, replies, setUp.Dimensions)).Sd)];
        double[][] path = [.. Climbed(setUp, proxy, seed, token)];
        Pressed[][] worths = [.. alone.Select((one, k) => path.Select(mu => new Pressed(Pressure.Kl(mu), one.Mean(mu) / unit[k])).ToArray())];
        int every = Math.Max(1, path.Length / Places);
        return new([], worths[0], Correlated(ratings, proxy.Of(replies)), [.. worths[1..].Select(other => Overtaken(worths[0], other))], [.. worths.Select(Turned)],
            [.. worths.Select(one => (IReadOnlyList<Pressed>)[.. one.Where((_, step) => step % every == 0)])]);
    }

    /// <summary>KL from which on the other lies above to the end; null where it does not at the end.</summary>
    public static double? Overtaken(IReadOnlyList<Pressed> truth, IReadOnlyList<Pressed> other)
    {
        int last = -1;
        for (int step = 1; step < truth.Count; step++) if (other[step].Gold <= truth[step].Gold) last = step;
        return truth.Count < 2 || last == truth.Count - 1 ? null : last < 0 ? 0 : truth[last + 1].Kl;
    }

    /// <summary>KL at the highest point; null where that is the end.</summary>
    public static double? Turned(IReadOnlyList<Pressed> path)
    {
        Pressed top = path.MaxBy(point => point.Gold)!;
        return top == path[^1] ? null : top.Kl;
    }

    private static ProxyReward Fitted(OveroptimisationSetUp setUp, OveroptimisationCell cell, Func<ReadOnlySpan<float>, double> rated, Seed seed) =>
        new(rated, setUp.Dimensions, cell.Width, cell.Pairs, setUp.Rate, setUp.Decay, setUp.Passes, seed.For("proxy"));

    private static IEnumerable<double[]> Climbed(OveroptimisationSetUp setUp, ProxyReward proxy, Seed seed, CancellationToken token) =>
        Pressure.Climb(proxy.Of, setUp.Dimensions, setUp.Batch, setUp.PolicyRate, setUp.MostKl, setUp.MostSteps, seed.For("policy"), token);

    private static float[] Replies(OveroptimisationSetUp setUp, int count, Seed seed)
    {
        var replies = new float[count * setUp.Dimensions];
        Gaussian.Fill(seed.For("pool"), replies);
        return replies;
    }

    private static double[] Values(Worth worth, float[] replies, int dimensions)
    {
        var values = new double[replies.Length / dimensions];
        for (int i = 0; i < values.Length; i++) values[i] = worth.Of(replies.AsSpan(i * dimensions, dimensions));
        return values;
    }

    private static (double Mean, double Sd) Spread(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private static double Correlated(double[] golds, float[] proxies)
    {
        double[] others = [.. proxies.Select(proxy => (double)proxy)];
        (double mean, double sd) = Spread(golds);
        (double theirs, double spread) = Spread(others);
        return spread == 0 ? 0 : golds.Zip(others, (gold, proxy) => (gold - mean) * (proxy - theirs)).Average() / (sd * spread);
    }
}
