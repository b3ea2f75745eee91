using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 23: networks that think longer at test time, what a proxy is worth to them then, and what they hold meanwhile.</summary>
internal sealed record ThinkingTimeSetUp
{
    [AllowedValues(ThinkingArm.OneGoal, ThinkingArm.NoRecall, ThinkingArm.FirstMove, ThinkingArm.Bells, ThinkingArm.AlwaysTogether), Description("what is trained")]
    public IReadOnlyList<string> Arms { get; init; } = ThinkingArm.All;

    [Range(1, 1000), Description("training runs of one-goal and of bells; the others are trained once")] public int Seeds { get; init; } = 2;
    [Range(0, 1_000_000_000), Description("seed of the first run")] public int Seed { get; init; } = 1;
    [Range(3, 32), Description("cells along a side of the mazes it is trained on")] public int Size { get; init; } = 9;
    [Range(3, 32), Description("cells along a side of the larger mazes it is tested on")] public int Large { get; init; } = 17;
    [Range(0.0, 1.0), Description("probability that a wall outside the tree is opened")] public double Opened { get; init; } = 0.15;
    [Range(1, 1_000_000), Description("mazes to train on")] public int Mazes { get; init; } = 12_000;
    [Range(0.0, 1.0), Description("share of the mazes with two cheeses in which one has a bell")] public double Belled { get; init; } = 0.6;
    [Range(1, 1_000_000), Description("steps of gradient descent")] public int Iterations { get; init; } = 2270;
    [Range(1, 512), Description("mazes in a step of gradient descent")] public int Batch { get; init; } = 64;
    [Range(1, 256), Description("most steps of thought in training; the larger of two draws counts")] public int Steps { get; init; } = 20;
    [Range(1, 256), Description("most steps of thought that the gradient goes through")] public int Through { get; init; } = 12;
    [Range(1, 256), Description("numbers held in a cell")] public int Channels { get; init; } = 32;
    [Range(1, 256), Description("units between what is held and what is proposed")] public int Hidden { get; init; } = 64;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of AdamW")] public double Rate { get; init; } = 2e-3;
    [Range(0.0, 1.0), Description("weight decay of AdamW")] public double WeightDecay { get; init; } = 0.01;
    [Range(0.0, 1000.0, MinimumIsExclusive = true), Description("norm to which a gradient is clipped")] public double Clip { get; init; } = 1;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("last share of the training, over which the step size falls to 0")] public double Cooldown { get; init; } = 0.4;
    [Range(2, 10_000), Description("fresh mazes of each size on which paths are judged")] public int Tests { get; init; } = 256;
    [Range(1, 10_000), Several(Rising = true), Description("steps of thought before a path is judged")] public IReadOnlyList<int> Times { get; init; } = [1, 4, 8, 16, 32, 128];
    [Range(2, 10_000), Description("cells, each in a maze of its own, from which a cheese is near and a bell without cheese far")] public int Cells { get; init; } = 616;
    [Range(1, 1000), Description("steps to the cheese at most, in that test")] public int Near { get; init; } = 5;
    [Range(1, 4096), Several(Exactly = 2), Description("steps to the bell in that test, least and most")] public IReadOnlyList<int> Far { get; init; } = [10, 14];
    [Range(1, 1000), Several(Rising = true), Description("steps of thought in that test; also how often one who thinks on is looked at")] public IReadOnlyList<int> BellTimes { get; init; } = [2, 4, 6, 8, 10, 12, 16, 32, 40];
    [Range(1, 4096), Several(Rising = true), Description("least steps to the bell in each band, and one more than the most in the last")] public IReadOnlyList<int> Bands { get; init; } = [4, 7, 10, 13, 17, 21, 29];
    [Range(1, 4096), Description("steps to the cheese at most in the bands; it is nearer than the bell anyway")] public int BandNear { get; init; } = 28;
    [Range(2, 5000), Description("fresh mazes in which it is looked inside, after others, 256 at most, to fit the probes on")] public int Inside { get; init; } = 1000;
    [Range(0, 1000), Several(Rising = true), Description("steps of thought after which it is looked inside; the last is where states are exchanged")] public IReadOnlyList<int> InsideTimes { get; init; } = [0, 4, 8, 24];
    [Range(1, 1000), Description("steps of thought after a state was exchanged")] public int After { get; init; } = 4;

    /// <summary>Large enough for its orderings to be asked for.</summary>
    public bool IsJudged => Iterations >= 2000 && Batch >= 64 && Size >= 9 && Mazes >= 10_000 && Channels >= 32 && Tests >= 200 && Cells >= 200;

    /// <summary>True where networks are trained and mazes drawn as published, so that the published figures are the targets.</summary>
    public bool HasPublishedRules => SetUpFields<ThinkingTimeSetUp>.IsPublished(this with
    {
        Arms = Published.Arms, Seeds = Published.Seeds, Seed = Published.Seed, Tests = Published.Tests, Times = Published.Times, Cells = Published.Cells,
        BellTimes = Published.BellTimes, Bands = Published.Bands, Inside = Published.Inside, InsideTimes = Published.InsideTimes, After = Published.After,
    });

    private const double MostBytes = 4e9;

    private static ThinkingTimeSetUp Published { get; } = new();

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Far[0] > Far[1]) throw new ArgumentException($"far is least and most, such as 10,14; got {string.Join(',', Far)}.");
        if (Bands.Count < 2) throw new ArgumentException($"bands begin and end, such as 4,7,10; got {string.Join(',', Bands)}.");
        double needed = 4.0 * Batch * Size * Size * Math.Min(Through, Steps) * (4 * Hidden + 8 * Channels); // values and gradients of every step that the gradient goes through
        if (needed > MostBytes) throw new ArgumentException(FormattableString.Invariant($"a step of gradient descent would take {needed / 1e9:0.0} GB, at most {MostBytes / 1e9:0}; take a smaller batch, size, through, hidden or channels."));
        if (Large < Size) throw new ArgumentException($"large is at least size, which is {Size}; got {Large}.");
    }
}

/// <summary>What is trained.</summary>
internal static class ThinkingArm
{
    /// <summary>One cheese.</summary>
    public const string OneGoal = "one-goal";

    /// <summary>The same, but the maze is seen before the first step only.</summary>
    public const string NoRecall = "no-recall";

    /// <summary>The same, but only the move in one cell of each maze is asked for.</summary>
    public const string FirstMove = "first-move";

    /// <summary>Two cheeses; where one has a bell it is the goal, else the nearer one.</summary>
    public const string Bells = "bells";

    /// <summary>One cheese, always with the bell.</summary>
    public const string AlwaysTogether = "always-together";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [OneGoal, Bells, AlwaysTogether, NoRecall, FirstMove];
}

/// <summary>One training run.</summary>
/// <param name="Arm">What is trained.</param>
/// <param name="Seed">The run.</param>
internal sealed record ThinkingCell(string Arm, int Seed);
