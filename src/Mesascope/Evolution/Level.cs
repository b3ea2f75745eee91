using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>One episode's circumstances: where it begins, the world's randomness and the policy's. All individuals of a generation meet the same levels (common random numbers).</summary>
/// <param name="Start">The first state.</param>
/// <param name="World">The randomness of the world, step by step.</param>
/// <param name="Policy">The randomness of exploration, step by step.</param>
public readonly record struct Level<TState>(TState Start, Seed World, Seed Policy)
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>The levels of these lanes of a seed. Level i begins as <see cref="Play.Once"/> begins with the randomness <c>seed.For("level", i)</c>, and meets the same chance.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="seed">The seed of the whole set.</param>
    /// <param name="count">How many, at least 1.</param>
    public static Level<TState>[] Draw<TWorld>(TWorld world, Seed seed, int count)
        where TWorld : unmanaged, IWorld<TWorld, TState>
    {
        if (count < 1) throw new ArgumentException($"At least 1 episode is needed; got {count}.", nameof(count));
        var levels = new Level<TState>[count];
        for (int i = 0; i < count; i++)
        {
            Seed randomness = seed.For("level", i);
            levels[i] = new(Play.Start<TWorld, TState>(world, randomness), randomness.For("world"), randomness.For("policy"));
        }
        return levels;
    }
}
