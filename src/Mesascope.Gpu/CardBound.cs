using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>What one agent-step asks of a multiprocessor, counted by hand; docs/methods/gpu.md shows the working.</summary>
/// <param name="SharedBytes">Bytes of shared memory, a load of one address by all lanes counted as 4 bytes per lane.</param>
/// <param name="Instructions">Arithmetic and load instructions of the network alone, per lane: the world's rules come on top.</param>
public sealed record CardBound(double SharedBytes, double Instructions)
{
    /// <summary>The count for a network of one hidden layer.</summary>
    /// <param name="network">Its shape.</param>
    /// <param name="setBits">Bits set in an observation, on average.</param>
    public static CardBound Of(Mlp network, double setBits)
    {
        int hidden = network.Widths[1], loadsOfRow = (hidden + 3) / 4, loadsOfScores = (network.Outputs + 3) / 4;
        double shared = setBits * 4 * hidden + 4 * (loadsOfRow + (hidden + 1) * loadsOfScores);
        double instructions = setBits * (loadsOfRow + hidden) + loadsOfRow + hidden * (loadsOfScores + 1 + 2 * network.Outputs);
        return new(shared, instructions);
    }

    /// <summary>The steps a second at which shared memory or issue is used up, whichever is first.</summary>
    public double StepsPerSecond(CardLimits card) =>
        card.Multiprocessors * card.ClockGigahertz * 1e9 * Math.Min(CardLimits.SharedBytesPerClock / SharedBytes, CardLimits.LanesPerClock / Instructions);

    /// <summary>Bits set in an observation, averaged over random play of 64 levels.</summary>
    public static double SetBits<TWorld, TState>(TWorld world)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        long bits = 0, observations = 0;
        foreach (Level<TState> level in Level<TState>.Draw(world, new Seed(1), 64))
        {
            TState state = level.Start;
            for (int step = 1; step <= world.Horizon; step++)
            {
                bits += world.Observe(state).Count;
                observations++;
                PhiloxDraws now = level.World.Draws(step), choice = level.Policy.Draws(step);
                if (world.Advance(ref state, choice.Choice(world.Actions, 0), ref now).Ended) break;
            }
        }
        return bits / (double)observations;
    }
}
