using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A head that predicts a choice: one hidden layer on top of what it sees.</summary>
internal sealed class ChoiceHead
{
    private const int Batch = 64;
    private const float WeightDecay = 0.01f;
    private readonly Gradients.Parameter _w1, _b1, _w2, _b2;
    private float[] _weights;

    /// <summary>Learns from observations and choices; of its passes it keeps the one that predicts the last fifth best, of which it learns nothing.</summary>
    /// <param name="seen">What it sees. Shape [observations][numbers].</param>
    /// <param name="choices">What was chosen, in [0, actions). Shape [observations].</param>
    /// <param name="actions">At least 2.</param>
    /// <param name="hidden">Units, at least 1.</param>
    /// <param name="rate">Step size of AdamW.</param>
    /// <param name="passes">At most, at least 1.</param>
    /// <param name="seed">Every draw comes from here.</param>
    public ChoiceHead(float[][] seen, int[] choices, int actions, int hidden, double rate, int passes, Seed seed)
    {
        int inputs = seen[0].Length, learnt = seen.Length - seen.Length / 5;
        var parameters = new Parameters();
        _w1 = parameters.Add("w1", inputs, hidden, MathF.Sqrt(2f / inputs));
        _b1 = parameters.Add("b1", 1, hidden, 0);
        _w2 = parameters.Add("w2", hidden, actions, MathF.Sqrt(1f / hidden));
        _b2 = parameters.Add("b2", 1, actions, 0);
        _weights = parameters.Draw(seed.For("weights"));
        float[] kept = [.. _weights], gradient = new float[_weights.Length];
        var graph = new Graph(_weights, gradient);
        var adam = new Adam((float)rate, WeightDecay: WeightDecay);
        var moments = new Moments(_weights.Length);
        double best = double.PositiveInfinity;
        for (int pass = 0; pass < passes; pass++)
        {
            int[] order = [.. Enumerable.Range(0, learnt).OrderBy(i => seed.For("order", pass).For("case", i).Value)];
            foreach (int[] batch in order.Chunk(Batch))
            {
                graph.Clear();
                Array.Clear(gradient);
                graph.Backward(graph.CrossEntropy(Scores(graph, [.. batch.Select(i => seen[i])]), batch.Select(i => choices[i]).ToArray(), 1f / batch.Length));
                adam.Descend(moments, _weights, gradient);
            }
            graph.Clear();
            double loss = graph.CrossEntropy(Scores(graph, seen[learnt..]), choices[learnt..], 1f / (seen.Length - learnt)).Value[0];
            if (loss < best) (best, kept) = (loss, [.. _weights]);
        }
        _weights = kept;
    }

    /// <summary>The choice it predicts for each observation.</summary>
    public int[] Predict(float[][] seen)
    {
        Variable scores = Scores(new Graph(_weights), seen);
        int[] choices = new int[seen.Length];
        for (int i = 0; i < choices.Length; i++) choices[i] = Agents.Mlp.Best(scores.Value.Slice(i * scores.Columns, scores.Columns));
        return choices;
    }

    private Variable Scores(Graph graph, float[][] seen)
    {
        Variable input = graph.Input(seen.Length, seen[0].Length);
        for (int i = 0; i < seen.Length; i++) seen[i].CopyTo(input.Value[(i * input.Columns)..]);
        return graph.Affine(graph.Relu(graph.Affine(input, graph[_w1], graph[_b1])), graph[_w2], graph[_b2]);
    }
}
