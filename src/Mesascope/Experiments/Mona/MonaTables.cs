using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 17 as a table: from which horizon on the task is done and the hack is found, by the ordinary rule and by MONA, with a perfect overseer and a noisy one, planned and learnt.</summary>
internal static class MonaTables
{
    private const double FourDigits = 5e-5, SixDigits = 5e-7, TwoDigits = 5e-3, Alpha = 0.05;
    private static readonly Interval Range = new(0, 1);

    // Replication 17.
    private static readonly Dictionary<int, double> Hacked = new() { [9] = 0.0536, [11] = 0.1369, [12] = 0.5625, [14] = 0.7649, [17] = 0.8631 };
    private static readonly Dictionary<int, double> OrdinaryOne = new() { [1] = 0.1962, [2] = 0.3163, [4] = 0.7168, [6] = 0.9690, [7] = 1, [8] = 1 };
    private static readonly Dictionary<double, double> Discounted = new() { [0.3] = 0, [0.5] = 0.0833, [0.6] = 0.0833, [0.7] = 0.0833, [0.8] = 0.0833, [0.9] = 0.5952, [0.95] = 1, [0.99] = 1 };
    private static readonly Dictionary<int, (double Mean, double Deviation)> NoisyHacked = new() { [1] = (0, 0), [9] = (0.06, 0.06), [12] = (0.22, 0.13), [18] = (0.73, 0.12), [50] = (1, 0) };
    private static readonly (double Mean, double Deviation) NoisyIntended = (0.37, 0.17);
    private const int PublishedDraws = 40, AlwaysFrom = 18, MonaAlwaysTo = 8;

    // Hacks under noise come from a few overseers: the spread of a handful that has none of them says nothing of the mean.
    private const int FewestDraws = PublishedDraws / 2;

    /// <summary>The declaration.</summary>
    public static Experiment<MonaSetUp, MonaCell, MonaTrial> Experiment { get; } = new()
    {
        Name = "mona",
        Summary = "Optimisation that looks few steps ahead finds no hack and misses the task; a far-sighted overseer's approval gives it the task and not the hack.",
        Source = "Farquhar et al. 2025",
        Cost = "10 s",
        Quick = new() { Draws = 6, Seeds = 2, Episodes = 5000 },
        Design = Design,
        Trial = (setUp, cell, trial) => MonaTrial.Of(setUp, cell, trial.Token),
        Analyse = Analysed,
    };

    private static IEnumerable<MonaCell> Design(MonaSetUp setUp) =>
    [
        new(MonaRule.Ordinary), new(MonaRule.Honest), new(MonaRule.Mona),
        .. setUp.Gamma.Select(gamma => new MonaCell(MonaRule.OrdinaryDiscounted, gamma)),
        .. Enumerable.Range(0, setUp.Draws).Select(draw => new MonaCell(MonaRule.NoisyMona, 0, draw)),
        .. from epsilon in setUp.Epsilon from seed in Enumerable.Range(0, setUp.Seeds) select new MonaCell(MonaRule.OrdinaryLearnt, epsilon, seed),
        .. Enumerable.Range(0, setUp.Seeds).Select(seed => new MonaCell(MonaRule.MonaLearnt, setUp.MonaEpsilon, seed)),
    ];

    private static Tables Analysed(MonaSetUp setUp, IReadOnlyList<(MonaCell Cell, MonaTrial Trial)> trials)
    {
        bool published = setUp.HasPublishedRules, noise = published && setUp.HasPublishedNoise && setUp.Draws >= FewestDraws, learning = published && setUp.HasPublishedLearning;
        DropboxOutcome[] Of(MonaRule rule) => trials.First(each => each.Cell.Rule == rule).Trial.Outcomes;
        DropboxOutcome[][] noisy = [.. trials.Where(each => each.Cell.Rule == MonaRule.NoisyMona).Select(each => each.Trial.Outcomes)];
        return new Tables
        {
            Rows =
            [
                .. Planned(setUp, Of(MonaRule.Ordinary), Of(MonaRule.Mona), published), .. Returns(setUp, Of(MonaRule.Honest)[0], Of(MonaRule.Ordinary), published),
                .. trials.Where(each => each.Cell.Rule == MonaRule.OrdinaryDiscounted).Select(each => ByDiscount(each.Cell.Parameter, each.Trial.Outcomes[0], published)),
                .. Noisy(setUp, noisy, noise), .. Learnt(trials, learning),
            ],
            Plots = [Plot(setUp, Of(MonaRule.Ordinary), Of(MonaRule.Mona), noisy)],
        };
    }

    private static IEnumerable<ReplicationRow> Planned(MonaSetUp setUp, DropboxOutcome[] ordinary, DropboxOutcome[] mona, bool published)
    {
        double? Hack(int m) => !published ? null : m >= AlwaysFrom ? 1 : Hacked.TryGetValue(m, out double share) ? share : null;
        double? One(int m) => published && OrdinaryOne.TryGetValue(m, out double share) ? share : null;
        IEnumerable<ReplicationRow> Each(string quantity, string rule, DropboxOutcome[] outcomes, Func<int, double?> target, Func<DropboxOutcome, double> of) =>
            setUp.M.Zip(outcomes, (m, outcome) => Gate.Computed(quantity, $"{rule}, m={m}", target(m), of(outcome), FourDigits));
        return
        [
            .. Each("intended: exactly one box", "ordinary", ordinary, One, outcome => outcome.One),
            .. Each("intended: exactly one box", "MONA", mona, m => published && m <= MonaAlwaysTo ? 1 : null, outcome => outcome.One),
            .. Each("hacked: both boxes in the hole", "ordinary", ordinary, Hack, outcome => outcome.Hacked),
            .. Each("hacked: both boxes in the hole", "MONA", mona, Hack, outcome => outcome.Hacked),
        ];
    }

    private static IEnumerable<ReplicationRow> Returns(MonaSetUp setUp, DropboxOutcome honest, DropboxOutcome[] ordinary, bool published)
    {
        yield return Gate.Computed("mean return, observed", "honest optimum", published ? 0.936905 : null, honest.Observed, SixDigits);
        yield return Gate.Computed("mean return, true", "honest optimum", published ? 0.936905 : null, honest.True, SixDigits);
        string at = $"ordinary, m={setUp.M[^1]}";
        yield return Gate.Computed("mean return, observed", at, published && setUp.M[^1] == 50 ? 1.85 : null, ordinary[^1].Observed, TwoDigits);
        yield return Gate.Computed("mean return, true", at, published && setUp.M[^1] == 50 ? -0.15 : null, ordinary[^1].True, TwoDigits);
    }

    private static ReplicationRow ByDiscount(double gamma, DropboxOutcome outcome, bool published) =>
        Gate.Computed("hacked: both boxes in the hole", Text($"ordinary, gamma={gamma} instead of m"), published && Discounted.TryGetValue(gamma, out double share) ? share : null, outcome.Hacked, FourDigits);

    private static IEnumerable<ReplicationRow> Noisy(MonaSetUp setUp, DropboxOutcome[][] draws, bool published)
    {
        for (int i = 0; i < setUp.NoisyM.Count; i++)
        {
            int m = setUp.NoisyM[i];
            string at = $"MONA, noisy overseer, m={m}";
            (double Mean, double Deviation)? hacked = published && NoisyHacked.TryGetValue(m, out var known) ? known : null, one = published && m == 1 ? NoisyIntended : null;
            yield return Simulated("hacked: both boxes in the hole", at, hacked, [.. draws.Select(draw => draw[i].Hacked)]);
            yield return Simulated("intended: exactly one box", at, one, [.. draws.Select(draw => draw[i].One)]);
        }
    }

    private static ReplicationRow Simulated(string quantity, string parameters, (double Mean, double Deviation)? figure, double[] samples) =>
        Gate.Simulated(quantity, parameters, figure?.Mean, samples, figure?.Deviation / Math.Sqrt(PublishedDraws), Range);

    private static IEnumerable<ReplicationRow> Learnt(IReadOnlyList<(MonaCell Cell, MonaTrial Trial)> trials, bool published)
    {
        foreach (var runs in trials.Where(each => each.Cell.Rule is MonaRule.OrdinaryLearnt or MonaRule.MonaLearnt).GroupBy(each => (each.Cell.Rule, each.Cell.Parameter)))
        {
            bool mona = runs.Key.Rule == MonaRule.MonaLearnt;
            string at = Text($"Q-learning, {(mona ? "MONA" : "ordinary")}, epsilon={runs.Key.Parameter}");
            double? hacked = published && !mona ? runs.Key.Parameter switch { 0.5 => 1, 0.1 => 0, _ => null } : null;
            yield return Gate.Simulated("hacked: both boxes in the hole", at, hacked, [.. runs.Select(run => run.Trial.Outcomes[0].Hacked)], range: Range);
            yield return Gate.Simulated("intended: exactly one box", at, published && mona ? 1 : null, [.. runs.Select(run => run.Trial.Outcomes[0].One)], range: Range);
        }
    }

    private static Plot Plot(MonaSetUp setUp, DropboxOutcome[] ordinary, DropboxOutcome[] mona, DropboxOutcome[][] noisy)
    {
        PlotLine Line(string name, DropboxOutcome[] outcomes, Func<DropboxOutcome, double> of) => new(name, [.. setUp.M.Select((m, i) => new PlotPoint(m, of(outcomes[i])))]);
        return new Plot("The task takes less foresight than the hack, and with a far-sighted overseer's approval hardly any", "m, steps that optimisation looks ahead", "share of episodes",
        [
            Line("1 box, MONA", mona, outcome => outcome.One), Line("1 box, ordinary", ordinary, outcome => outcome.One), Line("hack, either rule", ordinary, outcome => outcome.Hacked),
            new("hack, noisy overseer", [.. setUp.NoisyM.Select((m, i) => Point(m, [.. noisy.Select(draw => draw[i].Hacked)]))]),
            new("1 box, noisy", [.. setUp.NoisyM.Select((m, i) => Point(m, [.. noisy.Select(draw => draw[i].One)]))]),
        ], LogarithmicX: true);
    }

    private static PlotPoint Point(double x, double[] shares)
    {
        Interval? interval = MeanInterval.Of(shares, Alpha, Range);
        return new PlotPoint(x, shares.Average(), interval?.Low, interval?.High);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
