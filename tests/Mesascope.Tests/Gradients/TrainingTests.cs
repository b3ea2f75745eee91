using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Tests.Gradients;

/// <summary>Shards, Adam and clipping: what turns gradients into training.</summary>
public class TrainingTests
{
    private const int Cases = 50, Inner = 7, Hidden = 19;

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        float[] one = Fitted(threads: 1, steps: 20).Weights, eight = Fitted(threads: 8, steps: 20).Weights;
        Assert.Equal(one, eight);
    }

    [Fact]
    public void It_learns()
    {
        (_, double first) = Fitted(1, 1);
        (_, double last) = Fitted(1, 500);
        Assert.True(last < .02 * first, $"{first} fell to {last}");
    }

    [Fact]
    public void The_shards_are_all_cases_once()
    {
        var shards = new Shards([], 4);
        Assert.Equal(Enumerable.Range(0, 10), Enumerable.Range(0, 4).SelectMany(shard => Enumerable.Range(0, 10).Take(shards.Of(shard, 10))));
    }

    [Fact]
    public void Adam_takes_the_steps_of_its_paper()
    {
        // By hand, algorithm 1 with α .1, β .9 and .999, gradient 2 then -1; decay .5.
        double m = 0, v = 0, w = 3;
        var adam = new Adam(.1f, WeightDecay: .5f);
        var moments = new Moments(9);
        float[] weights = [.. Enumerable.Repeat(3f, 9)];
        foreach ((int t, double g) in new[] { (1, 2.0), (2, -1.0) })
        {
            (m, v) = (.9 * m + .1 * g, .999 * v + .001 * g * g);
            w -= .1 * (m / (1 - Math.Pow(.9, t)) / (Math.Sqrt(v / (1 - Math.Pow(.999, t))) + 1e-8) + .5 * w);
            adam.Descend(moments, weights, [.. Enumerable.Repeat((float)g, 9)]);
            Assert.All(weights, weight => Assert.Equal(w, weight, 1e-5));
        }
        Assert.All(weights, weight => Assert.Equal(weights[0], weight)); // eight by vector, the ninth alone
    }

    [Fact]
    public void A_gradient_is_clipped_to_its_norm()
    {
        Assert.Equal(1, Adam.Clip([3, 4], 5));
        Assert.Equal(.1f, Adam.Clip([3, 4], .5));
        Assert.True(float.IsNaN(Adam.Clip([float.NaN, 4], .5)));
    }

    [Fact]
    public void One_more_parameter_changes_no_other()
    {
        var few = new Parameters();
        few.Add("a", 2, 3, 1);
        var more = new Parameters();
        more.Add("b", 1, 4, 1);
        more.Add("a", 2, 3, 1);
        Assert.Equal(few.Draw(new Seed(1)), more.Draw(new Seed(1))[4..]);
        Assert.Throws<ArgumentException>(() => few.Add("a", 1, 1, 1));
    }

    [Fact]
    public void A_parameter_starts_out_around_its_start()
    {
        var parameters = new Parameters();
        parameters.Add("a", 100, 100, .02f, start: .7f);
        float[] values = parameters.Draw(new Seed(1));
        double mean = values.Average(value => (double)value);
        Assert.Equal(.7, mean, .001); // 5 standard errors
        Assert.Equal(.02, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), .0008);
    }

    // Two layers fitted to a sine of the sum.
    private static (float[] Weights, double Loss) Fitted(int threads, int steps)
    {
        var parameters = new Parameters();
        Parameter w1 = parameters.Add("w1", Inner, Hidden, .5f), b1 = parameters.Add("b1", 1, Hidden, 0), w2 = parameters.Add("w2", Hidden, 1, .3f), b2 = parameters.Add("b2", 1, 1, 0);
        float[] weights = parameters.Draw(new Seed(3)), x = new float[Cases * Inner], y = new float[Cases];
        Gaussian.Fill(new Seed(4), x);
        for (int i = 0; i < Cases; i++) y[i] = MathF.Sin(x.AsSpan(i * Inner, Inner).ToArray().Sum());
        var shards = new Shards(weights, 4);
        var moments = new Moments(weights.Length);
        var adam = new Adam(.02f);
        double loss = 0;
        for (int step = 0; step < steps; step++)
        {
            loss = shards.Differentiate((graph, shard) =>
            {
                (int from, int count) = shards.Of(shard, Cases).GetOffsetAndLength(Cases);
                Variable input = graph.Input(count, Inner, x.AsSpan(from * Inner, count * Inner));
                return graph.SquaredError(graph.Affine(graph.Tanh(graph.Affine(input, graph[w1], graph[b1])), graph[w2], graph[b2]), y.AsMemory(from, count), 1f / Cases);
            }, threads);
            adam.Descend(moments, weights, shards.Gradient);
        }
        return (weights, loss);
    }
}
