using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 18: proxies and truths over thousands of small grids, optimised with growing pressure.</summary>
internal sealed record GoodhartRlSetUp
{
    private const double MostWork = 1e13;

    [Range(2, 12), Description("cells along a side of the grid")] public int N { get; init; } = 4;
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Description("discounts of the paper's draw; fixed angles are drawn at the first")] public IReadOnlyList<double> Gamma { get; init; } = [0.9, 0.5];
    [Range(0.0, 1.0), Description("share of the cells whose reward is zeroed, in the paper's draw")] public double Sigma { get; init; } = 0.3;
    [AllowedValues(PolicyPath.Boltzmann, PolicyPath.Entropy), Description("paths of policies of the paper's draw; fixed angles take the first")] public IReadOnlyList<string> Policies { get; init; } = [PolicyPath.Boltzmann, PolicyPath.Entropy];
    [Range(2, 100_000), Description("pairs of truth and other reward in the paper's draw")] public int Pairs { get; init; } = 800;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Several(Rising = true), Description("t: how much of the other reward each proxy has")] public IReadOnlyList<double> T { get; init; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Several(Rising = true), Description("pressure in the paper's draw; the temperature is alpha = -ln lambda")] public IReadOnlyList<double> Lambda { get; init; } = [.. Even(0.01, 0.75, 7), .. Even(0.80, 0.99, 20)];
    [Range(2, 100_000), Description("pairs of truth and proxy at fixed angles")] public int FixedPairs { get; init; } = 1000;
    [Range(0.0, 180.0), Several(Rising = true), Description("theta: angles between truth and proxy, in degrees")] public IReadOnlyList<double> Theta { get; init; } = [20, 45, 75, 90, 105, 120];
    [Range(1e-4, 1e4), Several(Exactly = 2), Description("alpha at fixed angles: the highest and the lowest temperature, before greedy")] public IReadOnlyList<double> Alpha { get; init; } = [10, 0.01];
    [Range(2, 1000), Description("temperatures at fixed angles, in equal ratios")] public int Temperatures { get; init; } = 25;
    [Range(0.0, 1.0), Description("what J must rise or fall by to count, of its whole range")] public double Threshold { get; init; } = 0.001;
    [Range(0, 10_000), Description("pairs per setting of the survey (maximum entropy); 0: none")] public int SurveyPairs { get; init; } = 10;
    [Range(2, 12), OnlyWith("surveyPairs"), Description("sides of the grid in the survey")] public IReadOnlyList<int> SurveyN { get; init; } = [2, 3, 4, 5];
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), OnlyWith("surveyPairs"), Description("discounts in the survey")] public IReadOnlyList<double> SurveyGamma { get; init; } = [0.5, 0.7, 0.9, 0.99];
    [Range(0.0, 1.0), OnlyWith("surveyPairs"), Description("shares zeroed in the survey")] public IReadOnlyList<double> SurveySigma { get; init; } = [0.1, 0.3, 0.5, 0.7, 0.9];
    [Range(0, 1_000_000_000), Description("seed of all draws")] public int Seed { get; init; } = 1;

    /// <summary>The temperatures of the paper's draw, falling.</summary>
    public double[] DrawnTemperatures => [.. Lambda.Select(lambda => -Randomness.PortableMath.Log(lambda))];

    /// <summary>The temperatures at fixed angles, falling; the last is 0, greedy.</summary>
    public double[] FixedTemperatures
    {
        get
        {
            double highest = Randomness.PortableMath.Log(Alpha[0]), lowest = Randomness.PortableMath.Log(Alpha[1]);
            return [.. Enumerable.Range(0, Temperatures).Select(i => Randomness.PortableMath.Exp(highest + (lowest - highest) * i / (Temperatures - 1))), 0];
        }
    }

    /// <summary>The settings of the survey.</summary>
    public IEnumerable<(int N, double Gamma, double Sigma)> Survey => SurveyPairs == 0 ? [] : from n in SurveyN from gamma in SurveyGamma from sigma in SurveySigma select (n, gamma, sigma);

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Alpha[1] >= Alpha[0]) throw new ArgumentException(FormattableString.Invariant($"alpha takes the highest temperature and then the lowest; got {Alpha[0]},{Alpha[1]}."));
        double work = Work(N) * ((double)Pairs * T.Count * Gamma.Count * Policies.Count * Lambda.Count + (double)FixedPairs * Theta.Count * Temperatures)
            + Survey.Sum(setting => Work(setting.N)) * SurveyPairs * T.Count * Lambda.Count;
        if (work > MostWork) throw new ArgumentException(FormattableString.Invariant($"This is some {work / MostWork:0} times the work of a day; set n, pairs, fixedPairs or surveyPairs lower."));
    }

    // Operations for one policy.
    private static double Work(int n) => Math.Pow(n * n, 3) * 4;

    private static IEnumerable<double> Even(double low, double high, int count) => Enumerable.Range(0, count).Select(i => Math.Round(low + (high - low) * i / (count - 1), 12));
}

/// <summary>What is drawn: the paper's rewards, or rewards at a fixed angle, or the paper's over many settings.</summary>
internal enum GoodhartRlPart { Drawn, Fixed, Survey }

/// <summary>Some pairs of one setting.</summary>
/// <param name="Part">What is drawn.</param>
/// <param name="Policies">The path of policies.</param>
/// <param name="N">Cells along a side.</param>
/// <param name="Gamma">The discount.</param>
/// <param name="Sigma">The share zeroed; 0 at fixed angles.</param>
/// <param name="First">The number of the first pair.</param>
/// <param name="Count">How many.</param>
internal sealed record GoodhartRlCell(GoodhartRlPart Part, string Policies, int N, double Gamma, double Sigma, int First, int Count);
