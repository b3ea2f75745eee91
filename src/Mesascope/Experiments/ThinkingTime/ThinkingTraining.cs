using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Trains a <see cref="ThinkingNetwork"/> on mazes: so many steps of thought, the gradient through the last few.</summary>
/// <remarks>Source: Bansal et al. (2022), section 3.2, the progressive loss.</remarks>
internal sealed class ThinkingTraining
{
    private const int ShardCount = 4; // part of what is computed: other shards, other bits

    private readonly ThinkingTimeSetUp _setUp;
    private readonly ThinkingNetwork _network;
    private readonly Maze[] _mazes;
    private readonly int[][] _right;
    private readonly float[] _weights;
    private readonly Seed _seed;
    private readonly Shards _shards;
    private readonly Graph[] _ahead; // for the steps that no gradient goes through

    /// <summary>Training that has not begun.</summary>
    /// <param name="setUp">How long, and how fast.</param>
    /// <param name="network">Its shapes.</param>
    /// <param name="mazes">To learn on, all of one size.</param>
    /// <param name="right">Of each maze the moves that are right in each cell, 0 where nothing is asked. Shape [mazes][cells].</param>
    /// <param name="seed">First weights, batches and times.</param>
    public ThinkingTraining(ThinkingTimeSetUp setUp, ThinkingNetwork network, Maze[] mazes, int[][] right, Seed seed)
    {
        (_setUp, _network, _mazes, _right, _seed) = (setUp, network, mazes, right, seed);
        _weights = network.Parameters.Draw(seed.For("weights"));
        _shards = new Shards(_weights, ShardCount);
        _ahead = [.. Enumerable.Range(0, ShardCount).Select(_ => new Graph(_weights, new float[_weights.Length]))];
    }

    /// <summary>Trains it.</summary>
    /// <param name="iterations">Steps of Adam.</param>
    /// <param name="told">The iteration and its loss, after each.</param>
    /// <param name="threads">Most threads at a time; it does not change the result.</param>
    /// <param name="cancellationToken">Looked at before each iteration.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    public float[] Run(int iterations, Action<int, double>? told = null, int threads = 1, CancellationToken cancellationToken = default)
    {
        var adam = new Adam((float)_setUp.Rate, WeightDecay: (float)_setUp.WeightDecay);
        var moments = new Moments(_weights.Length);
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (int steps, int through) = Times(iteration);
            PhiloxDraws draws = _seed.For("batch").Draws(iteration);
            int[] batch = [.. Enumerable.Range(0, _setUp.Batch).Select(i => draws.Choice(_mazes.Length, i))];
            int asked = batch.Sum(maze => _right[maze].Count(right => right != 0));
            double loss = _shards.Differentiate((graph, shard) => Loss(graph, shard, batch[_shards.Of(shard, batch.Length)], steps, through, 1f / asked), threads);
            if (!double.IsFinite(loss)) throw new ArithmeticException($"The loss of iteration {iteration} is {loss}; a smaller rate than {_setUp.Rate} may help.");
            double left = (iterations - iteration) / (_setUp.Cooldown * iterations);
            adam.Descend(moments, _weights, _shards.Gradient, (float)(_setUp.Rate * Math.Min(1, left)), Adam.Clip(_shards.Gradient, _setUp.Clip));
            told?.Invoke(iteration, loss);
        }
        return _weights;
    }

    // How many steps of thought, the larger of two draws; and through how many of them the gradient goes.
    private (int Steps, int Through) Times(int iteration)
    {
        PhiloxDraws draws = _seed.For("times").Draws(iteration);
        int steps = 1 + Math.Max(draws.Choice(_setUp.Steps, 0), draws.Choice(_setUp.Steps, 1));
        return (steps, 1 + draws.Choice(Math.Min(steps, _setUp.Through), 2));
    }

    private Variable Loss(Graph graph, int shard, ReadOnlySpan<int> batch, int steps, int through, float weight)
    {
        int size = _mazes[0].Size, cells = size * size;
        if (batch.Length == 0) return graph.New(1, 1);
        Variable x = graph.Input(batch.Length * cells, Maze.Planes);
        var right = new int[x.Rows];
        for (int i = 0; i < batch.Length; i++)
        {
            _mazes[batch[i]].See(x.Value.Slice(i * cells * Maze.Planes, cells * Maze.Planes));
            _right[batch[i]].CopyTo(right, i * cells);
        }
        Variable seen = _network.See(graph, x, size), h;
        if (steps == through) h = _network.Begin(graph, x, size);
        else
        {
            Graph ahead = _ahead[shard];
            ahead.Clear();
            Variable held = _network.Begin(ahead, x, size);
            for (int step = through; step < steps; step++) held = _network.Think(ahead, held, seen, size);
            h = graph.Input(held.Rows, held.Columns, held.Value);
        }
        for (int step = 0; step < through; step++) h = _network.Think(graph, h, seen, size);
        return graph.CrossEntropyOfAny(_network.Move(graph, h), right, weight);
    }
}
