using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Benchmarks;

/// <summary>Agent-steps on one core in keys and chests, 8×8. The mean is the time of one step: 25 ns are 40 million steps a second.</summary>
[SimpleJob(RunStrategy.Throughput, launchCount: 1, warmupCount: 3, iterationCount: 8)]
public class AgentSteps
{
    private const int Episodes = 512, Steps = 50;

    private static readonly KeysAndChests World = new();
    private readonly Level<KeysAndChests.State>[] _levels = Level<KeysAndChests.State>.Draw(World, new Seed(5), Episodes);
    private readonly Rollout<KeysAndChests, KeysAndChests.State> _lanes = Fused(RolloutLoop.Lanes), _oneLane = Fused(RolloutLoop.OneLane), _dense = Fused(RolloutLoop.Dense), _plain = Fused(RolloutLoop.Plain);
    private readonly Rollout<KeysAndChests, KeysAndChests.State> _gru = new(World, new Gru(75, 32, 5)), _plainGru = new(World, new Gru(75, 32, 5), kernel: RolloutLoop.Plain);
    private readonly float[] _weights = Weights(new Mlp(75, 32, 5).InitialScale()), _gruWeights = Weights(new Gru(75, 32, 5).InitialScale());

    /// <summary>The rules alone, under uniformly random actions from a cheap generator.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public int WorldOnly() => Walk(observe: false);

    /// <summary>The rules and the observation, under the same actions.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public int WorldAndObservation() => Walk(observe: true);

    /// <summary>The baseline: the same loop with the network's plain code.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps, Baseline = true)]
    public double WorldAndPlainMlp() => _plain.Evaluate(_weights, _levels).Reward;

    /// <summary>World, observation, exploration and a network 75-32-5, as breeding runs them.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public double WorldAndMlp() => _lanes.Evaluate(_weights, _levels).Reward;

    /// <summary>The same, one episode at a time.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public double WorldAndMlpOneLane() => _oneLane.Evaluate(_weights, _levels).Reward;

    /// <summary>The same, one episode at a time and every input multiplied.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public double WorldAndDenseMlp() => _dense.Evaluate(_weights, _levels).Reward;

    /// <summary>World, observation, exploration and a gated recurrent unit 75-32-5.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public double WorldAndGru() => _gru.Evaluate(_gruWeights, _levels).Reward;

    /// <summary>The same with the unit's plain code.</summary>
    [Benchmark(OperationsPerInvoke = Episodes * Steps)]
    public double WorldAndPlainGru() => _plainGru.Evaluate(_gruWeights, _levels).Reward;

    private int Walk(bool observe)
    {
        ulong random = 88172645463325252, seen = 0;
        int happened = 0;
        foreach (Level<KeysAndChests.State> level in _levels)
        {
            KeysAndChests.State state = level.Start;
            PhiloxDraws chance = level.World.Draws();
            for (int step = 0; step < Steps; step++)
            {
                random ^= random << 13; // xorshift64, Marsaglia (2003)
                random ^= random >> 7;
                random ^= random << 17;
                if (observe) seen ^= World.Observe(state).W0;
                happened += (int)World.Advance(ref state, (int)(((ulong)(uint)random * 5) >> 32), ref chance).Events;
            }
        }
        return happened ^ (int)seen;
    }

    private static Rollout<KeysAndChests, KeysAndChests.State> Fused(RolloutLoop kernel) => new(World, new Mlp(75, 32, 5), kernel: kernel);

    private static float[] Weights(float[] weights)
    {
        var noise = new float[weights.Length];
        Gaussian.Fill(new Seed(1), noise);
        for (int i = 0; i < weights.Length; i++) weights[i] *= noise[i];
        return weights;
    }
}
