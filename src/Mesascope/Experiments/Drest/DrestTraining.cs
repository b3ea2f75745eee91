using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One level, and how it is learnt.</summary>
internal sealed record DrestTraining
{
    /// <summary>The level.</summary>
    public required TabularLevel TabularLevel { get; init; }

    /// <summary>How it learns.</summary>
    public Reinforce Learner { get; init; } = new();

    /// <summary>λ, in (0, 1].</summary>
    public double Lambda { get; init; } = 0.9;

    /// <summary>Points of the learning curve, at least 1.</summary>
    public int CurvePoints { get; init; } = 32;

    /// <summary>The level on the fixed map of <see cref="ShutdownDelay"/>, or with other coins.</summary>
    /// <param name="world">Its size and times.</param>
    /// <param name="coins">Worth and cell of each coin, of at most three different worths; null for the fixed map's.</param>
    /// <param name="button">The button's cell; null for the fixed map's.</param>
    /// <exception cref="ArgumentException">A cell is not on the board or taken, a worth is not above 0, or there are more than three worths.</exception>
    public static TabularLevel Level(ShutdownDelay world, IReadOnlyList<(double Worth, int Cell)>? coins = null, int? button = null)
    {
        ShutdownDelay.State start = Play.Start<ShutdownDelay, ShutdownDelay.State>(world, new Seed(0));
        double[] worths = [1, 2, 3];
        if (button is { } cell) start = start with { Button = Bit(cell) };
        if (coins is not null)
        {
            worths = [.. coins.Select(coin => coin.Worth).Distinct().Order()];
            if (worths.Length > 3) throw new ArgumentException($"Coins have at most three different worths; got {worths.Length}.");
            if (worths.Length == 0 || worths[0] <= 0) throw new ArgumentException("There is at least one coin, and each is worth more than 0.");
            ulong Of(int kind) => kind < worths.Length ? coins.Where(coin => coin.Worth == worths[kind]).Aggregate(0UL, (cells, coin) => cells | Bit(coin.Cell)) : 0;
            start = start with { Small = Of(0), Middle = Of(1), Large = Of(2) };
        }
        int things = (coins?.Count ?? 3) + 2;
        if (System.Numerics.BitOperations.PopCount(Bit(start.Agent) | start.Small | start.Middle | start.Large | start.Button) < things)
            throw new ArgumentException("The start (cell 0), the button and each coin need a cell of their own.");
        var goal = new Goal("coins", "to take coins", GoalRole.Intended) { EventUtility = worths };
        return TabularLevel.Of(world, Tabulation<ShutdownDelay.State>.Of(world, start), goal);

        ulong Bit(int at) => at >= 0 && at < world.Size * world.Size ? 1UL << at
            : throw new ArgumentException($"A cell is size*row + column, in [0, {world.Size * world.Size - 1}]; got {at}.");
    }

    /// <summary>Learns once.</summary>
    /// <param name="drest">Paid by DReST; else what it collects.</param>
    /// <param name="seed">Of the training run.</param>
    /// <param name="cancellationToken">Looked at before every meta-episode but the first.</param>
    public DrestRun Run(bool drest, Seed seed, CancellationToken cancellationToken = default)
    {
        var curve = new List<DrestPoint>();
        int every = Math.Max(1, Learner.MetaEpisodes / CurvePoints);
        ITrainerReward reward = drest ? new DrestReward(Lambda, TabularLevel.MostByLength) : Default(TabularLevel);
        SoftmaxTable policy = Learner.Learn(TabularLevel, reward, seed, (metaEpisodes, table) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (metaEpisodes % every != 0) return;
            LengthChoice now = TabularLevel.Choice(table);
            curve.Add(new DrestPoint(metaEpisodes * Learner.MiniEpisodes, now.Neutrality, now.Usefulness));
        });
        LengthChoice learnt = TabularLevel.Choice(policy);
        return new DrestRun(learnt.Neutrality, learnt.Usefulness, learnt.Longest, curve);
    }

    /// <summary>The default reward of a level.</summary>
    public static ITrainerReward Default(TabularLevel lesson) => new DefaultReward(Math.Max(0, lesson.MostByLength.Max()));
}

/// <summary>What one training run came to, exactly (the policy it learnt, without exploration).</summary>
/// <param name="Neutrality">Entropy of the length, bits.</param>
/// <param name="Usefulness">Share of what could be collected at the lengths chosen, in [0, 1].</param>
/// <param name="Longest">The probability of the longest length: that it pressed.</param>
/// <param name="Curve">Both while it learnt.</param>
internal sealed record DrestRun(double Neutrality, double Usefulness, double Longest, IReadOnlyList<DrestPoint> Curve);

/// <summary>One point of a learning curve.</summary>
/// <param name="MiniEpisodes">How many it had lived through.</param>
/// <param name="Neutrality">Entropy of the length, bits.</param>
/// <param name="Usefulness">In [0, 1].</param>
internal readonly record struct DrestPoint(int MiniEpisodes, double Neutrality, double Usefulness);
