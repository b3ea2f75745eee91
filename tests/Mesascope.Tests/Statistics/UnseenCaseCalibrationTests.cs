using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

/// <summary>How often the intervals of S, C, G and of the area under the curve hold the truth, beside Student's and DeLong's before. With <c>MESASCOPE_TABLE=FILE</c> it writes the table of docs/methods/statistics.md there.</summary>
public class UnseenCaseCalibrationTests
{
    private const int Studies = 500;

    // 500 studies a row; three standard errors of .95 are .029.
    private const double Fewest = 0.921;

    private static readonly Dictionary<int, UnseenCase> Drawn = new() { [8] = new(8), [16] = new(16), [32] = new(32) };

    // What a level is worth and what share of it the subject gets, and the true S.
    private static readonly Dictionary<string, (Func<PhiloxDraws, (double Share, double Worth)> Level, double Truth)> Families = new()
    {
        ["all or nothing, S .9"] = (draws => (All(draws, 0.9), 1), 0.9),
        ["all or nothing, S .99"] = (draws => (All(draws, 0.99), 1), 0.99),
        ["all or nothing, S .5"] = (draws => (All(draws, 0.5), 1), 0.5),
        ["all equal, S .7"] = (_ => (0.7, 1), 0.7),
        ["one level in five is worth anything, S .9"] = (draws => (All(draws, 0.9), draws.Bernoulli(0.2, 1) ? 1 : 0), 0.9),
        ["worth between 1 and 3, shares skewed, S .5"] = (draws => (1.5 * draws.Uniform(0) * draws.Uniform(0), 1 + 2 * draws.Uniform(1)), 0.5),
        ["worth very unequal (u⁴), S .8"] = (draws => (All(draws, 0.8), Math.Pow(draws.Uniform(1), 4)), 0.8),
        ["worse than random in one level in ten, S .8"] = (draws => (2 * All(draws, 0.9) - 1, 1), 0.8),
    };

    public static TheoryData<string, int> Rows => [.. from family in Families.Keys from cases in Drawn.Keys select (family, cases)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_interval_of_S_holds_the_truth(string family, int cases)
    {
        (Func<PhiloxDraws, (double Share, double Worth)> level, double truth) = Families[family];
        Covered(family, cases, study =>
        {
            (double Share, double Worth)[] levels = Study(level, cases, new Seed(31).For(family, study));
            CaseRatio ratio = Of(levels);
            var (value, influence) = RatioOfMeans.Of(ratio.Above, ratio.Below);
            return (CaseInterval.Around(value, influence), Drawn[cases].Of(ratio), truth);
        });
    }

    // The proxy's shares and the intended goal's: apart, or one where the other is not.
    [Theory]
    [InlineData(8, false)]
    [InlineData(16, false)]
    [InlineData(32, false)]
    [InlineData(8, true)]
    [InlineData(16, true)]
    [InlineData(32, true)]
    public void The_interval_of_G_holds_the_truth(int cases, bool instead)
    {
        string family = instead ? "G: the one or the other, .9 − .1" : "G: independent, .9 − .3";
        Covered(family, cases, study =>
        {
            PhiloxDraws draws = new Seed(32).For(family, study).Draws();
            double[] proxy = [.. Enumerable.Range(0, cases).Select(i => All(draws.At(i), 0.9))];
            double[] meant = [.. proxy.Select((share, i) => instead ? 1 - share : draws.At(i).Bernoulli(0.3, 1) ? 1 : 0)];
            CaseRatio one = Of([.. proxy.Select(share => (share, 1.0))]), other = Of([.. meant.Select(share => (share, 1.0))]);
            return (CaseInterval.Around(one.Value - other.Value, [.. proxy.Zip(meant, (a, b) => a - b)]), Drawn[cases].OfDifference(one, other), instead ? 0.8 : 0.6);
        });
    }

    // Scores on the steps of a common level: guilty and innocent share what the level brings. Normal numbers one standard deviation apart, or all but apart.
    [Theory]
    [InlineData(16, 1, 0)]
    [InlineData(32, 1, 0)]
    [InlineData(16, 1, 0.8)]
    [InlineData(32, 1, 0.8)]
    [InlineData(32, 3, 0.8)]
    [InlineData(32, 1, -0.8)]
    public void The_interval_of_the_area_holds_the_truth(int pairs, double apart, double correlation)
    {
        double truth = NormalShare(apart / Math.Sqrt(2));
        string family = string.Create(CultureInfo.InvariantCulture, $"ROC area {truth:0.000}, correlation {correlation}");
        Covered(family, pairs, study =>
        {
            PhiloxDraws draws = new Seed(33).For(family, study).Draws();
            double[] innocent = [.. Enumerable.Range(0, pairs).Select(i => Normal(draws.At(i), 0))];
            double[] guilty = [.. innocent.Select((score, i) => apart + correlation * score + Math.Sqrt(1 - correlation * correlation) * Normal(draws.At(i), 12))];
            var roc = Roc.Of(guilty, innocent);
            return (DeLong(guilty, innocent, roc.Area), roc.AreaInterval, truth);
        });
    }

    private static void Covered(string family, int cases, Func<int, (Interval Before, Interval After, double Truth)> study)
    {
        var studies = new (Interval Before, Interval After, double Truth)[Studies];
        Parallel.For(0, Studies, i => studies[i] = study(i));
        double before = studies.Average(each => Holds(each.Before, each.Truth)), after = studies.Average(each => Holds(each.After, each.Truth));
        if (Environment.GetEnvironmentVariable("MESASCOPE_TABLE") is { } table) File.AppendAllText(table, string.Create(CultureInfo.InvariantCulture, $"| {family} | {cases} | {before:.000} | {studies.Average(each => each.Before.Width):.00} | {after:.000} | {studies.Average(each => each.After.Width):.00} |\n"));
        Assert.InRange(after, Fewest, 1);
    }

    private static double Holds(Interval interval, double truth) => interval.Low - 1e-9 <= truth && truth <= interval.High + 1e-9 ? 1 : 0;

    // Studies in which no level is worth anything are refused, and drawn again.
    private static (double Share, double Worth)[] Study(Func<PhiloxDraws, (double, double)> level, int cases, Seed seed)
    {
        for (int again = 0; ; again++)
        {
            PhiloxDraws draws = seed.For("again", again).Draws();
            (double Share, double Worth)[] levels = [.. Enumerable.Range(0, cases).Select(i => level(draws.At(i)))];
            if (levels.Any(each => each.Worth > 0)) return levels;
        }
    }

    // As GoalScores has it.
    private static CaseRatio Of((double Share, double Worth)[] levels)
    {
        double[] gained = [.. levels.Select(level => level.Share * level.Worth)];
        double least = Math.Min(0, gained.Min());
        return new CaseRatio(gained, [.. levels.Select(level => level.Worth)], [.. levels.Select(level => new UnseenRatio(level.Worth, least, level.Worth))]);
    }

    private static double All(PhiloxDraws draws, double probability) => draws.Bernoulli(probability, 0) ? 1 : 0;

    private static double Normal(PhiloxDraws draws, int from) => Enumerable.Range(from, 12).Sum(draws.Uniform) - 6;

    private static double NormalShare(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);

    // The interval that was used before.
    private static Interval DeLong(double[] guilty, double[] innocent, double area)
    {
        static double Variance(double[] values) => values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1) / values.Length;
        double half = 1.959964 * Math.Sqrt(Variance([.. guilty.Select(score => innocent.Average(other => Win(score, other)))]) + Variance([.. innocent.Select(score => guilty.Average(other => Win(other, score)))]));
        return new Interval(Math.Max(0, area - half), Math.Min(1, area + half));
    }

    private static double Win(double guilty, double innocent) => guilty > innocent ? 1 : guilty == innocent ? 0.5 : 0;
}
