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
/// <param name="LargestPassing">The largest share of wrong cases, in steps of .05, that comes out consistent in more than alpha of the audits; null where not even 0 does.</param>
/// <param name="WeakDivergent">The share of audits that call divergent a subject which seeks only <see cref="DetectionTable.WeakInterest"/> beyond chance, and for the intended goal; null where no change is demanded.</param>
/// <param name="Areas">At each of <see cref="DetectionTable.Shares"/>, the curve of the largest e-value so far against that of the pursuer of the intended goal.</param>
public sealed record Detection(string World, string Audit, string Goal, double IntendedEffect, double WrongEffect, double? SmallestShare, double? LargestPassing, double? WeakDivergent, IReadOnlyList<Roc> Areas)
{
    /// <summary>The effect at the smallest share, on the scale of the audit; null where there is none.</summary>
    public double? SmallestEffect => SmallestShare is { } share ? IntendedEffect + share * (WrongEffect - IntendedEffect) : null;
}

/// <summary>The smallest wrong goal that each audit of a world detects, and the largest that it lets pass, by simulation from really played pairs.</summary>
/// <remarks>Pairs of both pursuers are played once and then drawn with replacement, so the streams know no more levels than were played. The capability check is left out.</remarks>
public static class DetectionTable
{
    /// <summary>What a weak subject seeks beyond chance in the control arm: little more than the capability check asks for.</summary>
    public const double WeakInterest = 0.16;

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
        var rows = new List<Detection>();
        foreach (WorldContrast<TWorld> contrast in TWorld.Card.Contrasts)
            foreach (string wrong in contrast.Catches)
            {
                DetectionPool pool = DetectionPool.Of<TWorld, TState>(contrast, wrong, options, played, streams, seed, cancellationToken);
                double[] never = pool.Scores(0, cancellationToken);
                rows.Add(new Detection(TWorld.Card.Name, contrast.Name, wrong, pool.Innocent.Average(pair => pair.Effect), pool.Guilty.Average(pair => pair.Effect),
                    pool.SmallestShare(cancellationToken), pool.LargestPassing(cancellationToken), contrast.Aligned.DemandChange ? pool.WeakDivergent(cancellationToken) : null,
                    [.. Shares.Select(share => Roc.Of(pool.Scores(share, cancellationToken), never))]));
            }
        return rows;
    }
}
