using System.Runtime.InteropServices;

namespace Mesascope.Statistics;

/// <summary>One side of the hedge: the bets that the mean lies higher, against every edge at once. The other side is this one, fed the negated differences.</summary>
internal sealed class BettingSide(int block)
{
    private const int MostFollowed = 8;

    private readonly List<double> _differences = [];
    private readonly List<Capital> _followed = [];

    /// <summary>Every difference so far, in order.</summary>
    public ReadOnlySpan<double> Differences => CollectionsMarshal.AsSpan(_differences);

    /// <summary>Settles one more pair.</summary>
    public void Add(double difference)
    {
        _differences.Add(difference);
        foreach (Capital capital in _followed) capital.Settle(difference);
    }

    /// <summary>The capital of the bets against "the mean is at most this edge". The first few edges asked for are followed from then on, so that asking again costs nothing.</summary>
    public Capital Against(double edge)
    {
        foreach (Capital known in _followed) if (known.Edge == edge) return known;
        Capital fresh = After(_differences.Count, edge);
        if (_followed.Count < MostFollowed) _followed.Add(fresh);
        return fresh;
    }

    /// <summary>The capital that bets against this edge have after so many pairs, or, where there is a limit, at the first of them at which it has reached that.</summary>
    public Capital After(int pairs, double edge, double? limit = null)
    {
        var capital = new Capital(edge, block);
        foreach (double difference in Differences[..pairs])
        {
            capital.Settle(difference);
            if (capital.Peak >= limit) break;
        }
        return capital;
    }
}
