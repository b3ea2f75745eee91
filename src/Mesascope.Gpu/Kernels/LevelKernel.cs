using ILGPU;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>The numbers of the purposes behind <see cref="Level{TState}.Draw"/>.</summary>
public readonly record struct LevelPurposes(ulong Level, ulong World, ulong Policy)
{
    /// <summary>Those of the CPU.</summary>
    public static LevelPurposes Usual { get; } = new(Seed.Purpose("level"), Seed.Purpose("world"), Seed.Purpose("policy"));
}

/// <summary>Draws the levels of a generation on the card: the same as <see cref="Level{TState}.Draw"/>.</summary>
public static class LevelKernel
{
    /// <summary>The kernel: one lane per level. World and levels are bytes, as in <see cref="RolloutKernel"/>.</summary>
    public static void Run<TWorld, TState>(ArrayView<byte> rules, Seed seed, LevelPurposes purposes, ArrayView<byte> drawn)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = rules.Cast<TWorld>()[0];
        ArrayView<Level<TState>> levels = drawn.Cast<Level<TState>>();
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= levels.IntLength) return;
        Seed luck = seed.For(purposes.Level, i), chance = luck.For(purposes.World);
        PhiloxDraws draws = chance.Draws();
        levels[i] = new Level<TState>(world.Start(ref draws), chance, luck.For(purposes.Policy));
    }
}
