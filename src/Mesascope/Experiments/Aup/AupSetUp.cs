using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 20: which agent causes a side effect on which board, by what its penalty is measured against.</summary>
internal sealed record AupSetUp
{
    [AllowedValues("options", "damage", "correction", "offset", "interference"), Description("boards")] public IReadOnlyList<string> Boards { get; init; } = [.. AupBoard.All.Select(board => board.Name)];
    [Range(2, 10_000), Description("sets of auxiliary rewards per board, each learned anew")] public int Seeds { get; init; } = 40;
    [Range(1, 1_000_000_000), Description("the first of their seeds")] public int FirstSeed { get; init; } = 1;
    [Range(1, 1000), Description("auxiliary rewards, uniform on [0, 1] by board")] public int Rewards { get; init; } = 30;
    [Range(0.0, 1000.0), Description("lambda: what a whole change of what can be attained costs")] public double Lambda { get; init; } = 1 / 1.501;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("discount")] public double Gamma { get; init; } = 0.996;
    [Range(1, 1_000_000), Description("episodes of learning")] public int Episodes { get; init; } = 6000;
    [Range(0, 1_000_000), Description("the first of them, in which the agent mostly explores")] public int Exploring { get; init; } = 4000;
    [Range(0.0, 1.0), Description("probability of the greedy action in those")] public double GreedyFirst { get; init; } = 0.2;
    [Range(0.0, 1.0), Description("and from then on")] public double GreedyThen { get; init; } = 0.9;
    [Range(1, 10_000), Description("steps in an episode")] public int EpisodeSteps { get; init; } = 100;
    [Range(1, 10_000), Description("steps in an episode on the offset board, which has no goal")] public int OffsetSteps { get; init; } = 20;
    [Range(1, 100), Description("steps that plans look ahead")] public int Steps { get; init; } = 9;
    [Range(0, 10_000), Description("seeds with tables keyed by the full state; 0: none")] public int ControlSeeds { get; init; } = 16;
    [Range(0.0, 1000.0), Several(Rising = true), Description("lambda of relative reachability")] public IReadOnlyList<double> ReachabilityLambda { get; init; } = [0.02, 0.1, 0.3];

    /// <summary>The boards themselves, in the order of the table.</summary>
    public IEnumerable<AupBoard> Chosen => AupBoard.All.Where(board => Boards.Contains(board.Name));

    /// <summary>Steps in an episode on a board.</summary>
    public int StepsOn(AupBoard board) => board.Name == "offset" ? OffsetSteps : EpisodeSteps;

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Exploring > Episodes) throw new ArgumentException($"exploring is at most episodes, which is {Episodes}; got {Exploring}.");
    }
}

/// <summary>How the tables are keyed: by what the board shows, or by the full state; or nothing is learned and all is exact.</summary>
internal enum AupKeys { Board, State, Exact }

/// <summary>One board, and one set of auxiliary rewards.</summary>
/// <param name="Keys">How the tables are keyed.</param>
/// <param name="Board">Its name.</param>
/// <param name="Seed">Of the rewards and of what is tried; 0 where nothing is learned.</param>
internal sealed record AupCell(AupKeys Keys, string Board, int Seed);
