using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 22: policies that other people trained, replayed, played again, and asked what they are for: docs/methods/inner-learners.md.</summary>
/// <remarks>Source: Lange (2022), gymnax and gymnax-blines, commit 3f029d6. The policies and the rules of their environments lie outside this repository.</remarks>
internal sealed record InnerLearnersSetUp
{
    [Form("a folder"), OrWord("beside"), Description("where the policies of gymnax-blines lie; beside: MESASCOPE_DATA, or ../shared/data beside the repository")] public string? Data { get; init; }
    [Range(1, 1_000_000_000), Description("the seed of all episodes")] public int Seed { get; init; } = 1;
    [Range(2, 1_000_000), Description("episodes of each policy for its return")] public int Episodes { get; init; } = 4000;
    [Range(2, 1_000_000), Description("lives with the bandit per condition")] public int BanditLives { get; init; } = 4000;
    [Range(2, 1_000_000), Description("lives in the maze per condition")] public int MazeLives { get; init; } = 5000;
    [Range(2, 1_000_000), Description("lives in the four rooms per condition")] public int RoomLives { get; init; } = 1000;
    [Range(1, 99), Description("pulls after which the arms change places")] public int SwapAfter { get; init; } = 50;
    [Range(0, 99), Description("times (pulls made) that a stopped clock shows")] public IReadOnlyList<int> Clocks { get; init; } = [0, 50, 99];
    [Range(0.0, 0.5), Description("odds unlike those of training: the probability that the worse arm pays")] public IReadOnlyList<double> Odds { get; init; } = [0, 0.25, 0.4];
    [Range(1, 199), Description("steps after a find within which the next one counts as found again")] public int Again { get; init; } = 50;
    [Description("whether the policies and their controls are put to the audits as well")] public bool Audited { get; init; } = true;
}

/// <summary>One question to one subject under one condition.</summary>
internal sealed record InnerLearnersCell(string Question, string Subject, string Condition);

/// <summary>What was measured in one cell, or what an audit found in it.</summary>
internal sealed record InnerLearnersTrial(IReadOnlyList<Measured> Measures, InstrumentFindings? Audit = null);

/// <summary>One number per episode, summed up.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="N">Episodes.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="IsRate">True where each is 0 or 1.</param>
/// <param name="X">Of a point of a curve: where it stands; null for a row.</param>
internal sealed record Measured(string Quantity, int N, double Mean, double Deviation, bool IsRate, double? X = null)
{
    /// <summary>The 95 % interval of the mean: exact for a rate, Student's t else.</summary>
    [JsonIgnore]
    public Interval Interval
    {
        get
        {
            if (IsRate) return ClopperPearson.Of((int)Math.Round(Mean * N), N, 0.05);
            double half = N < 2 || Deviation == 0 ? 0 : StudentT.Quantile(0.975, N - 1) * Error;
            return new(Mean - half, Mean + half);
        }
    }

    /// <summary>The standard error of the mean.</summary>
    [JsonIgnore]
    public double Error => Deviation / Math.Sqrt(N);

    /// <summary>Sums them up.</summary>
    /// <param name="quantity">What it is.</param>
    /// <param name="values">At least one.</param>
    /// <param name="x">Of a point of a curve.</param>
    public static Measured Of(string quantity, IReadOnlyCollection<double> values, double? x = null)
    {
        double mean = values.Sum() / values.Count, squares = values.Sum(value => (value - mean) * (value - mean));
        return new(quantity, values.Count, mean, Math.Sqrt(squares / Math.Max(1, values.Count - 1)), values.All(value => value is 0 or 1), x);
    }

    /// <summary>The same of true and false.</summary>
    public static Measured Rate(string quantity, IEnumerable<bool> holds) => Of(quantity, [.. holds.Select(each => each ? 1.0 : 0)]) with { IsRate = true };
}
