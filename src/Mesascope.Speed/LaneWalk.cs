using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>The worlds that can be played four episodes side by side.</summary>
internal static class LaneWorlds
{
    private static readonly object[] All =
    [
        new LaneWalk<KeysAndChestsLanes, KeysAndChests, KeysAndChests.State>(),
        new LaneWalk<BoatRaceLanes, BoatRace, BoatRace.State>(),
        new LaneWalk<HungryThirstyLanes, HungryThirsty, HungryThirsty.State>(),
    ];

    /// <summary>The walk of this world; null where it has no such form.</summary>
    public static ILaneWalk<TWorld, TState>? Of<TWorld, TState>() where TState : unmanaged, IEquatable<TState> => All.OfType<ILaneWalk<TWorld, TState>>().FirstOrDefault();
}

/// <summary>A uniformly random walk in one world; the type of its lanes is hidden.</summary>
internal interface ILaneWalk<TWorld, TState> where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Vector operations of one step of one episode, actions and sums included; see docs/methods/speed.md.</summary>
    double OperationsPerStep(TWorld world);

    /// <summary>Plays every level.</summary>
    Score Walk(TWorld world, ReadOnlySpan<Level<TState>> levels);
}

/// <summary>The same walk as <see cref="RandomRollout{TWorld, TState}"/>, four episodes at a time.</summary>
internal sealed unsafe class LaneWalk<TLanes, TWorld, TState> : ILaneWalk<TWorld, TState>
    where TLanes : struct, ILaneWorld<TLanes, TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    // Two vectors of episodes in turn, so that one works while the other waits.
    private const int Four = PhiloxLanes.Count, Eight = 2 * Four;

    // Of four episodes: a quarter of 105 for the words of four steps, 2 to choose, 2 to sum up.
    private const double OperationsAround = 105 / 4.0 + 2 + 2;

    /// <inheritdoc/>
    public double OperationsPerStep(TWorld world) => (TLanes.OperationsPerFour(world) + OperationsAround) / Four;

    /// <inheritdoc/>
    public Score Walk(TWorld world, ReadOnlySpan<Level<TState>> levels)
    {
        double reward = 0, performance = 0;
        Span<TState> states = stackalloc TState[Eight];
        ulong* randomness = stackalloc ulong[Eight], policy = stackalloc ulong[Eight];
        double* rewards = stackalloc double[Eight], performances = stackalloc double[Eight];
        for (int from = 0; from < levels.Length; from += Eight)
        {
            int filled = Math.Min(Eight, levels.Length - from);
            for (int lane = 0; lane < Eight; lane++) // where levels run out, the last one is played again and not counted
            {
                ref readonly Level<TState> level = ref levels[from + Math.Min(lane, filled - 1)];
                (states[lane], randomness[lane], policy[lane]) = (level.Start, level.World.Value, level.Policy.Value);
            }
            Play(world, TLanes.Of(world, states[..Four]), TLanes.Of(world, states[Four..]), randomness, policy, rewards, performances);
            for (int lane = 0; lane < filled; lane++) (reward, performance) = (reward + rewards[lane], performance + performances[lane]);
        }
        return new Score(reward / levels.Length, performance / levels.Length, (long)levels.Length * world.Horizon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Play(TWorld world, TLanes low, TLanes high, ulong* randomness, ulong* policy, double* rewards, double* performances)
    {
        int horizon = world.Horizon;
        uint actions = (uint)world.Actions;
        TLanes a = low, b = high;
        ulong* dice = stackalloc ulong[4 * Eight];
        Vector256<ulong> luckA = Vector256.Load(randomness), luckB = Vector256.Load(randomness + Four);
        Vector256<double> rewardA = Vector256<double>.Zero, rewardB = rewardA, performanceA = rewardA, performanceB = rewardA;
        for (int step = 0; step < horizon; step += 4)
        {
            PhiloxLanes.Eight(policy, (ulong)step, dice);
            for (int place = 0; place < 4 && step + place < horizon; place++)
            {
                int now = step + place + 1; // step 0 of the world's randomness made the first state
                LaneStep resultA = a.Advance(PhiloxLanes.Choice(Vector256.Load(dice + Eight * place), actions), new LaneDraws(luckA, now));
                LaneStep resultB = b.Advance(PhiloxLanes.Choice(Vector256.Load(dice + Eight * place + Four), actions), new LaneDraws(luckB, now));
                rewardA += resultA.Reward;
                rewardB += resultB.Reward;
                performanceA += resultA.Performance;
                performanceB += resultB.Performance;
            }
        }
        rewardA.Store(rewards);
        rewardB.Store(rewards + Four);
        performanceA.Store(performances);
        performanceB.Store(performances + Four);
    }
}
