using Mesascope.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace Mesascope.Gradients.Tests;

/// <summary>The language model, in whole, against the same written with libtorch.</summary>
public class TransformerTests
{
    [Theory]
    [InlineData(1, 64, 4, true)]
    [InlineData(2, 48, 3, true)]
    [InlineData(3, 32, 1, false)]
    public void Scores_loss_and_gradients_are_those_of_libtorch(int layers, int width, int heads, bool smeared)
    {
        Torch.Require();
        using DisposeScope scope = NewDisposeScope();
        var shape = new TransformerShape(Tokens: 53, Longest: 12, width, layers, heads, smeared);
        int[] lengths = [12, 1, 7, 5], tokens = [.. Enumerable.Range(0, lengths.Sum()).Select(i => i * i % 53)], next = [.. tokens.Select((token, i) => i % 9 == 8 ? -1 : (token + i) % 53)];
        var parameters = new Parameters();
        var ours = new Transformer(parameters, shape);
        // More than it starts from, biases too, so that nothing is compared with 0.
        float[] weights = [.. parameters.Draw(new Seed(5)).Zip(Noise(parameters.Count), (weight, noise) => weight + .1f * noise)], gradient = new float[parameters.Count];
        var graph = new Graph(weights, gradient);
        Variable scores = ours.Scores(graph, tokens, lengths);
        float loss = graph.Backward(graph.CrossEntropy(scores, next, 1f / tokens.Length));

        Dictionary<string, Tensor> theirs = parameters.All.ToDictionary(parameter => parameter.Name, parameter => Judge.Tensor(weights.AsSpan(parameter.Offset, parameter.Count), parameter.Rows, parameter.Columns).requires_grad_(true));
        Tensor right = Plainly.Transformer(theirs, shape, tokens, lengths), rightLoss = nn.functional.cross_entropy(right, tensor(next, int64), ignore_index: -1, reduction: nn.Reduction.Sum) / tokens.Length;
        rightLoss.backward();
        Judge.Agree(right, scores.Value, "scores");
        Judge.Agree(rightLoss.view(1), [loss], "loss");
        foreach (Parameter parameter in parameters.All)
        {
            // A bias of the keys moves all scores of a query alike unless keys are smeared, so its gradient is 0 but for rounding.
            if (parameter.Name.EndsWith("key.bias", StringComparison.Ordinal) && !smeared) continue;
            Judge.Agree(theirs[parameter.Name].grad!, gradient.AsSpan(parameter.Offset, parameter.Count), parameter.Name);
        }
    }

    private static float[] Noise(int count)
    {
        var noise = new float[count];
        Gaussian.Fill(new Seed(6), noise);
        return noise;
    }
}
