using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(OveroptimisationCell Cell, OveroptimisationTrial Trial)>;

/// <summary>Replication 12: what is asked for, as pressure on a proxy of it grows.</summary>
internal static class OveroptimisationTables
{
    private const int GatedSeeds = 3, GatedPool = 300_000;
    private const double LeastR2 = 0.97, WorstBeta = 0.27, BestBeta = 0.155, Alpha = 0.05;
    private static readonly Interval Peak = new(2.3, 2.7), PeakKl = new(6, 13);

    /// <summary>The declaration.</summary>
    public static Experiment<OveroptimisationSetUp, OveroptimisationCell, OveroptimisationTrial> Experiment { get; } = new()
    {
        Name = "overoptimisation",
        Summary = "More and more pressure on a reward model: what is asked for rises, turns and falls; and with several objectives, which of them comes loose first.",
        Source = "Gao, Schulman & Hilton 2023",
        Cost = "2 min",
        Quick = new() { Seeds = 2, Widths = [2, 32], Pairs = [300, 3000], Pool = 30_000, Passes = 30, ObjectiveSeeds = 3 },
        Check = setUp => setUp.Check(),
        Design = setUp =>
        [
            .. from width in setUp.Widths from pairs in setUp.Pairs from seed in Enumerable.Range(1, setUp.Seeds) select new OveroptimisationCell("gold", width, pairs, seed),
            .. from rater in SeveralObjectives.Raters from seed in Enumerable.Range(1, setUp.ObjectiveSeeds) select new OveroptimisationCell(rater, setUp.ObjectiveWidth, setUp.ObjectivePairs, seed),
        ],
        Trial = OveroptimisationTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Rows(setUp, trials), .. SeveralObjectives.Rows(setUp, trials)], Plots = [BestOfN(setUp, trials), Learnt(setUp, trials), .. SeveralObjectives.Plots(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Rows(OveroptimisationSetUp setUp, Runs trials)
    {
        bool published = setUp is { Dimensions: 16, Projections: 32, Turn: 6 }, gated = published && setUp.Seeds >= GatedSeeds && setUp.Pool >= GatedPool;
        foreach ((int width, int pairs) in Proxies(setUp))
        {
            string at = Text($"width {width}, {pairs} pairs");
            OveroptimisationTrial[] runs = Of(trials, width, pairs);
            PressureFit[] best = Fits(runs, run => run.Best, d => d), learnt = Fits(runs, run => run.Learnt, PortableMath.Log);
            yield return Gate.Reported("correlation of proxy and gold without pressure", at, [.. runs.Select(run => run.Correlation)]);
            if (best.Length == runs.Length)
            {
                yield return Within("best-of-n: R2 of d(alpha - beta d); at least .97", at, [.. best.Select(fit => fit.R2)], gated, new(LeastR2, 1));
                yield return Gate.Reported("best-of-n: alpha", at, [.. best.Select(fit => fit.Alpha)]);
                bool worst = width == setUp.Widths[0] && pairs == setUp.Pairs[0], most = width == setUp.Widths[^1] && pairs == setUp.Pairs[^1];
                double? target = !gated || setUp.Widths.Count < 2 ? null : worst ? WorstBeta : most ? BestBeta : null;
                yield return Gate.Simulated("best-of-n: beta", at, target, [.. best.Select(fit => fit.Beta)]);
            }
            if (learnt.Length == runs.Length)
            {
                yield return Gate.Reported("policy gradient: R2 of d(alpha - beta log d)", at, [.. learnt.Select(fit => fit.R2)]);
                yield return Gate.Reported("policy gradient: alpha", at, [.. learnt.Select(fit => fit.Alpha)]);
                yield return Gate.Reported("policy gradient: beta", at, [.. learnt.Select(fit => fit.Beta)]);
            }
            Pressed[] tops = [.. runs.Select(run => run.Learnt.MaxBy(point => point.Gold)!)];
            yield return Within("policy gradient: highest gold, in sd; 2.3 to 2.7", at, [.. tops.Select(top => top.Gold)], gated, Peak);
            yield return Within("policy gradient: KL there, in nats; 6 to 13", at, [.. tops.Select(top => top.Kl)], gated, PeakKl);
            yield return Gate.Ordering("policy gradient: highest gold minus gold at the end", at, [.. runs.Zip(tops, (run, top) => top.Gold - run.Learnt[^1].Gold)], gated);
        }
        if (setUp.Widths.Count < 2 && setUp.Pairs.Count < 2) yield break;
        PressureFit[] weak = Fits(Of(trials, setUp.Widths[0], setUp.Pairs[0]), run => run.Best, d => d), strong = Fits(Of(trials, setUp.Widths[^1], setUp.Pairs[^1]), run => run.Best, d => d);
        if (weak.Length == setUp.Seeds && strong.Length == setUp.Seeds) yield return Gate.Ordering("best-of-n: beta of the worst proxy minus the best", "by width and pairs", [.. weak.Zip(strong, (worst, best) => worst.Beta - best.Beta)], gated);
    }

    // The mean lies in the range.
    private static ReplicationRow Within(string quantity, string at, double[] samples, bool gated, Interval range)
    {
        ReplicationRow row = Gate.Reported(quantity, at, samples);
        return gated ? row with { Pass = range.Contains(row.Result!.Value) } : row;
    }

    private static Plot BestOfN(OveroptimisationSetUp setUp, Runs trials) => new("Choosing the best of more replies by a weak proxy: worth rises less, and turns", "d = square root of KL", "gold, in standard deviations",
        [.. Proxies(setUp).Select(proxy => new PlotLine(Text($"width {proxy.Width}, {proxy.Pairs} pairs"), [.. Enumerable.Range(0, setUp.N.Count).Select(i => Averaged([.. Of(trials, proxy.Width, proxy.Pairs).Select(run => run.Best[i])]))]))]);

    private static Plot Learnt(OveroptimisationSetUp setUp, Runs trials) => new("Policy gradient on a proxy: what is asked for peaks, then falls (first seed)", "KL, in nats", "gold, in standard deviations",
        [.. Proxies(setUp).Select(proxy => new PlotLine(Text($"width {proxy.Width}, {proxy.Pairs} pairs"), [.. Thinned(Of(trials, proxy.Width, proxy.Pairs)[0].Learnt).Select(point => new PlotPoint(point.Kl, point.Gold))]))]);

    private static PlotPoint Averaged(Pressed[] points)
    {
        Interval? interval = MeanInterval.Of([.. points.Select(point => point.Gold)], Alpha);
        return new(points[0].D, points.Average(point => point.Gold), interval?.Low, interval?.High);
    }

    private static IEnumerable<Pressed> Thinned(IReadOnlyList<Pressed> path) => path.Where((_, step) => step % Math.Max(1, path.Count / 60) == 0);

    private static PressureFit[] Fits(OveroptimisationTrial[] runs, Func<OveroptimisationTrial, IReadOnlyList<Pressed>> path, Func<double, double> f) => [.. runs.Select(run => PressureFit.Of(path(run), f)).OfType<PressureFit>()];

    private static IEnumerable<(int Width, int Pairs)> Proxies(OveroptimisationSetUp setUp) => from width in setUp.Widths from pairs in setUp.Pairs select (width, pairs);

    private static OveroptimisationTrial[] Of(Runs trials, int width, int pairs) => [.. trials.Where(run => run.Cell.Rater == "gold" && run.Cell.Width == width && run.Cell.Pairs == pairs).Select(run => run.Trial)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
