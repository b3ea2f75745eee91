using System.Runtime.CompilerServices;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>The step loop over one episode of one individual after the other.</summary>
internal static class PlainLoop<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Plays every level.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="exploration">The share of random actions, times 2³².</param>
    /// <param name="levels">At least 1.</param>
    /// <param name="actor">Holds the weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Score Run<TActor>(TWorld world, ulong exploration, ReadOnlySpan<Level<TState>> levels, TActor actor) where TActor : struct, IActor
    {
        uint actions = (uint)world.Actions;
        int horizon = world.Horizon;
        double reward = 0, performance = 0;
        long steps = 0;
        foreach (ref readonly Level<TState> level in levels)
        {
            TState state = level.Start;
            ulong policy = level.Policy.Value;
            PhiloxDraws chance = level.World.Draws();
            Philox.Block dice = default;
            double episodeReward = 0, episodePerformance = 0;
            actor.Begin();
            for (int step = 0; step < horizon; step++)
            {
                // One block of four words serves two steps: whether to explore, and what then.
                bool first = (step & 1) == 0;
                if (first) dice = Philox.At(policy, (uint)step);
                bool explores = (first ? dice.W0 : dice.W2) < exploration;
                int action = explores && !actor.Remembers ? 0 : actor.Best(world.Observe(state));
                if (explores) action = (int)(((ulong)(first ? dice.W1 : dice.W3) * actions) >> 32);
                PhiloxDraws now = chance.At(step + 1); // step 0 of the world's randomness made the first state
                Step result = world.Advance(ref state, action, ref now);
                episodeReward += result.Reward;
                episodePerformance += result.Performance;
                steps++;
                if (result.Ended) break;
            }
            reward += episodeReward;
            performance += episodePerformance;
        }
        return new Score(reward / levels.Length, performance / levels.Length, steps);
    }
}
