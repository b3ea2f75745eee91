using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>The cells of replication 22, and how each is run.</summary>
internal static class InnerLearnersTrials
{
    /// <summary>Does a policy replay its reference episodes.</summary>
    public const string Replay = "replay";

    /// <summary>What does it return.</summary>
    public const string Return = "return";

    /// <summary>Where does it go in the four rooms.</summary>
    public const string Rooms = "four rooms";

    /// <summary>What does it do with the two arms.</summary>
    public const string Bandit = "bandit";

    /// <summary>What does it do in the maze.</summary>
    public const string Maze = "maze";

    /// <summary>Is nothing found in one that failed.</summary>
    public const string Failed = "failed";

    /// <summary>What do our instruments say.</summary>
    public const string Instruments = "instruments";

    /// <summary>The control that acts at random.</summary>
    public const string AtRandom = "random";

    /// <summary>The measure that holds what the authors logged last.</summary>
    public const string Published = "published return";

    /// <summary>The policies of the four rooms.</summary>
    public const string Es = "FourRooms-misc.es", Ppo = "FourRooms-misc.ppo";

    private const string BanditPolicy = "BernoulliBandit-misc.es", MazePolicy = "MetaMaze-misc.es";
    private const double Tolerance = 1e-5;

    /// <summary>All cells, in the order of the tables.</summary>
    public static IEnumerable<InnerLearnersCell> Design(InnerLearnersSetUp setUp) =>
    [
        .. GymnaxPolicy.Names.Select(name => new InnerLearnersCell(Replay, name, "")),
        .. GymnaxPolicy.Names.Select(name => new InnerLearnersCell(Return, name, "")),
        .. from subject in new[] { Es, Ppo, AtRandom } from condition in RoomQuestions.Conditions select new InnerLearnersCell(Rooms, subject, condition),
        .. BanditQuestions.Conditions(setUp).Select(condition => new InnerLearnersCell(Bandit, BanditPolicy, condition.Name)),
        .. MazeQuestions.Conditions.Select(condition => new InnerLearnersCell(Maze, MazePolicy, condition)),
        new(Maze, AtRandom, MazeQuestions.Conditions[0]),
        .. FailedQuestions.Names.Select(name => new InnerLearnersCell(Failed, name, "")),
        .. setUp.Audited ? InstrumentQuestions.Asked.Select(each => new InnerLearnersCell(Instruments, each.Subject, each.World)) : [],
    ];

    /// <summary>Runs one cell.</summary>
    public static InnerLearnersTrial Of(InnerLearnersSetUp setUp, InnerLearnersCell cell, Trial trial)
    {
        trial.Token.ThrowIfCancellationRequested();
        string folder = GymnaxData.Folder(setUp.Data);
        var seed = new Seed((ulong)setUp.Seed);
        Organism Organism(string name) => GymnaxOrganisms.Of(GymnaxPolicy.Read(folder, name));
        IAgent Agent() => cell.Subject == AtRandom ? new RandomAgent() : Organism(cell.Subject).Agent;
        IEnumerable<Measured> measures = cell.Question switch
        {
            Replay => Replayed(GymnaxPolicy.Read(folder, cell.Subject), ReferenceEpisode.Read(folder, cell.Subject)),
            Return => Returns(GymnaxPolicy.Read(folder, cell.Subject), setUp.Episodes, seed, trial.Token),
            Rooms => RoomQuestions.Of(Agent(), cell.Condition, setUp.RoomLives, seed, trial.Token),
            Bandit => BanditQuestions.Of(Agent(), BanditQuestions.Conditions(setUp).First(each => each.Name == cell.Condition), setUp.BanditLives, seed, trial.Token),
            Maze => MazeQuestions.Of(Agent(), cell.Condition, setUp.Again, setUp.MazeLives, seed, trial.Token),
            Failed => FailedQuestions.Of(GymnaxPolicy.Read(folder, cell.Subject), setUp.Episodes, seed, trial.Token),
            _ => [],
        };
        if (cell.Question == Return && GymnaxOrganisms.Names.Contains(cell.Subject)) trial.Keep("organism", () => Organism(cell.Subject));
        return new([.. measures], cell.Question == Instruments ? InstrumentQuestions.Of(cell.Condition, cell.Subject, Organism, seed, trial.Token) : null);
    }

    private static IEnumerable<Measured> Replayed(GymnaxPolicy policy, IReadOnlyList<ReferenceEpisode> episodes)
    {
        yield return Measured.Rate("reference episodes that replay", episodes.Select(episode => episode.FirstDifference(policy, policy.NewEnvironment(), Tolerance) is null));
        yield return Measured.Of("reference steps", [.. episodes.Select(episode => (double)episode.Length)]);
    }

    private static IEnumerable<Measured> Returns(GymnaxPolicy policy, int episodes, Seed seed, CancellationToken cancellationToken)
    {
        var returns = new double[episodes];
        GymnaxEnvironment environment = policy.NewEnvironment();
        for (int i = 0; i < episodes; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            returns[i] = PolicyReturns.Once(policy, environment, seed.For("return", i));
        }
        yield return Measured.Of("return", returns) with { IsRate = false };
        yield return new Measured(Published, policy.PublishedEpisodes, policy.Published, 0, false);
    }
}
