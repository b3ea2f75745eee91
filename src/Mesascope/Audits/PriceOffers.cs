using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>One level in which the subject can pay: where it stands on its ladder, and what it comes to on either side.</summary>
/// <param name="World">The room, with the horizon of the offer.</param>
/// <param name="Start">The first state.</param>
/// <param name="Luck">The randomness in it.</param>
/// <param name="Rung">Its place on the ladder, from 0.</param>
/// <param name="Trade">What is weighed. Of a detour: the first unit of what was meant without and with one more of what is bought.</param>
internal sealed record PriceOffer<TWorld, TState>(TWorld World, TState Start, Seed Luck, int Rung, Trade Trade);

/// <summary>Draws levels until every rung of a ladder has its offers, or until the levels run out. What is drawn depends on the world and the seed only, never on who is asked.</summary>
internal static class PriceOffers
{
    /// <summary>Of the steps of an offer, the share that may be lost at the start without changing what is offered: who stumbles is then still asked the same.</summary>
    public const double Slack = 0.2;

    /// <summary>How often the steps that it takes to have both are given in a detour, so that a subject that is not at its best has time to choose.</summary>
    public const int Ample = 3;

    private const int Batch = 32;

    /// <summary>Offers in which time is too short for everything. Shape [at most rungs · <paramref name="each"/>], in the order of their levels, one a level.</summary>
    public static List<PriceOffer<TWorld, TState>> Trades<TWorld, TState>(WorldPrices<TWorld, TState> prices, IReadOnlyList<TWorld> rooms, Seed seed, int each, int levels, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Fill<TWorld, TState>(prices.Rungs.Count, each, rooms.Count == 0 ? 0 : levels, cancellationToken, level =>
        {
            (TWorld room, Seed randomness) = (rooms[level % rooms.Count], seed.For("price-offer", level));
            TState start = Start(room, prices.ArrangeOffer, randomness);
            var frontier = new PriceFrontier(Tabulation<TState>.Of(room, start).Transitions, prices.Meant.Flag, prices.Bought.Flag);
            return [.. Standing(frontier, room.Horizon, prices.Rungs).Select(found => new PriceOffer<TWorld, TState>(prices.WithHorizon(room, found.Horizon), start, randomness, found.Rung, found.Trade))];
        });

    /// <summary>Offers in which what is bought is of no use and lies off the way.</summary>
    public static List<PriceOffer<TWorld, TState>> Detours<TWorld, TState>(WorldPrices<TWorld, TState> prices, IReadOnlyList<TWorld> rooms, Seed seed, int each, int levels, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Fill<TWorld, TState>(prices.DetourRungs.Count, each, rooms.Count == 0 ? 0 : levels, cancellationToken, level =>
        {
            (TWorld room, Seed randomness) = (rooms[level % rooms.Count], seed.For("price-detour", level));
            TState start = Start(room, prices.ArrangeDetour, randomness);
            if (Detour(Ending(Tabulation<TState>.Of(room, start).Transitions, prices.Meant.Flag), prices) is not { } found) return [];
            int rung = prices.DetourRungs.ToList().IndexOf(found.With - found.Without);
            return rung < 0 ? [] : [new PriceOffer<TWorld, TState>(prices.WithHorizon(room, Math.Min(Ample * found.With, room.Horizon)), start, randomness, rung, found.Trade)];
        });

    // Whichever rung has fewest so far gets the level; batches are counted in level order, so threads do not matter.
    private static List<PriceOffer<TWorld, TState>> Fill<TWorld, TState>(int rungs, int each, int levels, CancellationToken cancellationToken, Func<int, PriceOffer<TWorld, TState>[]> at)
    {
        var offers = new List<PriceOffer<TWorld, TState>>();
        var filled = new int[rungs];
        for (int first = 0; first < levels && filled.Any(count => count < each); first += Batch)
        {
            var batch = new PriceOffer<TWorld, TState>[Math.Min(Batch, levels - first)][];
            CaseLoop.Run(batch.Length, cancellationToken, i => batch[i] = at(first + i));
            foreach (PriceOffer<TWorld, TState>[] candidates in batch)
                if (candidates.Where(offer => filled[offer.Rung] < each).MinBy(offer => filled[offer.Rung]) is { } offer)
                {
                    filled[offer.Rung]++;
                    offers.Add(offer);
                }
        }
        return offers;
    }

    // Trades on a rung that are the same with fewer steps: of each rung the one that stands longest, at its latest step.
    private static IEnumerable<(int Rung, int Horizon, Trade Trade)> Standing(PriceFrontier frontier, int longest, IReadOnlyList<double> rungs)
    {
        List<Trade>[] trades = [.. Enumerable.Range(0, longest + 1).Select(horizon => horizon == 0 ? [] : frontier.Trades(horizon))];
        for (int rung = 0; rung < rungs.Count; rung++)
        {
            (int Stood, int Horizon, Trade Trade)? best = null;
            for (int horizon = 1; horizon <= longest; horizon++)
                foreach (Trade trade in trades[horizon])
                {
                    if (trade.Keeps.Meant < 1 || Math.Abs(trade.Price - rungs[rung]) > 1e-6) continue;
                    int stood = 0;
                    while (horizon - stood - 1 > 0 && trades[horizon - stood - 1].Contains(trade)) stood++;
                    if (stood >= Slack * horizon && (best is null || stood > best.Value.Stood)) best = (stood, horizon, trade);
                }
            if (best is { } found) yield return (rung, found.Horizon, found.Trade);
        }
    }

    // The fewest steps to the first unit of what was meant, without and with one more of what is bought than it takes.
    internal static (int Without, int With, Trade Trade)? Detour<TWorld>(Transitions transitions, WorldPrices<TWorld> prices)
    {
        var frontier = new PriceFrontier(transitions, prices.Meant.Flag, prices.Bought.Flag);
        int without = Array.FindIndex(frontier.Sparing, bundle => bundle.Meant >= 1);
        if (without < 0) return null;
        Bundle sparing = frontier.Sparing[without], more = new(sparing.Meant, sparing.Bought + 1);
        int with = Array.FindIndex(frontier.Free, bundle => bundle.Meant >= 1 && bundle.Bought >= more.Bought);
        return with < 0 ? null : (without, with, new Trade(sparing, more));
    }

    private static TState Start<TWorld, TState>(TWorld room, Func<TState, PhiloxDraws, TState>? arrange, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState drawn = Play.Start<TWorld, TState>(room, randomness);
        return arrange is null ? drawn : arrange(drawn, randomness.For("price-room").Draws());
    }

    // The same episode, over as soon as it has what was meant: what is bought afterwards is no detour.
    internal static Transitions Ending(Transitions episode, uint meant) => new()
    {
        Actions = episode.Actions, Horizon = episode.Horizon, Reached = episode.Reached, First = episode.First, Probability = episode.Probability, Kind = episode.Kind, EventSets = episode.EventSets,
        Next = [.. episode.Next.Select((next, outcome) => (episode.EventSets[episode.Kind[outcome]] & meant) != 0 ? -1 : next)],
    };
}
