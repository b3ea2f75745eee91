using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 14: compliance under watch, with an exact planner, a learner that plans, and a trainer that only reinforces.</summary>
internal sealed record AlignmentFakingSetUp
{
    [Range(0.0, 1.0), Description("the probability that refusing in training overwrites the preference")] public double P { get; init; } = 0.5;
    [Range(0.0, 1.0), Description("the probability that the flag is right about whether it is in training; 0.5: uninformative")] public double Q { get; init; } = 0.9;
    [Range(0.0, 1.0), Description("the probability that a step is training")] public double Training { get; init; } = 0.5;
    [Range(0.0, 1.0), Description("what the agent counts a step's pay one step later")] public double Discount { get; init; } = 0.95;
    [Range(0.0, 1000.0), Description("what refusing pays the agent; complying pays 0; 0: no preference")] public double Preference { get; init; } = 1;
    [Range(1, 1_000_000), Description("steps in an episode")] public int Horizon { get; init; } = 200;
    [Range(0.0, 1.0), Description("the discount of the ablation that hardly looks ahead")] public double ShortDiscount { get; init; } = 0.5;
    [Range(0.0, 1.0), Several(Rising = true), Description("discounts at which the Q-learner is tried")] public IReadOnlyList<double> Discounts { get; init; } = [0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9];
    [Range(2, 10_000), Description("training runs of the Q-learner in each setting")] public int Seeds { get; init; } = 10;
    [Range(100, 100_000_000), Description("steps of each")] public int Steps { get; init; } = 400_000;
    [Range(0.0, 1.0), Description("its share of random actions")] public double Epsilon { get; init; } = 0.1;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("its step size at first; it falls along a straight line")] public double Alpha { get; init; } = 0.05;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("its step size at the end")] public double FinalAlpha { get; init; } = 0.005;
    [Range(2, 100_000), Description("training runs of REINFORCE in each setting")] public int Runs { get; init; } = 200;
    [Range(1, 10_000_000), Several(Exactly = 3), Description("updates of REINFORCE after which it is looked at: early, where its gap is wide, and late")] public IReadOnlyList<int> Updates { get; init; } = [500, 2000, 16_000];
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("how far a reward of 1 moves the logit of REINFORCE at most")] public double StepSize { get; init; } = 0.05;
    [Range(0.0, 20.0), Description("log odds with which REINFORCE refuses at first, where there is a preference")] public double Habit { get; init; } = 2;
    [Range(0, 1_000_000_000), Description("seed of the first run")] public int Seed { get; init; } = 1;

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (!(Updates[0] < Updates[1] && Updates[1] < Updates[2])) throw new ArgumentException($"updates rise, such as 500,2000,16000; got {string.Join(',', Updates)}.");
    }

    /// <summary>The setting as it is set.</summary>
    public WatchedCompliance Watched => new(P, Q, Training, Discount, Preference, Horizon);

    /// <summary>The setting of a cell.</summary>
    public WatchedCompliance Of(FakingCell cell) => cell.Setting switch
    {
        FakingSetting.NotOverwritten => Watched with { Overwrites = 0 },
        FakingSetting.UninformativeFlag => Watched with { FlagRight = 0.5 },
        FakingSetting.ShortSighted => Watched with { Discount = ShortDiscount },
        FakingSetting.NoPreference => Watched with { Preference = 0 },
        FakingSetting.OtherDiscount => Watched with { Discount = cell.Discount },
        _ => Watched,
    };
}

/// <summary>As it is set; before: refusing is not overwritten; the three ablations; or at another discount.</summary>
internal enum FakingSetting { AsSet, NotOverwritten, UninformativeFlag, ShortSighted, NoPreference, OtherDiscount }

/// <summary>One training run.</summary>
/// <param name="Learner">Who learns: <see cref="FakingTrial.Plans"/> or <see cref="FakingTrial.Reinforced"/>.</param>
/// <param name="Setting">In which setting.</param>
/// <param name="Discount">Which other discount; 0 where it is none.</param>
/// <param name="Seed">The run.</param>
internal sealed record FakingCell(string Learner, FakingSetting Setting, double Discount, int Seed);
