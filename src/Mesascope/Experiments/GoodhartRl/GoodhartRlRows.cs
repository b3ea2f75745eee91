using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>The rows of replication 18. A pair of truth and other reward is a case; its proxies are no cases of their own.</summary>
internal sealed class GoodhartRlRows(GoodhartRlSetUp setUp)
{
    /// <summary>Degrees in a bin of angles.</summary>
    public const int BinDegrees = 15;

    private const int Bins = 8, PublishedPairs = 800, PublishedFixedPairs = 1000, GatedPairs = 400;
    private const double Alpha = 0.05, AnyDrop = 1e-6, Errors = 3;
    private static readonly Interval Share = new(0, 1);

    // The published shares with their standard errors; the mean drop; the shares by angle, from 0° on.
    private static readonly Dictionary<(string Policies, double Gamma), (double Share, double Error)> Falls = new()
    {
        [(PolicyPath.Boltzmann, 0.9)] = (0.084, 0.003), [(PolicyPath.Entropy, 0.9)] = (0.100, 0.006), [(PolicyPath.Boltzmann, 0.5)] = (0.223, 0.005),
    };

    private static readonly double[] FallsByAngle = [0.012, 0.063, 0.112, 0.159];

    // By angle: the share that rises and then falls, the mean drop, J at the end, and J where the rule stops.
    private static readonly Dictionary<double, (double Share, double Drop, double Last, double? Stop)> Fixed = new()
    {
        [20] = (0.242, 0.0021, 0.968, 0.749), [45] = (0.413, 0.0077, 0.851, 0.524), [75] = (0.522, 0.037, 0.622, null),
        [90] = (0.368, 0.078, 0.497, null), [105] = (0.158, 0.148, 0.369, null), [120] = (0.038, 0.230, 0.259, null),
    };

    /// <summary>The paper's draw, by one path of policies at one discount.</summary>
    public IEnumerable<ReplicationRow> Drawn(string policies, double gamma, GoodhartRlRun[][] pairs)
    {
        string at = At(policies, setUp.N, gamma);
        bool published = IsUsualDraw && policies == PolicyPath.Boltzmann && gamma == 0.9;
        (double Share, double Error)? falls = IsUsualDraw && Falls.TryGetValue((policies, gamma), out var known) ? known : null;
        yield return Simulated("share of runs whose J falls", at, falls?.Share, Over(pairs, Fell), falls?.Error ?? 0);
        yield return Simulated("mean NDH", at, published ? 0.0020 : null, Over(pairs, run => run.Drop), 0.0002);
        foreach ((_, ReplicationRow row) in ByAngle(policies, gamma, pairs)) yield return row;
        foreach (ReplicationRow row in Stopped(at, [.. pairs.SelectMany(pair => pair)], pairs, null)) yield return row;
    }

    /// <summary>The share that falls, by angle; bins without runs of two pairs are left out.</summary>
    public IEnumerable<(int From, ReplicationRow Row)> ByAngle(string policies, double gamma, GoodhartRlRun[][] pairs)
    {
        bool published = IsUsualDraw && policies == PolicyPath.Boltzmann && gamma == 0.9;
        for (int bin = 0; bin < Bins; bin++)
        {
            int from = bin * BinDegrees;
            bool Lies(GoodhartRlRun run) => run.Angle is { } angle && angle >= from && angle < from + BinDegrees;
            double[] within = Over(pairs, run => Lies(run) ? 1 : 0), fell = Over(pairs, run => Lies(run) ? Fell(run) : 0);
            int runs = pairs.Sum(pair => pair.Count(Lies));
            if (within.Count(share => share > 0) < 2) continue;
            (double share, double[] influence) = RatioOfMeans.Of(fell, within);
            Interval interval = CaseInterval.Around(share, influence);
            double error = CaseInterval.StandardError(influence), theirs = error * Math.Sqrt(pairs.Length / (double)PublishedPairs); // no spread was published; theirs rests on 800 pairs
            double? target = published && bin < FallsByAngle.Length ? FallsByAngle[bin] : null;
            yield return (from, new("share of runs whose J falls", $"{At(policies, setUp.N, gamma)}, angle {from}–{from + BinDegrees}°", target, share, Math.Max(0, interval.Low), Math.Min(1, interval.High), runs,
                target is { } figure && pairs.Length >= GatedPairs ? Math.Abs(share - figure) <= Errors * Math.Sqrt(error * error + theirs * theirs) : null));
        }
    }

    /// <summary>Fixed angles.</summary>
    public IEnumerable<ReplicationRow> AtAngles(GoodhartRlRun[][] pairs)
    {
        for (int i = 0; i < setUp.Theta.Count; i++)
        {
            double theta = setUp.Theta[i];
            string at = FixedAt(theta);
            var published = IsUsualFixed && Fixed.TryGetValue(theta, out var known) ? known : ((double Share, double Drop, double Last, double? Stop)?)null;
            GoodhartRlRun[] runs = [.. pairs.Select(pair => pair[i])];
            yield return Published("share of pairs whose J rises and then falls", at, published?.Share, runs, RoseAndFell, 0.016);
            yield return Published("mean NDH", at, published?.Drop, runs, run => run.Drop, 0.005);
            yield return Published("J of the first policy", at, null, runs, run => run.First, 0);
            yield return Published("J of the last policy", at, published?.Last, runs, run => run.Last, 0.006);
            foreach (ReplicationRow row in Stopped(at, runs, [.. runs.Select(run => new[] { run })], published?.Stop)) yield return row;
        }
        if (IsUsualFixed) foreach (ReplicationRow row in Orderings(pairs)) yield return row;
    }

    /// <summary>The paper's draw over many settings, by maximum entropy. Its figures are reported beside ours and are no gate: theirs rest on settings drawn otherwise.</summary>
    public IEnumerable<ReplicationRow> Survey(GoodhartRlRun[][] pairs)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"entropy, n {setUp.SurveyN.Min()}–{setUp.SurveyN.Max()}, {setUp.Survey.Count()} settings");
        GoodhartRlSetUp usual = new();
        bool published = IsUsualDraw && SetUpFields<GoodhartRlSetUp>.IsPublished(usual with { SurveyN = setUp.SurveyN, SurveyGamma = setUp.SurveyGamma, SurveySigma = setUp.SurveySigma });
        ReplicationRow Row(double threshold, double target) => Gate.Reported("share of runs whose J falls", string.Create(CultureInfo.InvariantCulture, $"{at}, NDH > {threshold:0.######}"), Over(pairs, run => run.Drop > threshold ? 1 : 0), Share) with { Target = published ? target : null };
        yield return Row(AnyDrop, 0.173);
        yield return Row(setUp.Threshold, 0.113);
        foreach (ReplicationRow row in Stopped(at, [.. pairs.SelectMany(pair => pair)], pairs, null)) yield return row;
    }

    /// <summary>Share and size of the fall, by angle.</summary>
    public IEnumerable<Plot> AnglePlots(GoodhartRlRun[][] pairs)
    {
        PlotLine Line(string name, Func<GoodhartRlRun, double> of) => new(name, [.. setUp.Theta.Select((theta, i) =>
        {
            ReplicationRow row = Gate.Reported("", "", [.. pairs.Select(pair => of(pair[i]))], Share);
            return new PlotPoint(theta, row.Result!.Value, row.Low, row.High);
        })]);
        yield return new("Falls are most common near a right angle; how far J falls only grows", "angle between truth and proxy, degrees", "share of pairs, and share of J's range",
            [Line("share that rises and then falls", RoseAndFell), Line("mean fall, NDH", run => run.Drop)]);
        yield return new("The rule that never lets J fall stops early, and earlier the wider the angle", "angle between truth and proxy, degrees", "mean J, 0 worst, 1 best",
            [Line("best on the path", run => run.Best), Line("at the end", run => run.Last), Line("where the rule stops", run => run.Stop), Line("at the start", run => run.First)]);
    }

    // The rule: what it never does, and its price.
    private static IEnumerable<ReplicationRow> Stopped(string at, GoodhartRlRun[] runs, GoodhartRlRun[][] pairs, double? target)
    {
        yield return Gate.Computed("falls of J before the rule stops", at, 0, runs.Sum(run => run.Violations)) with { N = runs.Length };
        yield return PublishedPer("J where the rule stops", at, target, Over(pairs, run => run.Stop), double.PositiveInfinity);
    }

    // The share peaks near 75° and falls; the loss only grows. Paired by the draw.
    private IEnumerable<ReplicationRow> Orderings(GoodhartRlRun[][] pairs)
    {
        int Of(double theta) => setUp.Theta.ToList().IndexOf(theta);
        ReplicationRow Row(string what, double more, double less, Func<GoodhartRlRun, double> of) => Gate.Ordering(what, string.Create(CultureInfo.InvariantCulture, $"{more}° minus {less}°"), [.. pairs.Select(pair => of(pair[Of(more)]) - of(pair[Of(less)]))], pairs.Length >= GatedPairs);
        foreach ((double more, double less) in ((double, double)[])[(45, 20), (75, 45), (75, 90), (90, 105), (105, 120)])
            if (Of(more) >= 0 && Of(less) >= 0) yield return Row("the share that rises and then falls peaks near 75°", more, less, RoseAndFell);
        for (int i = 1; i < setUp.Theta.Count; i++) yield return Row("the fall grows with the angle", setUp.Theta[i], setUp.Theta[i - 1], run => run.Drop);
    }

    private static ReplicationRow Published(string quantity, string at, double? target, GoodhartRlRun[] runs, Func<GoodhartRlRun, double> of, double most) => PublishedPer(quantity, at, target, [.. runs.Select(of)], most);

    // Only a bound on the published standard errors is known; they rest on 1,000 pairs, so that they follow from our spread.
    private static ReplicationRow PublishedPer(string quantity, string at, double? target, double[] samples, double most)
    {
        double mean = samples.Average(), spread = Math.Sqrt(samples.Sum(value => (value - mean) * (value - mean)) / (samples.Length - 1));
        return Simulated(quantity, at, target, samples, Math.Min(most, spread / Math.Sqrt(PublishedFixedPairs)));
    }

    // Falls are rare and skewed: in few pairs their spread says little.
    private static ReplicationRow Simulated(string quantity, string at, double? target, double[] samples, double standardError) =>
        Gate.Simulated(quantity, at, target, samples, standardError, Share) is var row && samples.Length < GatedPairs ? row with { Pass = null } : row;

    private static double[] Over(GoodhartRlRun[][] pairs, Func<GoodhartRlRun, double> of) => [.. pairs.Select(pair => pair.Average(of))];

    private double Fell(GoodhartRlRun run) => run.Drop > setUp.Threshold ? 1 : 0;

    private double RoseAndFell(GoodhartRlRun run) => run.Rise > setUp.Threshold && run.Drop > setUp.Threshold ? 1 : 0;

    private static string At(string policies, int n, double gamma) => string.Create(CultureInfo.InvariantCulture, $"{policies}, n={n}, gamma={gamma}");

    private string FixedAt(double theta) => string.Create(CultureInfo.InvariantCulture, $"theta={theta}, {At(setUp.Policies[0], setUp.N, setUp.Gamma[0])}");

    private bool IsUsualDraw => SetUpFields<GoodhartRlSetUp>.IsPublished(new() { N = setUp.N, Sigma = setUp.Sigma, T = setUp.T, Lambda = setUp.Lambda, Threshold = setUp.Threshold });

    private bool IsUsualFixed => setUp.Policies[0] == PolicyPath.Boltzmann && setUp.Gamma[0] == 0.9 && SetUpFields<GoodhartRlSetUp>.IsPublished(new() { N = setUp.N, Alpha = setUp.Alpha, Temperatures = setUp.Temperatures, Threshold = setUp.Threshold });
}
