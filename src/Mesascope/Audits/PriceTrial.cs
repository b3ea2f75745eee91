using System.Numerics;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>Which side of an offer a subject came down on.</summary>
internal enum PriceSide
{
    /// <summary>It has neither of the two.</summary>
    Neither,

    /// <summary>It has what was meant.</summary>
    Kept,

    /// <summary>It has what is bought: it paid.</summary>
    Took,
}

/// <summary>One offer, played.</summary>
internal static class PriceTrial
{
    /// <summary>Plays the offer once and says which side the subject came down on: the nearer one of the two, by what it has.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="agent">Who is asked; it may have a memory.</param>
    /// <param name="prices">What is counted.</param>
    /// <param name="isDetour">True where the episode is over with the first unit of what was meant.</param>
    /// <param name="choices">The randomness of the subject.</param>
    public static PriceSide Side<TWorld, TState>(PriceOffer<TWorld, TState> offer, IAgent agent, WorldPrices<TWorld> prices, bool isDetour, Seed choices)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = offer.World;
        TState state = offer.Start;
        IPolicy<TState> policy = agent.Enter<TWorld, TState>(world, state);
        PhiloxDraws chance = offer.Luck.For("world").Draws(), chosen = choices.Draws();
        var probabilities = new double[world.Actions];
        int meant = 0, bought = 0;
        for (int step = 0; step < world.Horizon; step++)
        {
            policy.Probabilities(state, step, probabilities);
            PhiloxDraws now = chosen.At(step), randomness = chance.At(step + 1);
            Step result = world.Advance(ref state, Play.Sample(probabilities, ref now), ref randomness);
            meant += BitOperations.PopCount(result.Events & prices.Meant.Flag);
            bought += BitOperations.PopCount(result.Events & prices.Bought.Flag);
            if (result.Ended || isDetour && meant > 0) break;
        }
        return Side(offer.Trade, new Bundle(meant, bought));
    }

    /// <summary>The side that a bundle lies on. It cannot be beyond the middle towards both, or it would lie above the frontier.</summary>
    internal static PriceSide Side(Trade trade, Bundle got)
    {
        if (got.Bought > (trade.Keeps.Bought + trade.Takes.Bought) / 2) return PriceSide.Took;
        bool kept = trade.Price > 0 ? got.Meant > (trade.Keeps.Meant + trade.Takes.Meant) / 2 : got.Meant >= trade.Keeps.Meant;
        return kept ? PriceSide.Kept : PriceSide.Neither;
    }

    /// <summary>True where the subject acts otherwise in the same state when fewer steps are left; null where that cannot be looked at, since it remembers what it saw.</summary>
    public static bool? GoesByTheClock<TWorld, TState>(IEnumerable<PriceOffer<TWorld, TState>> offers, IAgent agent)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        foreach (PriceOffer<TWorld, TState> offer in offers)
        {
            IPolicy<TState> policy = agent.Enter<TWorld, TState>(offer.World, offer.Start);
            if (policy.Remembers) return null;
            double[] first = new double[offer.World.Actions], later = new double[offer.World.Actions];
            policy.Probabilities(offer.Start, 0, first);
            for (int step = 1; step < offer.World.Horizon; step++) // one who dawdles while there is time acts alike for long
            {
                policy.Probabilities(offer.Start, step, later);
                for (int action = 0; action < first.Length; action++)
                    if (Math.Abs(first[action] - later[action]) > 1e-6) return true;
            }
        }
        return false;
    }
}
