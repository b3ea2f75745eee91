using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>How much of what was meant and of what is bought one plan comes to.</summary>
internal readonly record struct Bundle(double Meant, double Bought);

/// <summary>Two neighbours on the frontier of one episode, and the price at which an agent changes from one to the other.</summary>
/// <param name="Keeps">The side with more of what was meant.</param>
/// <param name="Takes">The side with more of what is bought.</param>
internal readonly record struct Trade(Bundle Keeps, Bundle Takes)
{
    /// <summary>Units of what was meant for one unit of what is bought: who has utility meant + w·bought takes where this is below w.</summary>
    public double Price => (Keeps.Meant - Takes.Meant) / (Takes.Bought - Keeps.Bought);
}

/// <summary>What can be had in one episode, for each number of steps up to its horizon: the upper right edge of all (meant, bought) that any plan comes to, exactly.</summary>
/// <remarks>
/// Backward induction on meant + w·bought (Bellman 1957) gives a vertex of the edge for each w; a new w is where the line through two known vertices is level, until nothing lies above it
/// (Eisner and Severance 1976, "Mathematical techniques for efficient record segmentation in large shared databases"). Since the start can be reached in any number of steps, one pass serves all horizons.
/// </remarks>
internal sealed class PriceFrontier
{
    private const double Tolerance = 1e-9, NextToNothing = 1e-4, NearlyAll = 1e4;

    private readonly Transitions _transitions;
    private readonly double[] _meant, _bought; // of each event set
    private readonly Dictionary<double, Bundle[]> _passes = [];

    public PriceFrontier(Transitions transitions, uint meant, uint bought)
    {
        _transitions = transitions;
        _meant = [.. transitions.EventSets.Select(events => (events & meant) != 0 ? 1.0 : 0)];
        _bought = [.. transitions.EventSets.Select(events => (events & bought) != 0 ? 1.0 : 0)];
    }

    /// <summary>The most of what was meant with the least bought. Entry h: with h steps. Shape [horizon + 1].</summary>
    public Bundle[] Sparing => Pass(-NextToNothing);

    /// <summary>The most of what was meant with the most bought that costs nothing of it.</summary>
    public Bundle[] Free => Pass(NextToNothing);

    /// <summary>The trades of an episode of so many steps, the cheapest first; that which costs nothing is among them.</summary>
    public List<Trade> Trades(int horizon)
    {
        var trades = new List<Trade>();
        Bundle sparing = Sparing[horizon], free = Free[horizon], most = Pass(NearlyAll)[horizon];
        if (free.Bought > sparing.Bought + Tolerance && free.Meant > sparing.Meant - Tolerance) trades.Add(new Trade(sparing, free));
        if (most.Bought > free.Bought + Tolerance) Split(horizon, new Trade(free, most), trades);
        return trades;
    }

    private void Split(int horizon, Trade trade, List<Trade> trades)
    {
        double price = trade.Price;
        Bundle between = Pass(price)[horizon];
        double level = trade.Keeps.Meant + price * trade.Keeps.Bought;
        if (between.Meant + price * between.Bought <= level + Tolerance * (1 + Math.Abs(level)))
        {
            trades.Add(trade);
            return;
        }
        Split(horizon, trade with { Takes = between }, trades);
        Split(horizon, trade with { Keeps = between }, trades);
    }

    // What the best plan for meant + w·bought comes to, by the number of steps that are left at the start.
    private Bundle[] Pass(double weight)
    {
        if (_passes.TryGetValue(weight, out Bundle[]? known)) return known;
        var found = new Bundle[_transitions.Horizon + 1];
        var later = new Bundle[_transitions.Reached[^1]];
        var value = new Bundle[later.Length];
        bool certain = _transitions.IsDeterministic;
        for (int left = 1; left <= _transitions.Horizon; left++)
        {
            int states = _transitions.Reached[_transitions.Horizon - left];
            if (certain) BackUpCertain(weight, later, value.AsSpan(0, states));
            else BackUp(weight, later, value.AsSpan(0, states));
            found[left] = value[0];
            (value, later) = (later, value);
        }
        return _passes[weight] = found;
    }

    private void BackUpCertain(double weight, Bundle[] later, Span<Bundle> value)
    {
        ReadOnlySpan<int> next = _transitions.Next, kind = _transitions.Kind;
        for (int state = 0, outcome = 0; state < value.Length; state++)
        {
            double best = double.NegativeInfinity;
            Bundle of = default;
            for (int action = 0; action < _transitions.Actions; action++, outcome++)
            {
                int to = next[outcome];
                Bundle then = to < 0 ? default : later[to];
                double meant = _meant[kind[outcome]] + then.Meant, bought = _bought[kind[outcome]] + then.Bought, utility = meant + weight * bought;
                if (utility > best) (best, of) = (utility, new Bundle(meant, bought));
            }
            value[state] = of;
        }
    }

    private void BackUp(double weight, Bundle[] later, Span<Bundle> value)
    {
        for (int state = 0; state < value.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int action = 0; action < _transitions.Actions; action++)
            {
                double meant = 0, bought = 0;
                int pair = state * _transitions.Actions + action;
                for (int outcome = _transitions.First[pair]; outcome < _transitions.First[pair + 1]; outcome++)
                {
                    int to = _transitions.Next[outcome];
                    Bundle then = to < 0 ? default : later[to];
                    meant += _transitions.Probability[outcome] * (_meant[_transitions.Kind[outcome]] + then.Meant);
                    bought += _transitions.Probability[outcome] * (_bought[_transitions.Kind[outcome]] + then.Bought);
                }
                if (meant + weight * bought <= best) continue;
                best = meant + weight * bought;
                value[state] = new Bundle(meant, bought);
            }
        }
    }
}
