using ILGPU;
using ILGPU.Runtime;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary><see cref="OpenAiEs"/> with its generations on a GPU: perturbations, episodes, ranks and the step of Adam. The levels go over, a few kilobytes, and only the scores come back, 24 bytes per individual.</summary>
/// <remarks>It has the same individuals as the CPU's search, and its saved states are interchangeable with it. Sums over pairs run in another order, in double precision: a step differs from the CPU's by rounding only.</remarks>
internal sealed class GpuOpenAiEs<TWorld, TState> : IGenerations<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private const int PairsPerSlice = 64;
    private readonly GpuDevice _device;
    private readonly OpenAiEsSettings _settings;
    private readonly Seed _seed;
    private readonly ulong _exploration;
    private readonly int _weights;
    private readonly RolloutLauncher<TWorld, TState> _launcher;
    private readonly SearchLauncher _kernels;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _mean, _first, _second;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _ranks, _partial;
    private readonly MemoryBuffer1D<Total, Stride1D.Dense> _scores;
    private MemoryBuffer1D<Total, Stride1D.Dense>? _totals;
    private MemoryBuffer1D<ulong, Stride1D.Dense>? _world, _levels;

    /// <summary>A search that stands before its first generation.</summary>
    /// <param name="device">Where it runs.</param>
    /// <param name="network">A gated recurrent unit, or an MLP of one hidden layer.</param>
    /// <param name="settings">As on the CPU.</param>
    /// <param name="seed">Every draw of the search comes from here.</param>
    /// <param name="exploration">The share of actions that are uniformly random, in [0, 1].</param>
    public GpuOpenAiEs(GpuDevice device, INetwork network, OpenAiEsSettings settings, Seed seed, double exploration = NetworkAgent.UsualExploration)
    {
        var start = new OpenAiEs(settings, network.InitialScale(), seed); // checks the settings and draws the first mean
        (_device, _settings, _seed, _weights) = (device, settings, seed, network.WeightCount);
        _exploration = (ulong)(exploration * 4294967296.0);
        _launcher = RolloutLauncher<TWorld, TState>.Of(device, network);
        _kernels = new SearchLauncher(device);
        Accelerator gpu = device.Accelerator;
        (_mean, _first, _second) = (gpu.Allocate1D<float>(_weights), gpu.Allocate1D<float>(_weights), gpu.Allocate1D<float>(_weights));
        (_ranks, _partial) = (gpu.Allocate1D<double>(settings.PopulationSize), gpu.Allocate1D<double>((long)Slices * _weights));
        _scores = gpu.Allocate1D<Total>(settings.PopulationSize);
        Load(start.Save());
    }

    /// <summary>Generations done.</summary>
    public int Generation { get; private set; }

    private int Pairs => _settings.PopulationSize / 2;

    private int Slices => (Pairs + PairsPerSlice - 1) / PairsPerSlice;

    /// <summary>One generation: everyone is made, judged on the same levels and told.</summary>
    /// <param name="world">The rules.</param>
    /// <param name="levels">The seed of the levels, as in <see cref="Level{TState}.Draw"/>.</param>
    /// <param name="episodes">Levels per individual, at least 1.</param>
    /// <param name="cancellationToken">Looked at before the generation.</param>
    /// <returns>Shape [population].</returns>
    public Score[] Step(TWorld world, Seed levels, int episodes, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int population = _settings.PopulationSize;
        LaunchShape shape = _launcher.Shape(population, episodes, stored: false);
        ArrayView<ulong> rules = _device.Bring(ref _world, new ReadOnlySpan<TWorld>(in world)), drawn = _device.Bring(ref _levels, new ReadOnlySpan<Level<TState>>(Level<TState>.Draw(world, levels, episodes)));
        ArrayView<Total> totals = _device.Room(ref _totals, (long)population * shape.Slices);
        var source = new PerturbedWeights(_mean.View.BaseView, (float)_settings.Sigma, Directions());
        var plan = new RolloutPlan { Episodes = episodes, PerSlice = shape.PerSlice, Slices = shape.Slices, Exploration = _exploration, LevelSlots = Packed.Slots<Level<TState>>() };
        _launcher.Launch(shape, population, rules, source, plan, drawn, totals, default);
        _kernels.Score(shape.Slices, episodes, totals, _scores.View.BaseView);
        Total[] scores = Climb();
        return [.. scores.Select(score => new Score(score.Reward, score.Performance, (long)score.Steps))];
    }

    /// <summary>Ends the generation with fitnesses from elsewhere, as <see cref="OpenAiEs.Tell"/> does.</summary>
    /// <param name="fitness">Shape [population], all finite.</param>
    public void Tell(ReadOnlySpan<double> fitness)
    {
        if (fitness.Length != _settings.PopulationSize) throw new ArgumentException($"The population holds {_settings.PopulationSize} individuals; got {fitness.Length} fitnesses.", nameof(fitness));
        var scores = new Total[fitness.Length];
        for (int i = 0; i < scores.Length; i++) scores[i] = new(fitness[i], 0, 0);
        _scores.CopyFromCPU(scores);
        Climb();
    }

    /// <summary>Everything needed to go on from here, on either device.</summary>
    public TrainerState Save() => new(Generation, new Dictionary<string, float[]>
    {
        ["mean"] = _mean.GetAsArray1D(), ["firstMoment"] = _first.GetAsArray1D(), ["secondMoment"] = _second.GetAsArray1D(),
    });

    /// <summary>Goes on from a saved state of a search with the same settings and seed, on either device.</summary>
    public void Load(TrainerState state)
    {
        _mean.CopyFromCPU(state.Array("mean", _weights));
        _first.CopyFromCPU(state.Array("firstMoment", _weights));
        _second.CopyFromCPU(state.Array("secondMoment", _weights));
        Generation = state.Step;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable? buffer in (IDisposable?[])[_mean, _first, _second, _ranks, _partial, _scores, _totals, _world, _levels]) buffer?.Dispose();
    }

    // The directions are those of OpenAiEs: purpose "direction", lane generation · population + pair.
    private Directions Directions() => new(_seed, Seed.Purpose("direction"), (long)Generation * _settings.PopulationSize);

    private Total[] Climb()
    {
        ArrayView<double> ranks = _ranks.View.BaseView, partial = _partial.View.BaseView;
        _kernels.Rank(_scores.View.BaseView, ranks);
        _kernels.Gradient(Directions(), Pairs, PairsPerSlice, ranks, _weights, partial);
        _kernels.Climb(_settings.StepAfter(Generation), Slices, partial, _mean.View.BaseView, _first.View.BaseView, _second.View.BaseView);
        Generation++;
        return _scores.GetAsArray1D(); // waits for all of it
    }
}
