using System.Numerics;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>What an individual feels of what happens to it: the inner reward that it learns from. Bred, not told.</summary>
public interface IDrives
{
    /// <summary>How good a step felt in which these events happened.</summary>
    double Felt(uint events);
}

/// <summary>How an individual learns within its life.</summary>
/// <param name="LearningRate">α, in (0, 1].</param>
/// <param name="Discount">γ, in [0, 1].</param>
/// <param name="Exploration">ε, the share of uniformly random actions, in [0, 1].</param>
/// <param name="Hope">What every action in every situation is thought to be worth at birth, finite; 0 where nothing is said.</param>
public readonly record struct Learner(double LearningRate, double Discount, double Exploration, double Hope = 0)
{
    /// <summary>The learner itself.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public Learner Checked() =>
        LearningRate is > 0 and <= 1 && Discount is >= 0 and <= 1 && Exploration is >= 0 and <= 1 && double.IsFinite(Hope) ? this
            : throw new ArgumentException($"A learning rate lies in (0, 1], a discount and a share of exploration in [0, 1], and hope is finite; got {LearningRate}, {Discount}, {Exploration} and {Hope}.");
}

/// <summary>What a life came to.</summary>
/// <param name="Steps">How long it was.</param>
/// <param name="Performance">The sum of the base objective, which the individual never sees.</param>
/// <param name="Happened">How often each event happened, entry i for bit i. Shape [events].</param>
public sealed record LifeRecord(int Steps, double Performance, int[] Happened)
{
    /// <summary>How often the event happened.</summary>
    public int Count(uint flag) => Happened[BitOperations.TrailingZeroCount(flag)];
}

/// <summary>One life: born with drives and a table that holds the same hope everywhere, it learns what to do from what its drives make of each step (ε-greedy Q-learning).</summary>
/// <remarks>Source: Singh, Lewis and Barto (2009), "Where do rewards come from?": the reward that is learnt from is the agent's own; the fitness is somebody else's.</remarks>
public static class Life
{
    private const int MostEvents = 32;

    /// <summary>Lives it.</summary>
    /// <param name="world">Where.</param>
    /// <param name="drives">What it feels.</param>
    /// <param name="learner">How it learns.</param>
    /// <param name="steps">The longest it can live, at least 1; the world may end it sooner.</param>
    /// <param name="luck">The world's luck and the individual's come from different purposes of it.</param>
    public static LifeRecord Of<THabitat, TState, TDrives>(THabitat world, TDrives drives, Learner learner, int steps, Seed luck)
        where THabitat : struct, IHabitat<TState>
        where TState : unmanaged
        where TDrives : struct, IDrives
    {
        var memory = new QTable(world.Situations, world.Actions);
        if (learner.Hope != 0)
            for (int s = 0; s < world.Situations; s++) memory[s].Fill(learner.Hope);
        var chance = new BlockDraws(luck.For("world"));
        var choices = new BlockDraws(luck.For("policy"));
        var happened = new int[MostEvents];
        TState state = world.Start(ref chance);
        int situation = world.Situation(state), step = 0;
        double performance = 0;
        for (bool ended = false; step < steps && !ended; step++)
        {
            chance.Turn(step + 1);
            choices.Turn(step);
            int action = memory.EpsilonGreedy(situation, learner.Exploration, ref choices, 0);
            Step outcome = world.Advance(ref state, action, ref chance);
            int next = world.Situation(state);
            memory.Learn(situation, action, drives.Felt(outcome.Events), outcome.Ended ? -1 : next, learner.LearningRate, learner.Discount);
            for (uint events = outcome.Events; events != 0; events &= events - 1) happened[BitOperations.TrailingZeroCount(events)]++;
            (situation, ended) = (next, outcome.Ended);
            performance += outcome.Performance;
        }
        return new LifeRecord(step, performance, happened);
    }
}
