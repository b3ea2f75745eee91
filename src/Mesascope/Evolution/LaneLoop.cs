using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>The step loop over eight episodes of one individual at once: each phase of a step is done for all lanes before the next begins, so that the waits of one lane are filled by the others.</summary>
internal static unsafe class LaneLoop<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private const int Lanes = PackedMlp.Lanes, WordsSeen = Bits.Capacity / 64;

    /// <summary>Plays every level.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="exploration">The share of random actions, times 2³².</param>
    /// <param name="levels">At least 1.</param>
    /// <param name="actor">Holds the weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Score Run<TActor>(TWorld world, ulong exploration, ReadOnlySpan<Level<TState>> levels, TActor actor) where TActor : struct, ILaneActor
    {
        TState* states = stackalloc TState[Lanes];
        Bits* seen = stackalloc Bits[Lanes];
        double* rewards = stackalloc double[Lanes], performances = stackalloc double[Lanes];
        ulong* randomness = stackalloc ulong[Lanes], policy = stackalloc ulong[Lanes];
        long* actions = stackalloc long[Lanes];
        ulong* words = stackalloc ulong[LaneDice.Size];
        var dice = new LaneDice(words, exploration, (uint)world.Actions);
        double reward = 0, performance = 0;
        long steps = 0;
        int horizon = world.Horizon;
        for (int from = 0; from < levels.Length; from += Lanes)
        {
            int lanes = Math.Min(Lanes, levels.Length - from);
            for (int lane = 0; lane < lanes; lane++)
            {
                ref readonly Level<TState> level = ref levels[from + lane];
                (states[lane], randomness[lane], policy[lane], rewards[lane], performances[lane]) = (level.Start, level.World.Value, level.Policy.Value, 0, 0);
                actor.Begin(lane);
            }
            uint alive = (1u << lanes) - 1;
            for (int step = 0; step < horizon && alive != 0; step++)
            {
                if ((step & 1) == 0) dice.Throw(policy, step);
                for (uint left = alive; left != 0; left &= left - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(left);
                    seen[lane] = world.Observe(states[lane]);
                }
                for (uint left = alive; left != 0; left &= left - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(left);
                    actor.See(lane, (ulong*)(seen + lane));
                }
                actor.Choose(actions);
                dice.Explore(step & 1, actions);
                for (uint left = alive; left != 0; left &= left - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(left);
                    var now = new PhiloxDraws(new Seed(randomness[lane]), step + 1); // step 0 of the world's randomness made the first state
                    Step result = world.Advance(ref states[lane], (int)actions[lane], ref now);
                    rewards[lane] += result.Reward;
                    performances[lane] += result.Performance;
                    steps++;
                    if (result.Ended) alive &= ~(1u << lane);
                }
            }
            for (int lane = 0; lane < lanes; lane++) (reward, performance) = (reward + rewards[lane], performance + performances[lane]);
        }
        return new Score(reward / levels.Length, performance / levels.Length, steps);
    }
}

/// <summary>The exploration of eight episodes: one block of four words serves two steps, as it does for one episode.</summary>
/// <param name="words">Memory for <see cref="Size"/> numbers.</param>
/// <param name="exploration">The share of random actions, times 2³².</param>
/// <param name="actions">How many actions there are.</param>
internal unsafe ref struct LaneDice(ulong* words, ulong exploration, uint actions)
{
    /// <summary>Numbers of memory that it needs.</summary>
    public const int Size = 4 * PackedMlp.Lanes;

    private readonly ulong* _words = words;
    private readonly Vector256<long> _exploration = Vector256.Create((long)exploration);

    /// <summary>Throws for an even step and the one after it.</summary>
    public readonly void Throw(ulong* policy, int step) => PhiloxLanes.Eight(policy, (ulong)step, _words);

    /// <summary>Puts random actions in the place of those lanes that explore.</summary>
    /// <param name="odd">0 at an even step, 1 at the one after it.</param>
    /// <param name="chosen">Shape [8].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Explore(int odd, long* chosen)
    {
        ulong* whether = _words + 2 * PackedMlp.Lanes * odd, what = whether + PackedMlp.Lanes;
        uint explores = Vector256.GreaterThan(_exploration, Vector256.Load(whether).AsInt64()).ExtractMostSignificantBits()
            | (Vector256.GreaterThan(_exploration, Vector256.Load(whether + PhiloxLanes.Count).AsInt64()).ExtractMostSignificantBits() << PhiloxLanes.Count);
        for (uint left = explores; left != 0; left &= left - 1)
        {
            int lane = BitOperations.TrailingZeroCount(left);
            chosen[lane] = (long)((what[lane] * actions) >> 32);
        }
    }
}
