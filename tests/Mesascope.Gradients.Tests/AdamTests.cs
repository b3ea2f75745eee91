using Mesascope.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using Trained = TorchSharp.Modules.Parameter;

namespace Mesascope.Gradients.Tests;

/// <summary>Twenty steps of Adam, with and without decay and clipping, against libtorch's optimizers.</summary>
public class AdamTests
{
    private const int Steps = 20, Count = 37; // not whole vectors

    [Theory]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(.1, double.PositiveInfinity)]
    [InlineData(0, 5)]
    [InlineData(.02, 5)]
    public void The_same_gradients_move_the_weights_alike(double decay, double mostNorm)
    {
        Torch.Require();
        using DisposeScope scope = NewDisposeScope();
        var adam = new Adam(.01f, .9f, .98f, 1e-6f, (float)decay);
        var moments = new Moments(Count);
        float[] weights = Numbers("start"), start = [.. weights];
        var theirs = new Trained(Judge.Tensor(weights, 1, Count));
        using optim.Optimizer optimizer = Optimizer(adam, theirs);
        int clipped = 0;
        for (int step = 0; step < Steps; step++)
        {
            // Norms from about 1 to 12: some are clipped and some are not.
            float[] gradient = [.. Numbers($"gradient {step}").Select(slope => slope * (.15f + .1f * step))];
            Group(optimizer, adam.Rate * (1 - step / (double)Steps));
            theirs.grad = Judge.Tensor(gradient, 1, Count);
            if (double.IsFinite(mostNorm)) nn.utils.clip_grad_norm_([theirs], mostNorm);
            optimizer.step();
            float scale = Adam.Clip(gradient, mostNorm);
            if (scale < 1) clipped++;
            adam.Descend(moments, weights, gradient, adam.Rate * (1 - step / (float)Steps), scale);
        }
        Assert.Equal(double.IsFinite(mostNorm), clipped is > 3 and < Steps - 3);
        Judge.Agree(theirs - Judge.Tensor(start, 1, Count), [.. weights.Zip(start, (now, then) => now - then)], "how far the weights moved");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(.1)]
    public void Training_goes_the_same_way(double decay)
    {
        const int cases = 40, inputs = 7, hidden = 19;
        Torch.Require();
        using DisposeScope scope = NewDisposeScope();
        var parameters = new Parameters();
        Parameter[] places = [parameters.Add("w1", inputs, hidden, .5f), parameters.Add("b1", 1, hidden, 0), parameters.Add("w2", hidden, 1, .3f), parameters.Add("b2", 1, 1, 0)];
        float[] weights = parameters.Draw(new Seed(3)), start = [.. weights], x = new float[cases * inputs];
        Gaussian.Fill(new Seed(4), x);
        float[] y = [.. Enumerable.Range(0, cases).Select(i => MathF.Sin(x[i * inputs] + x[i * inputs + 1]))];

        Trained[] theirs = [.. places.Select(place => new Trained(Judge.Tensor(start.AsSpan(place.Offset, place.Count), place.Rows, place.Columns)))];
        var adam = new Adam(.01f, WeightDecay: (float)decay);
        using optim.Optimizer optimizer = Optimizer(adam, theirs);
        var moments = new Moments(weights.Length);
        var shards = new Shards(weights, 3);
        for (int step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            Tensor predicted = (Judge.Tensor(x, cases, inputs).matmul(theirs[0]) + theirs[1]).tanh().matmul(theirs[2]) + theirs[3];
            Tensor loss = (predicted - Judge.Tensor(y, cases, 1)).square().mean();
            loss.backward();
            nn.utils.clip_grad_norm_(theirs, .5);
            optimizer.step();

            double ours = shards.Differentiate((graph, shard) =>
            {
                (int from, int count) = shards.Of(shard, cases).GetOffsetAndLength(cases);
                Variable seen = graph.Input(count, inputs, x.AsSpan(from * inputs, count * inputs)), inner = graph.Tanh(graph.Affine(seen, graph[places[0]], graph[places[1]]));
                return graph.SquaredError(graph.Affine(inner, graph[places[2]], graph[places[3]]), y.AsMemory(from, count), 1f / cases);
            });
            Assert.Equal(loss.item<double>(), ours, 1e-5);
            adam.Descend(moments, weights, shards.Gradient, scale: Adam.Clip(shards.Gradient, .5));
        }
        // Adam divides by the size of a gradient, so the rounding of a small one counts as much as that of a large one: ten times the usual tolerance.
        Judge.Agree(cat([.. theirs.Select(tensor => tensor.view(-1))]) - Judge.Tensor(start, 1, start.Length).view(-1), [.. weights.Zip(start, (now, then) => now - then)], "how far the weights moved", 10 * Judge.Tolerance);
    }

    // The rates as they are in single precision: they are the setting, and not what is judged.
    private static optim.Optimizer Optimizer(Adam adam, params Trained[] weights) =>
        adam.WeightDecay > 0 ? optim.AdamW(weights, adam.Rate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay) : optim.Adam(weights, adam.Rate, adam.Beta1, adam.Beta2, adam.Epsilon);

    private static void Group(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    }

    private static float[] Numbers(string name)
    {
        var numbers = new float[Count];
        Gaussian.Fill(new Seed(2).For(name), numbers);
        return numbers;
    }
}
