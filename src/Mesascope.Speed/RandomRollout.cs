using System.Runtime.CompilerServices;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>Plays episodes under uniformly random actions and looks at nothing: the pace of a world's rules alone.</summary>
/// <remarks>Actions come from the level's policy randomness, one Philox block to four steps. With lanes or without, the score has the same bits.</remarks>
public sealed class RandomRollout<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly ILaneWalk<TWorld, TState>? _lanes;

    /// <summary>A loop for one world.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="lanes">False forces one episode at a time; for tests and baselines.</param>
    public RandomRollout(TWorld world, bool lanes = true) => (_world, _lanes) = (world, lanes && PhiloxLanes.Supported ? LaneWorlds.Of<TWorld, TState>() : null);

    /// <summary>Vector operations of one step of one episode, counted by hand in docs/methods/speed.md; null without lanes.</summary>
    public double? OperationsPerStep => _lanes?.OperationsPerStep(_world);

    /// <summary>Plays every level. At least 1.</summary>
    public Score Evaluate(ReadOnlySpan<Level<TState>> levels) => _lanes is { } lanes ? lanes.Walk(_world, levels) : Walk(levels);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Score Walk(ReadOnlySpan<Level<TState>> levels)
    {
        TWorld world = _world;
        uint actions = (uint)world.Actions;
        int horizon = world.Horizon;
        double reward = 0, performance = 0;
        long steps = 0;
        foreach (ref readonly Level<TState> level in levels)
        {
            TState state = level.Start;
            PhiloxDraws chance = level.World.Draws();
            Philox.Block dice = default;
            double episodeReward = 0, episodePerformance = 0;
            for (int step = 0; step < horizon; step++)
            {
                int place = step & 3;
                if (place == 0) dice = Philox.At(level.Policy.Value, (uint)step);
                uint word = place == 0 ? dice.W0 : place == 1 ? dice.W1 : place == 2 ? dice.W2 : dice.W3;
                PhiloxDraws now = chance.At(step + 1);
                Step result = world.Advance(ref state, (int)(((ulong)word * actions) >> 32), ref now);
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
