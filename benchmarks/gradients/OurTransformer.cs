using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Benchmarks.Gradients;

/// <summary>A training step with our own kernels: no padding.</summary>
internal sealed class OurTransformer
{
    private readonly Transformer _model;
    private readonly float[] _weights;
    private readonly Shards _shards;
    private readonly Moments _moments;
    private readonly Adam _adam = new(LanguageTask.Rate, WeightDecay: LanguageTask.Decay);
    private readonly int _threads;
    private readonly (int[] Tokens, int[] Next, int[] Lengths)[] _parts;
    private readonly float _weight;

    public OurTransformer(LanguageTask task, int threads)
    {
        var parameters = new Parameters();
        _model = new Transformer(parameters, new(LanguageTask.Tokens, LanguageTask.Longest, task.Width, task.Layers, task.Heads));
        (_weights, _moments, _threads) = (parameters.Draw(new Seed(1)), new Moments(parameters.Count), threads);
        _shards = new Shards(_weights, 4);
        _weight = 1f / task.Lengths.Sum();
        _parts = [.. Enumerable.Range(0, _shards.Count).Select(shard =>
        {
            int[] own = [.. Enumerable.Range(0, LanguageTask.Sequences).Take(_shards.Of(shard, LanguageTask.Sequences))];
            (int Token, int Next)[] tokens = [.. own.SelectMany(sequence => Enumerable.Range(0, task.Lengths[sequence]).Select(place => LanguageTask.At(sequence, place)))];
            return (tokens.Select(token => token.Token).ToArray(), tokens.Select(token => token.Next).ToArray(), own.Select(sequence => task.Lengths[sequence]).ToArray());
        })];
    }

    public double Step()
    {
        double loss = _shards.Differentiate((graph, shard) =>
        {
            (int[] tokens, int[] next, int[] lengths) = _parts[shard];
            return graph.CrossEntropy(_model.Scores(graph, tokens, lengths), next, _weight);
        }, _threads);
        _adam.Descend(_moments, _weights, _shards.Gradient);
        return loss;
    }
}
