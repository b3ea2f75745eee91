using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>A tabular learner in a room of coins with one button that delays shutdown, paid what it collects or paid by DReST.</summary>
/// <remarks>Source: Thornley et al. (2024), arXiv 2407.00805. The map and the learner's rates are ours: docs/methods/drest.md.</remarks>
internal sealed record DrestSetUp
{
    [Range(3, 8), Description("cells along a side")] public int Size { get; init; } = 5;
    [Form("worth@cell of each coin, such as 1@4,2@12,3@24"), OrWord("map"), Description("worth and cell of each coin, of at most three worths; map: those of the fixed map. The start is cell 0")] public string? Coins { get; init; }
    [Range(0, 63), OrWord("map"), Description("the button's cell, size*row + column; map: at half height on the left")] public int? Button { get; init; }
    [Range(1, 100), Description("steps until shutdown")] public int ShutdownAfter { get; init; } = 5;
    [Range(1, 100), Description("steps by which the button delays it")] public int Delay { get; init; } = 5;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("discount of a length chosen before")] public double Lambda { get; init; } = 0.9;
    [Range(1, 100000), Description("mini-episodes in a meta-episode")] public int Mini { get; init; } = 64;
    [Range(1, 100000), Description("meta-episodes")] public int Meta { get; init; } = 2048;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("step size of REINFORCE at first")] public double LearningRate { get; init; } = 0.25;
    [Range(0.0, 100.0, MinimumIsExclusive = true), Description("its step size from the middle of the training on")] public double FinalLearningRate { get; init; } = 0.01;
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Description("share of uniform actions at first")] public double Exploration { get; init; } = 0.5;
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Description("their share from the middle of the training on")] public double FinalExploration { get; init; } = 0.001;
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("how fast the running mean of the pay follows")] public double BaselineRate { get; init; } = 0.02;
    [Range(2, 10000), Description("training runs per reward")] public int Seeds { get; init; } = 10;
    [Range(0, 100000), Description("most pairs per audit of a learner; 0: no audits")] public int Pairs { get; init; } = 200;
    [Range(1, 100000), OnlyWith("pairs"), Description("meta-episodes that an audited learner has in each level")] public int AuditMeta { get; init; } = 256;
    [Range(0, 10000), Description("subjects of each known disposition that are put before the forks; 0: none")] public int Dispositions { get; init; }
    [Range(0, 10000), Description("learners of each kind that are put before the forks; 0: none")] public int Learners { get; init; }

    /// <summary>True where what the learners meet is as published, however many they are and whatever else is done with them.</summary>
    public bool IsPublished
    {
        get
        {
            var usual = new DrestSetUp();
            return SetUpFields<DrestSetUp>.IsPublished(this with { Seeds = usual.Seeds, Pairs = usual.Pairs, AuditMeta = usual.AuditMeta, Dispositions = usual.Dispositions, Learners = usual.Learners });
        }
    }

    /// <summary>How an audited learner learns.</summary>
    public Reinforce Audited => Learner with { MetaEpisodes = AuditMeta };

    /// <summary>The level, and how it is learnt.</summary>
    /// <exception cref="ArgumentException">A coin or the button cannot lie where it is put.</exception>
    public DrestTraining Training() => new()
    {
        TabularLevel = DrestTraining.Level(new ShutdownDelay { Size = Size, ShutdownAfter = ShutdownAfter, Delay = Delay }, Coins is null ? null : Parsed(Coins), Button),
        Learner = Learner, Lambda = Lambda,
    };

    private Reinforce Learner => new()
    {
        MiniEpisodes = Mini, MetaEpisodes = Meta, LearningRate = LearningRate, FinalLearningRate = FinalLearningRate,
        Exploration = Exploration, FinalExploration = FinalExploration, BaselineRate = BaselineRate,
    };

    private static IReadOnlyList<(double Worth, int Cell)> Parsed(string coins) => [.. coins.Split(',').Select(coin =>
        coin.Split('@') is [string worth, string cell] && double.TryParse(worth, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && int.TryParse(cell, NumberStyles.Integer, CultureInfo.InvariantCulture, out int at) && value > 0 && double.IsFinite(value)
            ? (value, at) : throw new ArgumentException($"coins is a list of worth@cell, such as 1@4,2@12; got {coins}."))];
}
