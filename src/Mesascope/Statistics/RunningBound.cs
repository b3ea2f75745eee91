namespace Mesascope.Statistics;

/// <summary>The lower confidence bound that follows from one side's bets: every edge below it has at some time been ruled out (capital at least 2/alpha).</summary>
/// <remarks>
/// Capital falls as the edge rises, so what has been ruled out reaches from -1 up to one point. The bound stands on a grid of 10⁻⁴ and is the last
/// grid point ruled out: at most 10⁻⁴ outside the exact one, never inside. Only the next grid point is followed from look to look.
/// </remarks>
internal sealed class RunningBound(BettingSide side, double alpha)
{
    private const int Grid = 10_000;

    private readonly double _limit = 2 / alpha;
    private int _settled, _bound = -Grid;
    private Capital _next = side.After(0, Edge(1 - Grid));

    /// <summary>The highest grid point ruled out so far; -1 where none is.</summary>
    public double Value => Edge(_bound);

    /// <summary>Takes in all pairs that the side has settled since.</summary>
    public void CatchUp()
    {
        for (; _settled < side.Differences.Length; _settled++) _next.Settle(side.Differences[_settled]);
        if (_next.Peak >= _limit) Raise();
    }

    // Doubling steps while they are ruled out, then bisection.
    // No factor exceeds 1 at edge 1, so that point is never ruled out and the search ends there at the latest.
    private void Raise()
    {
        int ruledOut = _bound + 1, step = 1;
        Capital open = At(ruledOut + step);
        while (open.Peak >= _limit)
        {
            ruledOut += step;
            step = Math.Min(2 * step, Grid - ruledOut);
            open = At(ruledOut + step);
        }
        for (int width = step; width > 1;)
        {
            Capital middle = At(ruledOut + width / 2);
            if (middle.Peak >= _limit) (ruledOut, width) = (ruledOut + width / 2, width - width / 2);
            else (open, width) = (middle, width / 2);
        }
        (_bound, _next) = (ruledOut, open);
    }

    private Capital At(int point) => side.After(_settled, Edge(point), _limit);

    private static double Edge(int point) => (double)point / Grid;
}
