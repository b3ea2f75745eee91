using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Speed;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Measures one world on the processor at one size: the rules alone, the agent in three forms, on one thread and on all, and a whole generation.</summary>
/// <param name="Population">Individuals.</param>
/// <param name="Episodes">Episodes of each.</param>
/// <param name="Hidden">Hidden units.</param>
/// <param name="Whole">False leaves out what does not depend on the size.</param>
/// <param name="Plan">How long to measure.</param>
/// <param name="Told">Told how much is done.</param>
/// <param name="Token">Looked at between rounds.</param>
internal sealed record CpuWorld(int Population, int Episodes, int Hidden, bool Whole, SpeedPlan Plan, Action<double> Told, CancellationToken Token) : IWorldVisitor<IReadOnlyList<SpeedRow>>
{
    private const string Limit = "limit", BitLimit = "limit of whole numbers", Scalar = "scalar loop", World = "world", Agent = "agent", Dense = "agent-dense", Plain = "plain network", One = "1 thread", All = "all threads", Generation = "generation";

    /// <inheritdoc/>
    public IReadOnlyList<SpeedRow> Visit<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var work = new CpuWork<TWorld, TState>(Population, Episodes, Hidden);
        var rounds = new PairedRounds();
        rounds.Add(Limit, ArithmeticLimit.Work);
        if (Whole)
        {
            rounds.Add(Scalar, work.Walk(lanes: false));
            if (work.OperationsPerStep is not null)
            {
                rounds.Add(BitLimit, ArithmeticLimit.WholeNumbers);
                rounds.Add(World, work.Walk(lanes: true));
            }
            rounds.Add(Plain, work.Play(RolloutLoop.Plain));
        }
        rounds.Add(Agent, work.Play(RolloutLoop.Lanes));
        rounds.Add(Dense, work.Play(RolloutLoop.Dense));
        rounds.Add(One, work.PlayAll(1));
        if (Plan.Threads > 1) rounds.Add(All, work.PlayAll(Plan.Threads));
        rounds.Add(Generation, work.Breed(Plan.Threads));
        rounds.Run(Plan, Told, Token);
        return Rows(rounds, TWorld.Card.Name, work);
    }

    private List<SpeedRow> Rows<TWorld, TState>(PairedRounds rounds, string world, CpuWork<TWorld, TState> work)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        double sparse = ArithmeticLimit.OfSparse(work.Network, work.SetBits), dense = ArithmeticLimit.OfDense(work.Network);
        string everyone = Plan.Threads > 1 ? All : One;
        SpeedRow Row(string kind, string piece, string? other, int threads = 1, double? operations = null, string limit = Limit) =>
            Compared(rounds, piece, other, new SpeedRow
            {
                World = world, Kind = kind, Device = "cpu", Threads = threads, Population = kind == World ? 1 : Population, Episodes = Episodes, Hidden = kind == World ? null : Hidden,
                StepsPerSecond = MedianInterval.Median([.. rounds.Paces(piece).Select(pace => pace.PerSecond)]),
                StepsPerProcessorSecond = MedianInterval.Median([.. rounds.Paces(piece).Select(pace => pace.PerProcessorSecond)]),
                BestStepsPerProcessorSecond = rounds.Paces(piece).Max(pace => pace.PerProcessorSecond),
                ShareOfLimit = operations is { } each ? MedianInterval.Median(rounds.Ratios(piece, limit, pace => pace.PerProcessorSecond)) * each : null,
            });
        var rows = new List<SpeedRow>();
        if (Whole) rows.Add(work.OperationsPerStep is { } bits ? Row(World, World, Scalar, operations: bits, limit: BitLimit) : Row(World, Scalar, null));
        rows.Add(Row(Agent, Agent, Dense, operations: sparse));
        if (Whole) rows.Add(Row(Agent, Agent, Plain, operations: sparse));
        rows.Add(Row(Dense, Dense, null, operations: dense));
        if (Plan.Threads > 1) rows.Add(Row(Agent, All, One, Plan.Threads, sparse));
        rows.Add(Row(Generation, Generation, everyone, Plan.Threads, sparse));
        return rows;
    }

    private static SpeedRow Compared(PairedRounds rounds, string piece, string? other, SpeedRow row)
    {
        if (other is null) return row;
        IReadOnlyList<double> ratios = rounds.Ratios(piece, other, pace => row.Threads > 1 ? pace.PerSecond : pace.PerProcessorSecond);
        Interval? interval = MedianInterval.Of(ratios, 0.05);
        return row with { ComparedWith = other == All ? "agent, all threads" : other == One ? "agent, 1 thread" : other, Ratio = MedianInterval.Median(ratios), RatioLow = interval?.Low, RatioHigh = interval?.High };
    }
}

/// <summary>The pieces of work of one world; each says how many steps it took.</summary>
internal sealed class CpuWork<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private static readonly Seed Seed = new(1);
    private readonly TWorld _world = new();
    private readonly int _population;
    private readonly Level<TState>[] _levels;
    private readonly float[][] _weights;
    private int _turn;

    /// <summary>Draws levels and weights. The rules are those of a world of the catalogue with no switch turned.</summary>
    public CpuWork(int population, int episodes, int hidden)
    {
        _population = population;
        Network = new Mlp(_world.ObservationBits, hidden, _world.Actions);
        _levels = Level<TState>.Draw(_world, Seed.For("levels"), episodes);
        var search = new OpenAiEs(new OpenAiEsSettings { PopulationSize = population, Sigma = 0.5 }, Network.InitialScale(), Seed.For("weights"));
        _weights = new float[Math.Min(population, 64)][];
        for (int i = 0; i < _weights.Length; i++) search.Ask(i, _weights[i] = new float[Network.WeightCount]);
    }

    /// <summary>The agents' shape.</summary>
    public Mlp Network { get; }

    /// <summary>Vector operations of a step under random actions; null where the world cannot be played several episodes to a vector.</summary>
    public double? OperationsPerStep => new RandomRollout<TWorld, TState>(_world).OperationsPerStep;

    /// <summary>Set bits of an observation along a random walk, on average.</summary>
    public double SetBits
    {
        get
        {
            long bits = 0, seen = 0;
            foreach (Level<TState> level in _levels)
            {
                TState state = level.Start;
                bool ended = false;
                for (int step = 1; step <= _world.Horizon && !ended; step++, seen++)
                {
                    bits += _world.Observe(state).Count;
                    PhiloxDraws now = level.World.Draws(step), policy = level.Policy.Draws(step);
                    ended = _world.Advance(ref state, policy.Choice(_world.Actions, 0), ref now).Ended;
                }
            }
            return bits / (double)seen;
        }
    }

    /// <summary>Random actions on one thread.</summary>
    public Func<long> Walk(bool lanes)
    {
        var rollout = new RandomRollout<TWorld, TState>(_world, lanes);
        return () => rollout.Evaluate(_levels).Steps;
    }

    /// <summary>One individual after the other on one thread, each call the next.</summary>
    public Func<long> Play(RolloutLoop kernel)
    {
        var rollout = new Rollout<TWorld, TState>(_world, Network, kernel: kernel);
        return () => rollout.Evaluate(_weights[_turn++ % _weights.Length], _levels).Steps;
    }

    /// <summary>The whole population, shared out among threads as breeding does it.</summary>
    public Func<long> PlayAll(int threads) => () =>
    {
        long steps = 0;
        Parallel.For(0, _population, new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Rollout: new Rollout<TWorld, TState>(_world, Network), Steps: 0L),
            (individual, _, own) => (own.Rollout, own.Steps + own.Rollout.Evaluate(_weights[individual % _weights.Length], _levels).Steps),
            own => Interlocked.Add(ref steps, own.Steps));
        return steps;
    };

    /// <summary>A generation of OpenAI-ES: levels, perturbations, episodes, ranks, update.</summary>
    public Func<long> Breed(int threads)
    {
        var breeding = Breeding.Of(new NetworkRecipe
        {
            Name = "bench", Summary = "", BaseObjective = "", World = WorldInstance.Of<TWorld, TState>(_world), HiddenWidths = [Network.Widths[1]],
            Search = new OpenAiEsSettings { PopulationSize = _population }, Generations = int.MaxValue, EpisodesPerIndividual = _levels.Length,
        }, Seed.For("breeding"), threads);
        long before = 0;
        return () =>
        {
            long steps = breeding.Step().Steps, done = steps - before;
            before = steps;
            return done;
        };
    }
}
