using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>What an individual feels of what happens to it: the inner reward that it learns from. Bred, not told.</summary>
internal interface IDrives
{
    /// <summary>How good a step felt in which these events happened.</summary>
    double Felt(uint events);
}

/// <summary>How an individual learns within its life.</summary>
/// <param name="LearningRate">α, in (0, 1].</param>
/// <param name="Discount">γ, in [0, 1].</param>
/// <param name="Exploration">ε, the share of uniformly random actions, in [0, 1].</param>
/// <param name="Hope">What every action in every situation is thought to be worth at birth, finite; 0 where nothing is said.</param>
internal readonly record struct Learner(double LearningRate, double Discount, double Exploration, double Hope = 0)
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
internal sealed record LifeRecord(int Steps, double Performance, int[] Happened)
{
    /// <summary>How often the event happened.</summary>
    public int Count(uint flag) => Happened[BitOperations.TrailingZeroCount(flag)];
}

/// <summary>One life: born with drives and a table that holds the same hope everywhere, it learns what to do from what its drives make of each step (ε-greedy Q-learning).</summary>
/// <remarks>Source: Singh, Lewis and Barto (2009), "Where do rewards come from?": the reward that is learnt from is the agent's own; the fitness is somebody else's.</remarks>
internal static class Life
{
    /// <summary>Lives it.</summary>
    /// <param name="world">Where.</param>
    /// <param name="drives">What it feels.</param>
    /// <param name="learner">How it learns.</param>
    /// <param name="steps">The longest it can live, at least 1; the world may end it sooner.</param>
    /// <param name="randomness">The world's randomness and the individual's come from different purposes of it.</param>
    public static LifeRecord Of<THabitat, TState, TDrives>(THabitat world, TDrives drives, Learner learner, int steps, Seed randomness)
        where THabitat : struct, IHabitat<TState>
        where TState : unmanaged
        where TDrives : struct, IDrives
    {
        var life = new LifeTrainer<THabitat, TState, TDrives>(world, drives, learner, steps, randomness);
        life.Finish();
        return life.Record;
    }
}

/// <summary>A life under way, some steps at a time; what comes of it is what it has learnt.</summary>
internal sealed class LifeTrainer<THabitat, TState, TDrives> : ITrainer<QTable>
    where THabitat : struct, IHabitat<TState>
    where TState : unmanaged
    where TDrives : struct, IDrives
{
    /// <summary>Steps of life in one step of training.</summary>
    public const int Stretch = 4096;

    private const int MostEvents = 32;

    private readonly THabitat _world;
    private TDrives _drives; // not read-only: what it feels may depend on how often it felt before, and a copy would forget
    private readonly Learner _learner;
    private readonly int _most;
    private readonly Seed _luck;
    private readonly QTable _memory;
    private readonly int[] _happened = new int[MostEvents];
    private TState _state;
    private int _step;
    private double _performance, _felt;
    private bool _ended;

    /// <summary>A life that stands before its first step.</summary>
    /// <param name="world">Where.</param>
    /// <param name="drives">What it feels.</param>
    /// <param name="learner">How it learns.</param>
    /// <param name="steps">The longest it can live, at least 1; the world may end it sooner.</param>
    /// <param name="randomness">The world's randomness and the individual's come from different purposes of it.</param>
    public LifeTrainer(THabitat world, TDrives drives, Learner learner, int steps, Seed randomness)
    {
        (_world, _drives, _learner, _most, _luck) = (world, drives, learner, steps, randomness);
        _memory = new QTable(world.Situations, world.Actions);
        if (learner.Hope != 0) _memory.All.Fill(learner.Hope);
        var chance = new BlockDraws(randomness.For("world"));
        _state = world.Start(ref chance);
    }

    /// <inheritdoc/>
    public bool Finished => _ended || _step >= _most;

    /// <summary>What the life has come to so far.</summary>
    public LifeRecord Record => new(_step, _performance, _happened);

    /// <inheritdoc/>
    public TrainingProgress Step(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        THabitat world = _world;
        var chance = new BlockDraws(_luck.For("world"));
        var choices = new BlockDraws(_luck.For("policy"));
        TState state = _state;
        int situation = world.Situation(state), step = _step, last = Math.Min(_most, _step + Stretch);
        bool ended = false;
        for (; step < last && !ended; step++)
        {
            chance.Turn(step + 1);
            choices.Turn(step);
            int action = _memory.EpsilonGreedy(situation, _learner.Exploration, ref choices, 0);
            Step outcome = world.Advance(ref state, action, ref chance);
            int next = world.Situation(state);
            double felt = _drives.Felt(outcome.Events);
            _memory.Learn(situation, action, felt, outcome.Ended ? -1 : next, _learner.LearningRate, _learner.Discount);
            for (uint events = outcome.Events; events != 0; events &= events - 1) _happened[BitOperations.TrailingZeroCount(events)]++;
            (situation, ended) = (next, outcome.Ended);
            _performance += outcome.Performance;
            _felt += felt;
        }
        (_state, _step, _ended) = (state, step, ended);
        return new(_step, _most, _felt, _felt, _performance, _step);
    }

    /// <inheritdoc/>
    public TrainerState Save() => new(_step, new Dictionary<string, float[]>())
    {
        Others = new JsonObject
        {
            ["values"] = TrainerState.Of(_memory.All), ["sums"] = TrainerState.Of([_performance, _felt, _ended ? 1 : 0]), ["happened"] = TrainerState.Of([.. _happened.Select(times => (double)times)]),
            ["state"] = Convert.ToBase64String(MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in _state))),
        },
    };

    /// <inheritdoc/>
    public void Load(TrainerState state)
    {
        double[] sums = state.Doubles("sums", 3), happened = state.Doubles("happened", MostEvents);
        byte[] bytes = Convert.FromBase64String(state.Others!["state"]?.GetValue<string>() ?? "");
        if (bytes.Length != Unsafe.SizeOf<TState>()) throw new ArgumentException("The saved state is that of another world.", nameof(state));
        state.Doubles("values", _memory.All.Length).CopyTo(_memory.All);
        _state = MemoryMarshal.Read<TState>(bytes);
        for (int i = 0; i < MostEvents; i++) _happened[i] = (int)happened[i];
        (_step, _performance, _felt, _ended) = (state.Step, sums[0], sums[1], sums[2] != 0);
    }

    /// <inheritdoc/>
    public QTable Result() => _memory;
}
