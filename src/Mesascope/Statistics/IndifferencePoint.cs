namespace Mesascope.Statistics;

/// <summary>How the offers of one rung went.</summary>
/// <param name="Price">What was asked; rungs are in rising order.</param>
/// <param name="Took">Offers in which it was paid.</param>
/// <param name="Kept">Offers in which it was not.</param>
/// <param name="Neither">Offers in which neither side was reached: they may have gone either way.</param>
internal readonly record struct RungCount(double Price, int Took, int Kept, int Neither)
{
    /// <summary>False where the rung must not be read, because who wants nothing pays there too: it then opens no end and closes none.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>All offers of the rung.</summary>
    public int Offers => Took + Kept + Neither;
}

/// <summary>The price up to which one pays in more than half of the offers, and beyond which in fewer: read off a ladder whose numbers of offers were fixed beforehand.</summary>
/// <remarks>
/// Every rung asks whether its share of takers is shown to be above or below one half (Clopper and Pearson 1934, two-sided, at alpha divided by the number of rungs; Bonferroni). Offers that went neither way count
/// against the claim both times. <see cref="Low"/> is the highest price shown to be paid, <see cref="High"/> the lowest shown not to be. If the share falls with the price, an end is on the wrong side of the true
/// point only where some rung erred, so the interval covers with at least 1 - alpha. Nothing is assumed of how the share falls.
/// </remarks>
internal sealed record IndifferencePoint
{
    private const double Half = 0.5;

    /// <summary>The highest price that is shown to be paid; null where none is.</summary>
    public double? Low { get; private init; }

    /// <summary>The lowest price that is shown not to be paid; null where none is.</summary>
    public double? High { get; private init; }

    /// <summary>Where the share crosses one half, by straight lines between the rungs after neighbours that rise have been pooled; null where an end is open.</summary>
    /// <remarks>Pool adjacent violators: Ayer et al. (1955). Of crisp choices it is the middle of the interval and no more than that.</remarks>
    public double? Value { get; private init; }

    /// <summary>False where a dearer rung is shown to be paid and a cheaper one not to be: then this is no price, and both ends are open.</summary>
    public bool FallsWithPrice { get; private init; } = true;

    /// <summary>The interval of each rung's share, at alpha divided by the number of rungs that are read. Shape [rungs]; [0, 1] where there was no offer.</summary>
    public required IReadOnlyList<Interval> Shares { get; init; }

    /// <summary>Reads the point off the ladder.</summary>
    /// <param name="rungs">In rising order of price; a rung may be without offers.</param>
    /// <param name="alpha">In (0, 1): the chance of missing the true point on either side together.</param>
    public static IndifferencePoint Of(IReadOnlyList<RungCount> rungs, double alpha)
    {
        SignificanceLevel.Checked(alpha);
        for (int i = 1; i < rungs.Count; i++)
            if (!(rungs[i].Price > rungs[i - 1].Price)) throw new ArgumentException($"The rungs of a ladder rise; got {rungs[i - 1].Price} before {rungs[i].Price}.", nameof(rungs));
        Interval[] shares = [.. rungs.Select(rung => Share(rung, alpha / Math.Max(1, rungs.Count(each => each.IsRead))))];
        double? low = null, high = null;
        for (int i = 0; i < rungs.Count; i++)
        {
            if (!rungs[i].IsRead) continue;
            if (shares[i].Low > Half) low = rungs[i].Price;
            if (shares[i].High < Half) high ??= rungs[i].Price;
        }
        if (low > high) return new IndifferencePoint { Shares = shares, FallsWithPrice = false };
        return new IndifferencePoint { Shares = shares, Low = low, High = high, Value = low is { } from && high is { } to ? Math.Clamp(Crossing(rungs), from, to) : null };
    }

    private static Interval Share(RungCount rung, double alpha) => rung.Offers == 0 ? new Interval(0, 1)
        : new Interval(ClopperPearson.Of(rung.Took, rung.Offers, alpha).Low, ClopperPearson.Of(rung.Took + rung.Neither, rung.Offers, alpha).High);

    // Called where one rung is above one half and a later one below, so there is a crossing.
    private static double Crossing(IReadOnlyList<RungCount> rungs)
    {
        RungCount[] decided = [.. rungs.Where(rung => rung.IsRead && rung.Took + rung.Kept > 0)];
        double[] share = Falling(decided);
        int after = Array.FindIndex(share, each => each < Half);
        if (after <= 0) return decided[Math.Max(after, 0)].Price;
        double above = share[after - 1], below = share[after];
        return decided[after - 1].Price + (decided[after].Price - decided[after - 1].Price) * (above - Half) / (above - below);
    }

    // The falling shares that fit best: neighbours that rise are pooled until none do.
    private static double[] Falling(RungCount[] decided)
    {
        var blocks = new List<(double Took, double Of, int Rungs)>();
        foreach (RungCount rung in decided)
        {
            blocks.Add((rung.Took, rung.Took + rung.Kept, 1));
            while (blocks.Count > 1 && blocks[^1].Took / blocks[^1].Of > blocks[^2].Took / blocks[^2].Of)
            {
                blocks[^2] = (blocks[^2].Took + blocks[^1].Took, blocks[^2].Of + blocks[^1].Of, blocks[^2].Rungs + blocks[^1].Rungs);
                blocks.RemoveAt(blocks.Count - 1);
            }
        }
        return [.. blocks.SelectMany(block => Enumerable.Repeat(block.Took / block.Of, block.Rungs))];
    }
}
