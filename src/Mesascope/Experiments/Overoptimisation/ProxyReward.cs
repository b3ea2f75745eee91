using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A reward model: one hidden ReLU layer, fitted to comparisons by the model of Bradley and Terry, P(a is preferred to b) = 1/(1 + e^(worth of b - worth of a)).</summary>
/// <remarks>Of its passes it keeps the one that predicts the last fifth of the comparisons best, of which it learns nothing.</remarks>
internal sealed class ProxyReward
{
    private const int Batch = 64, Chunk = 4096, AtLeast = 5;
    private readonly Gradients.Parameter _w1, _b1, _w2;
    private readonly float[] _weights;
    private readonly int _dimensions;

    /// <summary>Draws comparisons of replies x ~ N(0, I) and learns from them.</summary>
    /// <param name="worth">What the rater goes by; a difference of 1 is preferred with odds e.</param>
    /// <param name="dimensions">Numbers in a reply.</param>
    /// <param name="width">Hidden units.</param>
    /// <param name="pairs">Comparisons, at least 5.</param>
    /// <param name="rate">Step size of AdamW.</param>
    /// <param name="decay">Its weight decay.</param>
    /// <param name="passes">Over the comparisons, at most.</param>
    /// <param name="seed">Every draw comes from here.</param>
    public ProxyReward(Func<ReadOnlySpan<float>, double> worth, int dimensions, int width, int pairs, double rate, double decay, int passes, Seed seed)
    {
        if (pairs < AtLeast) throw new ArgumentException($"A fifth is held out, so at least {AtLeast} comparisons; got {pairs}.", nameof(pairs));
        _dimensions = dimensions;
        var parameters = new Parameters();
        _w1 = parameters.Add("w1", dimensions, width, MathF.Sqrt(2f / dimensions));
        _b1 = parameters.Add("b1", 1, width, 0);
        _w2 = parameters.Add("w2", width, 1, MathF.Sqrt(1f / width));
        _weights = parameters.Draw(seed.For("network"));
        float[] replies = new float[2 * pairs * dimensions];
        Gaussian.Fill(seed.For("replies"), replies);
        PhiloxDraws draws = seed.For("preferences").Draws();
        int[] preferred = [.. Enumerable.Range(0, pairs).Select(pair => draws.Uniform(pair) < 1 / (1 + PortableMath.Exp(worth(Reply(2 * pair + 1)) - worth(Reply(2 * pair)))) ? 0 : 1)];
        int learnt = pairs - pairs / AtLeast;
        float[] kept = [.. _weights], gradient = new float[_weights.Length];
        var graph = new Graph(_weights, gradient);
        var adam = new Adam((float)rate, WeightDecay: (float)decay);
        var moments = new Moments(_weights.Length);
        double best = double.PositiveInfinity;
        for (int pass = 0; pass < passes; pass++)
        {
            int[] order = [.. Enumerable.Range(0, learnt).OrderBy(i => seed.For("order", pass).For("pair", i).Value)];
            foreach (int[] batch in order.Chunk(Batch))
            {
                graph.Clear();
                Array.Clear(gradient);
                graph.Backward(Loss(batch));
                adam.Descend(moments, _weights, gradient);
            }
            graph.Clear();
            double loss = Loss([.. Enumerable.Range(learnt, pairs - learnt)]).Value[0];
            if (loss < best) (best, kept) = (loss, [.. _weights]);
        }
        kept.CopyTo(_weights, 0);

        ReadOnlySpan<float> Reply(int i) => replies.AsSpan(i * dimensions, dimensions);

        Variable Loss(int[] chosen)
        {
            Variable first = graph.Input(chosen.Length, dimensions), second = graph.Input(chosen.Length, dimensions);
            for (int i = 0; i < chosen.Length; i++)
            {
                Reply(2 * chosen[i]).CopyTo(first.Value[(i * dimensions)..]);
                Reply(2 * chosen[i] + 1).CopyTo(second.Value[(i * dimensions)..]);
            }
            return graph.CrossEntropy(graph.Beside(Score(graph, first), Score(graph, second)), chosen.Select(i => preferred[i]).ToArray(), 1f / chosen.Length);
        }
    }

    /// <summary>What it gives for each reply.</summary>
    /// <param name="replies">One after another. Shape [replies, dimensions].</param>
    public float[] Of(float[] replies)
    {
        var scores = new float[replies.Length / _dimensions];
        var graph = new Graph(_weights);
        for (int first = 0; first < scores.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, scores.Length - first);
            graph.Clear();
            Score(graph, graph.Input(count, _dimensions, replies.AsSpan(first * _dimensions, count * _dimensions))).Value.CopyTo(scores.AsSpan(first));
        }
        return scores;
    }

    private Variable Score(Graph graph, Variable x) => graph.Product(graph.Relu(graph.Affine(x, graph[_w1], graph[_b1])), graph[_w2]);
}
