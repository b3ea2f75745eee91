namespace Mesascope.Gradients;

/// <summary>The gradient of a batch in shards: always the same cases in a shard and the shards summed in their order, so that any number of threads gives the same bits.</summary>
internal sealed class Shards
{
    private readonly float[] _weights;
    private readonly float[][] _gradients;
    private readonly Graph[] _graphs;
    private readonly double[] _losses;

    /// <summary>Shards of one set of weights.</summary>
    /// <param name="weights">Shape [parameters]; what is there when <see cref="Differentiate"/> is called counts.</param>
    /// <param name="count">How many, at least 1: part of what is computed, unlike the number of threads.</param>
    public Shards(float[] weights, int count)
    {
        _weights = weights;
        _gradients = [.. Enumerable.Range(0, count).Select(_ => new float[weights.Length])];
        _graphs = [.. _gradients.Select(gradient => new Graph(weights, gradient))];
        _losses = new double[count];
    }

    /// <summary>How many there are.</summary>
    public int Count => _graphs.Length;

    /// <summary>The gradient that was found last. Shape [parameters].</summary>
    public float[] Gradient => _gradients[0];

    /// <summary>The sum of the shards' losses and, in <see cref="Gradient"/>, its gradient.</summary>
    /// <param name="loss">The loss of a shard, on its graph: one number. It is called from several threads.</param>
    /// <param name="threads">Most threads at a time, at least 1. It does not change the result.</param>
    public double Differentiate(Func<Graph, int, Variable> loss, int threads = 1)
    {
        if (threads == 1) for (int shard = 0; shard < Count; shard++) One(shard);
        else Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, One);
        for (int shard = 1; shard < Count; shard++) Vectors.Add(_gradients[shard], _gradients[0]);
        return _losses.Sum();

        void One(int shard)
        {
            Graph graph = _graphs[shard];
            graph.Clear();
            Array.Clear(_gradients[shard]);
            _losses[shard] = graph.Backward(loss(graph, shard));
        }
    }

    /// <summary>The cases of a shard, of so many in all: as even as can be.</summary>
    /// <param name="shard">Which, in [0, <see cref="Count"/>).</param>
    /// <param name="cases">At least 0.</param>
    public Range Of(int shard, int cases) => (int)((long)cases * shard / Count)..(int)((long)cases * (shard + 1) / Count);
}
