using System.Runtime.InteropServices;
using Mesascope.Randomness;

namespace Mesascope.Statistics;

/// <summary>One side of the hedge: the bets that the mean lies higher, against every edge at once. The other side is this one, fed the negated differences.</summary>
internal sealed class BettingSide(double alpha)
{
    private const int MostFollowed = 8;

    private readonly double _limit = 2 / alpha;
    private readonly List<double> _differences = [], _bets = [];
    private readonly List<Followed> _followed = [];
    private PlugInBets _plugIn = new(alpha);

    /// <summary>Every difference so far, in order.</summary>
    public ReadOnlySpan<double> Differences => CollectionsMarshal.AsSpan(_differences);

    /// <summary>Settles one more pair.</summary>
    public void Add(double difference)
    {
        double bet = _plugIn.Next();
        _plugIn.Observe(difference);
        _differences.Add(difference);
        _bets.Add(bet);
        foreach (ref Followed edge in CollectionsMarshal.AsSpan(_followed)) edge.Settle(bet, difference, _limit);
    }

    /// <summary>Log capital of the bets against "the mean is at most this edge". The first few edges asked for are followed from then on, so that asking again costs nothing.</summary>
    public double LogCapital(double edge) => Follow(edge).Capital.Log;

    /// <summary>True where the capital against this edge has been 2/alpha at any time so far.</summary>
    public bool EverRuledOut(double edge) => Follow(edge).RuledOut;

    /// <summary>Settles pair <paramref name="index"/> with this capital.</summary>
    public void Settle(ref Capital capital, int index) => capital.Settle(_bets[index], _differences[index]);

    /// <summary>The capital that bets against this edge have after so many pairs.</summary>
    public Capital After(int pairs, double edge)
    {
        var capital = new Capital(edge);
        ReadOnlySpan<double> bets = CollectionsMarshal.AsSpan(_bets)[..pairs], differences = Differences[..pairs];
        for (int i = 0; i < bets.Length; i++) capital.Settle(bets[i], differences[i]);
        return capital;
    }

    private Followed Follow(double edge)
    {
        foreach (ref Followed known in CollectionsMarshal.AsSpan(_followed)) if (known.Capital.Edge == edge) return known;
        var fresh = new Followed { Capital = new Capital(edge) };
        for (int i = 0; i < _bets.Count; i++) fresh.Settle(_bets[i], _differences[i], _limit);
        if (_followed.Count < MostFollowed) _followed.Add(fresh);
        return fresh;
    }

    private struct Followed
    {
        public Capital Capital;
        public bool RuledOut;

        public void Settle(double bet, double difference, double limit)
        {
            Capital.Settle(bet, difference);
            RuledOut |= Capital.IsAtLeast(limit);
        }
    }
}
