using ILGPU;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>How the episodes are shared out: block b plays slice b mod <see cref="Slices"/> of individual b div <see cref="Slices"/>.</summary>
public struct RolloutPlan
{
    /// <summary>Episodes per individual, and per slice of them.</summary>
    public int Episodes, PerSlice;

    /// <summary>Blocks per individual.</summary>
    public int Slices;

    /// <summary>Slots of a level.</summary>
    public int LevelSlots;

    /// <summary>The share of random actions, times 2³².</summary>
    public ulong Exploration;
}

/// <summary>What a lane, a block or an individual came to in all its episodes.</summary>
/// <param name="Reward">Sum over episodes.</param>
/// <param name="Performance">Sum over episodes.</param>
/// <param name="Steps">Agent-steps; a whole number.</param>
public readonly record struct Total(double Reward, double Performance, double Steps)
{
    /// <summary>Both together.</summary>
    public Total Plus(Total other) => new(Reward + other.Reward, Performance + other.Performance, Steps + other.Steps);
}

/// <summary>What happened in one episode, for comparing devices.</summary>
/// <param name="Reward">Sum over its steps.</param>
/// <param name="Performance">Sum over its steps.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Trace">A digest of the action and the events of every step, in order.</param>
public readonly record struct Outcome(double Reward, double Performance, int Steps, uint Trace)
{
    /// <summary>The digest before the first step.</summary>
    public const uint EmptyTrace = 2166136261;

    /// <summary>The digest after one more step (FNV-1a over action and events).</summary>
    public static uint Traced(uint trace, int action, uint events) => (((trace ^ (uint)action) * 16777619) ^ events) * 16777619;
}

/// <summary>The loop of <see cref="Rollout{TWorld,TState}"/> on a GPU: one block plays one individual (or a slice of its episodes), one lane one episode at a time.</summary>
public static class RolloutKernel
{
    /// <summary>The kernel. Its block is a power of two of lanes, its dynamic shared memory holds the weights and what the lanes remember, and in the end 24 bytes per lane.</summary>
    /// <param name="rules">The world, <see cref="Packed"/>.</param>
    /// <param name="agent">Its shape.</param>
    /// <param name="source">Where the weights come from.</param>
    /// <param name="plan">How the episodes are shared out.</param>
    /// <param name="levels">The levels, <see cref="Packed"/>. Shape [episodes × <see cref="RolloutPlan.LevelSlots"/>].</param>
    /// <param name="totals">Shape [blocks]: what each block came to.</param>
    /// <param name="outcomes">Shape [individuals × episodes], or empty where single episodes are of no interest.</param>
    public static void Run<TWorld, TState, TAgent, TSource>(
        ArrayView<ulong> rules, TAgent agent, TSource source, RolloutPlan plan, ArrayView<ulong> levels, ArrayView<Total> totals, ArrayView<Outcome> outcomes)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
        where TAgent : unmanaged, IKernelAgent
        where TSource : struct, IWeightSource
    {
        TWorld world = Packed.Read<TWorld>(ref rules[0]);
        ArrayView<Four> weights = SharedMemory.GetDynamic<Four>();
        int individual = Grid.IdxX / plan.Slices, slice = Grid.IdxX % plan.Slices, lane = Group.IdxX;
        agent.Fill(source, individual, weights, lane, Group.DimX);
        Group.Barrier();
        int last = IntrinsicMath.Min((slice + 1) * plan.PerSlice, plan.Episodes);
        Total total = default;
        for (int episode = slice * plan.PerSlice + lane; episode < last; episode += Group.DimX)
        {
            Level<TState> level = Packed.Read<Level<TState>>(ref levels[episode * plan.LevelSlots]);
            Outcome outcome = Episode<TWorld, TState, TAgent>(world, ref agent, level, plan.Exploration, weights, lane);
            total = total.Plus(new Total(outcome.Reward, outcome.Performance, outcome.Steps));
            if (outcomes.Length > 0) outcomes[(long)individual * plan.Episodes + episode] = outcome;
        }
        Sum(weights.Cast<Total>(), total, lane, totals);
    }

    private static Outcome Episode<TWorld, TState, TAgent>(TWorld world, ref TAgent agent, Level<TState> level, ulong exploration, ArrayView<Four> weights, int lane)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
        where TAgent : unmanaged, IKernelAgent
    {
        TState state = level.Start;
        ulong policy = level.Policy.Value;
        PhiloxDraws chance = level.World.Draws();
        Philox.Block dice = default;
        uint actions = (uint)world.Actions, trace = Outcome.EmptyTrace;
        int horizon = world.Horizon, step = 0;
        double reward = 0, performance = 0;
        bool ended = false;
        agent.Begin(weights, lane);
        while (step < horizon && !ended)
        {
            // One block of four words serves two steps, as on the CPU: whether to explore, and what then.
            bool first = (step & 1) == 0;
            if (first) dice = Philox.At(policy, (uint)step);
            bool explores = (first ? dice.W0 : dice.W2) < exploration;
            int action = explores && !agent.Remembers ? 0 : agent.Act(world.Observe(state), weights, lane);
            if (explores) action = (int)(((ulong)(first ? dice.W1 : dice.W3) * actions) >> 32);
            step++;
            PhiloxDraws now = chance.At(step); // step 0 of the world's randomness made the first state
            Step result = world.Advance(ref state, action, ref now);
            reward += result.Reward;
            performance += result.Performance;
            trace = Outcome.Traced(trace, action, result.Events);
            ended = result.Ended;
        }
        return new Outcome(reward, performance, step, trace);
    }

    // Adds up the lanes in a fixed order, so that the same episodes always give the same sum.
    private static void Sum(ArrayView<Total> lanes, Total own, int lane, ArrayView<Total> totals)
    {
        Group.Barrier(); // all have done with the weights, which lie here
        lanes[lane] = own;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (lane < half) lanes[lane] = lanes[lane].Plus(lanes[lane + half]);
            Group.Barrier();
        }
        if (lane == 0) totals[Grid.IdxX] = lanes[0];
    }
}
