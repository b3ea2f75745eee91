using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>What one agent-step asks of a multiprocessor, counted by hand; docs/methods/gpu.md shows the working.</summary>
/// <param name="SharedBytes">Bytes of shared memory, a load of one address by all lanes counted as 4 bytes per lane.</param>
/// <param name="Instructions">Arithmetic and load instructions of the network alone, per lane: the world's rules come on top.</param>
internal sealed record GpuBound(double SharedBytes, double Instructions)
{
    // Of a gated recurrent unit, per unit: two logistic functions of 37 instructions and a tangent of 40, a division taken for 10 of them, and the 8 of the formula round them.
    private const int InstructionsOfGates = 2 * 37 + 40 + 8;

    // Units of a gated recurrent unit per pass; each pass reads all that is remembered.
    private const int UnitsPerPass = 8;

    /// <summary>The count for a gated recurrent unit, or for a network of one hidden layer.</summary>
    /// <param name="network">Its shape.</param>
    /// <param name="setBits">Bits set in an observation, on average.</param>
    public static GpuBound Of(INetwork network, double setBits)
    {
        int hidden = KernelShapes.Hidden(network), gates = network.Memory > 0 ? 3 : 1, sums = gates * hidden, loadsOfRow = gates * ((hidden + 3) / 4), loadsOfScores = (network.Outputs + 3) / 4;
        double shared = setBits * 4 * sums + 4 * (loadsOfRow + (hidden + 1) * loadsOfScores);
        double instructions = setBits * (loadsOfRow + sums) + loadsOfRow + hidden * (loadsOfScores + 2 * network.Outputs);
        if (network.Memory == 0) return new(shared, instructions + hidden);
        int touched = (hidden + UnitsPerPass - 1) / UnitsPerPass + 2; // all of the memory once a pass, and again to mix and to write
        shared += 4 * (hidden + 1) * loadsOfRow + 4 * hidden * touched;
        instructions += (hidden + 1) * loadsOfRow + 2 * hidden * sums + hidden / 4 * touched + hidden * InstructionsOfGates;
        return new(shared, instructions);
    }

    /// <summary>The steps a second at which shared memory or issue is used up, whichever is first.</summary>
    public double StepsPerSecond(GpuLimits gpu) =>
        gpu.Multiprocessors * gpu.ClockGigahertz * 1e9 * Math.Min(GpuLimits.SharedBytesPerClock / SharedBytes, GpuLimits.LanesPerClock / Instructions);

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
