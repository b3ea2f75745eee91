using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Speed;
using Mesascope.Worlds;

namespace Mesascope.Benchmarks;

/// <summary>Steps of a world's rules alone on one core, random actions from Philox counted in: one episode at a time, and eight in the lanes of vectors.</summary>
[SimpleJob(RunStrategy.Throughput, launchCount: 1, warmupCount: 3, iterationCount: 8)]
[GenericTypeArguments(typeof(KeysAndChests), typeof(KeysAndChests.State))]
[GenericTypeArguments(typeof(BoatRace), typeof(BoatRace.State))]
[GenericTypeArguments(typeof(HungryThirsty), typeof(HungryThirsty.State))]
public class WorldSteps<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private const int Episodes = 512;

    private readonly Level<TState>[] _levels = Level<TState>.Draw(new TWorld(), new Seed(5), Episodes);
    private readonly RandomRollout<TWorld, TState> _lanes = new(new TWorld()), _scalar = new(new TWorld(), lanes: false);

    /// <summary>The baseline: 512 episodes, one at a time.</summary>
    [Benchmark(Baseline = true)]
    public double OneAtATime() => _scalar.Evaluate(_levels).Reward;

    /// <summary>The same episodes in lanes.</summary>
    [Benchmark]
    public double InLanes() => _lanes.Evaluate(_levels).Reward;
}
