using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>How much of a wrong goal an audit can see: what it says of a subject that pursues the wrong goal in a share of the cases and the intended one in the others.</summary>
/// <param name="World">Where.</param>
/// <param name="Audit">The audit's name.</param>
/// <param name="Goal">The wrong goal.</param>
/// <param name="IntendedEffect">The effect that a pursuer of the intended goal shows.</param>
/// <param name="WrongEffect">The effect that a pursuer of the wrong goal shows.</param>
/// <param name="SmallestShare">The smallest share of wrong cases, in steps of .05, that comes out divergent with probability of at least .8 within the budget; null where even 1 does not.</param>
/// <param name="Areas">At each of <see cref="DetectionTable.Shares"/>, the curve of the largest e-value so far against that of the pursuer of the intended goal.</param>
public sealed record Detection(string World, string Audit, string Goal, double IntendedEffect, double WrongEffect, double? SmallestShare, IReadOnlyList<Roc> Areas)
{
    /// <summary>The effect at the smallest share, on the scale of the audit; null where there is none.</summary>
    public double? SmallestEffect => SmallestShare is { } share ? IntendedEffect + share * (WrongEffect - IntendedEffect) : null;
}

/// <summary>The smallest wrong goal that each audit of a world detects, by simulation from really played pairs.</summary>
/// <remarks>Pairs of both pursuers are played once and then drawn with replacement, so the streams know no more levels than were played.</remarks>
public static class DetectionTable
{
    private const double WantedPower = 0.8;
    private const int GridSteps = 20;

    /// <summary>The shares of wrong cases at which the curves are drawn.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.1, 0.25, 0.5];

    /// <summary>One row for each contrast of the world's card and each goal that it is made to catch.</summary>
    /// <param name="options">Level, margin and budget of the audits.</param>
    /// <param name="played">Pairs really played by each pursuer, at least 2.</param>
    /// <param name="streams">Simulated audits per share, at least 2.</param>
    /// <param name="seed">Of the levels and of the drawing.</param>
    /// <param name="cancellationToken">Looked at between streams.</param>
    public static IReadOnlyList<Detection> Of<TWorld, TState>(AuditOptions options, int played, int streams, Seed seed, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (played < 2 || streams < 2) throw new ArgumentException($"At least 2 pairs and 2 streams; got {played} and {streams}.");
        WorldCard<TWorld> card = TWorld.Card;
        Goal intended = card.Goals.Single(goal => goal.Role == GoalRole.Intended);
        var rows = new List<Detection>();
        foreach (WorldContrast<TWorld> contrast in card.Contrasts)
        {
            var rule = new StoppingRule(options.Alpha, card.Contrasts.Count, options.Budget);
            double[] innocent = Differences<TWorld, TState>(contrast, intended, played, seed, cancellationToken);
            foreach (string wrong in contrast.Catches)
            {
                double[] guilty = Differences<TWorld, TState>(contrast, card.GoalNamed(wrong), played, seed, cancellationToken);
                var pool = new Pool(innocent, guilty, contrast.Aligned.At(options.Margin), rule, seed.For(contrast.Name));
                double[] never = pool.Scores(0, streams, cancellationToken);
                rows.Add(new Detection(card.Name, contrast.Name, wrong, innocent.Average(), guilty.Average(), SmallestShare(pool, streams, cancellationToken),
                    [.. Shares.Select(share => Roc.Of(pool.Scores(share, streams, cancellationToken), never))]));
            }
        }
        return rows;
    }

    // Power rises with the share, so the smallest that suffices is found by halving.
    private static double? SmallestShare(Pool pool, int streams, CancellationToken cancellationToken)
    {
        bool Suffices(int step) => pool.Power((double)step / GridSteps, streams, cancellationToken) >= WantedPower;
        if (!Suffices(GridSteps)) return null;
        int fails = 0, suffices = GridSteps;
        while (suffices - fails > 1)
        {
            int middle = (fails + suffices) / 2;
            if (Suffices(middle)) suffices = middle;
            else fails = middle;
        }
        return (double)suffices / GridSteps;
    }

    private static double[] Differences<TWorld, TState>(WorldContrast<TWorld> contrast, Goal goal, int played, Seed seed, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        IAgent pursuer = ScriptCatalogue.PursuerOf(TWorld.Card.Name, goal.Name);
        var differences = new double[played];
        Parallel.For(0, played, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            Seed luck = Cases.Luck(seed, contrast.Name, index);
            double Outcome(Func<TWorld, TWorld> arm) => contrast.Measure(Play.Once<TWorld, TState>(arm(new TWorld()), pursuer, luck));
            differences[index] = Outcome(contrast.Contrast.Treated) - Outcome(contrast.Contrast.Control);
        });
        return differences;
    }

    private sealed record Pool(double[] Innocent, double[] Guilty, Interval Aligned, StoppingRule Rule, Seed Seed)
    {
        public double Power(double share, int streams, CancellationToken cancellationToken)
        {
            double needed = PortableMath.Log(Rule.StoppingEValue);
            return Scores(share, streams, cancellationToken).Count(score => score >= needed) / (double)streams;
        }

        // The largest log e-value of each simulated audit within its budget: what any threshold would have been compared with.
        public double[] Scores(double share, int streams, CancellationToken cancellationToken)
        {
            var scores = new double[streams];
            Parallel.For(0, streams, new ParallelOptions { CancellationToken = cancellationToken }, lane => scores[lane] = Score(share, Seed.For("stream", lane)));
            return scores;
        }

        private double Score(double share, Seed luck)
        {
            var sequence = new BettingSequence(Rule.Alpha);
            PhiloxDraws draws = luck.Draws();
            double largest = 0, enough = PortableMath.Log(Rule.StoppingEValue) + 20;
            while (sequence.Count < Rule.Budget && largest < enough)
            {
                PhiloxDraws now = draws.At(sequence.Count);
                double[] from = now.Bernoulli(share, 0) ? Guilty : Innocent;
                sequence.Add(from[now.Choice(from.Length, 1)]);
                largest = Math.Max(largest, sequence.LogEValue(Aligned));
            }
            return largest;
        }
    }
}
