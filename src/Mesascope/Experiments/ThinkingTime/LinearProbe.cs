using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A linear readout of what is held in a cell: scores of a few labels, fitted by AdamW to give a label that is right.</summary>
internal sealed class LinearProbe
{
    private const int Steps = 300;
    private const float Rate = 0.05f;

    private readonly float[] _weights;
    private readonly int _channels, _labels;

    private LinearProbe(float[] weights, int channels, int labels) => (_weights, _channels, _labels) = (weights, channels, labels);

    /// <summary>Fits one, from weights of 0.</summary>
    /// <param name="held">Shape [cells, channels].</param>
    /// <param name="right">Bit k is set where label k is right; 0 for a cell that does not count. Shape [cells].</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="labels">At least 2.</param>
    /// <param name="token">Looked at before each step.</param>
    public static LinearProbe Fit(float[] held, int[] right, int channels, int labels, CancellationToken token)
    {
        var parameters = new Parameters();
        Gradients.Parameter weight = parameters.Add("weight", channels, labels, 0), bias = parameters.Add("bias", 1, labels, 0);
        float[] weights = parameters.Draw(new Seed(0));
        var shards = new Shards(weights, 1);
        var moments = new Moments(weights.Length);
        int counted = right.Count(each => each != 0);
        for (int step = 0; step < Steps; step++)
        {
            token.ThrowIfCancellationRequested();
            shards.Differentiate((graph, _) => graph.CrossEntropyOfAny(graph.Affine(graph.Input(right.Length, channels, held), graph[weight], graph[bias]), right, 1f / Math.Max(1, counted)));
            new Adam(Rate).Descend(moments, weights, shards.Gradient, Rate * (Steps - step) / Steps);
        }
        return new(weights, channels, labels);
    }

    /// <summary>The score of a label.</summary>
    public double Score(ReadOnlySpan<float> held, int label)
    {
        double score = _weights[_channels * _labels + label];
        for (int i = 0; i < _channels; i++) score += (double)held[i] * _weights[i * _labels + label];
        return score;
    }

    /// <summary>The label that scores highest, the first among equals.</summary>
    public int Best(ReadOnlySpan<float> held)
    {
        int best = 0;
        for (int label = 1; label < _labels; label++) if (Score(held, label) > Score(held, best)) best = label;
        return best;
    }
}
