using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gradients;

/// <summary>Every operation's gradient against differences: (loss(w + h) - loss(w - h)) / 2h.</summary>
public class OperationTests
{
    /// <summary>An operation on matrices of these shapes, all of them trained.</summary>
    private sealed record Case(string Name, (int Rows, int Columns)[] Takes, Func<Graph, Variable[], Variable> Operation);

    private static readonly Bits[] Seen = [.. Enumerable.Range(0, 5).Select(i =>
    {
        Bits bits = default;
        for (int bit = 0; bit < 70; bit++) if ((bit * 7 + i * 13) % 5 == 0) bits.Set(bit);
        return bits;
    })];

    private static readonly Case[] All =
    [
        new("affine", [(7, 3), (3, 5), (1, 5)], (graph, x) => graph.Affine(x[0], x[1], x[2])),
        new("affine of whole tiles", [(12, 9), (9, 32), (1, 32)], (graph, x) => graph.Affine(x[0], x[1], x[2])),
        new("product", [(8, 17), (17, 19)], (graph, x) => graph.Product(x[0], x[1])),
        new("affine of bits", [(70, 45), (1, 45)], (graph, x) => graph.Affine(Seen, x[0], x[1])),
        new("affine of bits and relu", [(70, 37), (1, 37)], (graph, x) => graph.AffineRelu(Seen, x[0], x[1])),
        new("gather", [(6, 11)], (graph, x) => graph.Gather(x[0], new[] { 3, 0, 3, 5 })),
        new("relu", [(3, 7)], (graph, x) => graph.Relu(x[0])),
        new("tanh", [(3, 7)], (graph, x) => graph.Tanh(x[0])),
        new("sigmoid", [(3, 7)], (graph, x) => graph.Sigmoid(x[0])),
        new("sum", [(3, 7), (3, 7)], (graph, x) => graph.Sum(x[0], x[1])),
        new("scale", [(3, 7)], (graph, x) => graph.Scale(-1.5f, x[0])),
        new("times", [(3, 7), (3, 7)], (graph, x) => graph.Times(x[0], x[1])),
        new("times itself", [(3, 7)], (graph, x) => graph.Times(x[0], x[0])),
        new("mix", [(3, 7), (3, 7), (3, 7)], (graph, x) => graph.Mix(x[0], x[1], x[2])),
        new("layer norm", [(4, 11), (1, 11), (1, 11)], (graph, x) => graph.LayerNorm(x[0], x[1], x[2])),
        new("attention", [(9, 8), (9, 8), (9, 8)], (graph, x) => graph.Attention(x[0], x[1], x[2], new[] { 5, 1, 3 }, new(2, Causal: true, Softmax: true, .5f))),
        new("attention, both ways", [(9, 8), (9, 8), (9, 8)], (graph, x) => graph.Attention(x[0], x[1], x[2], new[] { 5, 4 }, new(1, Causal: false, Softmax: true, .5f))),
        new("linear attention", [(9, 6), (9, 6), (9, 6)], (graph, x) => graph.Attention(x[0], x[1], x[2], new[] { 9 }, new(3, Causal: false, Softmax: false, .2f))),
        new("causal linear attention", [(9, 6), (9, 6), (9, 6)], (graph, x) => graph.Attention(x[0], x[1], x[2], new[] { 4, 5 }, new(2, Causal: true, Softmax: false, .2f))),
        new("smear", [(9, 8), (1, 2)], (graph, x) => graph.Smear(x[0], x[1], new[] { 5, 1, 3 })),
        new("bilinear", [(3, 1), (3, 2)], (graph, x) => graph.Bilinear(x[0], new float[] { 1, .5f, -1, .5f, 2, .25f, -1, .25f, 0, 0, 1, 2, 1, -1, .5f, 2, .5f, 3 }, x[1], new float[] { 1, -2, 9, .5f, 1.5f, 9 })),
        new("gated recurrent units", [(3, 33), (3, 33), (3, 11)], (graph, x) => graph.GruCell(x[0], x[1], x[2])),
        new("long short-term memory, shown", [(3, 16), (3, 4)], (graph, x) => graph.LstmCell(x[0], x[1]).H),
        new("long short-term memory, held", [(3, 16), (3, 4)], (graph, x) => graph.LstmCell(x[0], x[1]).C),
        new("neighbourhoods", [(24, 2)], (graph, x) => graph.Neighbourhoods(x[0], 3, 4)),
        new("convolution", [(24, 2), (18, 5), (1, 5)], (graph, x) => graph.Convolve(x[0], x[1], x[2], 3, 4)),
        new("convolution of whole tiles", [(50, 3), (27, 37), (50, 37)], (graph, x) => graph.Convolve(x[0], x[1], x[2], 5, 5)),
        new("gate", [(3, 11), (3, 22)], (graph, x) => graph.Gate(x[0], x[1])),
        new("beside", [(3, 2), (3, 4)], (graph, x) => graph.Beside(x[0], x[1])),
        new("cross-entropy", [(4, 9)], (graph, x) => graph.CrossEntropy(x[0], new[] { 3, 8, -1, 0 }, 1f / 3)),
        new("cross-entropy of any", [(4, 5)], (graph, x) => graph.CrossEntropyOfAny(x[0], new[] { 0b00101, 0, 0b10000, 0b01110 }, 1f / 3)),
        new("squared error", [(2, 3)], (graph, x) => graph.SquaredError(x[0], new float[] { 1, -1, 0, 2, .5f, .25f }, .5f)),
    ];

    public static TheoryData<string> Cases => [.. All.Select(@case => @case.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_differences(string name)
    {
        Case @case = All.Single(@case => @case.Name == name);
        const float h = 1f / 256;
        var parameters = new Parameters();
        Parameter[] takes = [.. @case.Takes.Select((shape, i) => parameters.Add($"x{i}", shape.Rows, shape.Columns, .7f))];
        float[] weights = parameters.Draw(new Seed(11).For(@case.Name)), gradient = new float[parameters.Count];
        var graph = new Graph(weights, gradient);
        graph.Backward(Loss(graph));
        double most = gradient.Max(Math.Abs);
        Assert.True(most > .01);
        for (int i = 0; i < weights.Length; i++)
        {
            float before = weights[i];
            if (@case.Name == "relu" && Math.Abs(before) < h) continue; // there is no slope at the corner
            double up = At(i, before + h), down = At(i, before - h);
            weights[i] = before;
            Assert.True(Math.Abs((up - down) / (2 * h) - gradient[i]) < 2e-3 * Math.Max(1, most), $"{@case.Name}, number {i}: {(up - down) / (2 * h)} by differences, {gradient[i]} by the graph");
        }

        double At(int i, float value)
        {
            weights[i] = value;
            graph.Clear();
            return Loss(graph).Value[0];
        }

        // Any output becomes one number: the sum of it times fixed numbers that are all different.
        Variable Loss(Graph on)
        {
            Variable y = @case.Operation(on, [.. takes.Select(parameter => on[parameter])]);
            if (y.Count == 1) return y;
            Variable sum = on.New(1, 1);
            double total = 0;
            for (int j = 0; j < y.Count; j++) total += Share(j) * y.Value[j];
            sum.Value[0] = (float)total;
            on.Record(() =>
            {
                for (int j = 0; j < y.Count; j++) y.Gradient[j] += Share(j) * sum.Gradient[0];
            });
            return sum;
        }
    }

    [Fact]
    public void Every_operation_has_its_case()
    {
        // As many kinds of operations as the graph has; a new one needs a case above.
        string[] operations = [.. typeof(Graph).Assembly.GetTypes().Where(type => type.Namespace == typeof(Graph).Namespace && type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods()).Where(method => method.GetParameters() is [{ ParameterType.Name: nameof(Graph) }, ..]).Select(method => method.Name).Distinct().Order()];
        Assert.Equal(["Affine", "AffineRelu", "Attention", "Beside", "Bilinear", "Convolve", "CrossEntropy", "CrossEntropyOfAny", "Gate", "Gather", "GruCell", "LayerNorm", "LstmCell", "Mix", "Neighbourhoods", "Product", "Relu", "Scale", "Sigmoid", "Smear", "SquaredError", "Sum", "Tanh", "Times"], operations);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 5, 16)]
    [InlineData(7, 33, 17)]
    [InlineData(25, 4, 40)]
    [InlineData(11, 9, 32)]
    [InlineData(13, 7, 101)]
    public void A_product_is_a_chain_of_fused_steps_in_order(int rows, int inner, int columns)
    {
        float[] x = Numbers("x", rows * inner), w = Numbers("w", inner * columns), b = Numbers("b", columns);
        var graph = new Graph([], []);
        Span<float> y = graph.Affine(graph.Input(rows, inner, x), graph.Input(inner, columns, w), graph.Input(1, columns, b)).Value;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                float sum = b[j];
                for (int k = 0; k < inner; k++) sum = MathF.FusedMultiplyAdd(x[i * inner + k], w[k * columns + j], sum);
                Assert.Equal(sum, y[i * columns + j]);
            }
    }

    [Fact]
    public void What_is_not_trained_takes_no_gradient()
    {
        var parameters = new Parameters();
        Parameter x = parameters.Add("x", 2, 3, 1);
        float[] gradient = new float[parameters.Count];
        var graph = new Graph(parameters.Draw(new Seed(1)), gradient);
        Variable weights = graph.Input(3, 1, [1, 2, 3]), bias = graph.Input(1, 1, [5]);
        graph.Backward(graph.Product(graph.Input(1, 2, [1, 10]), graph.Affine(graph[x], weights, bias)));
        Assert.Equal([1, 2, 3, 10, 20, 30], gradient);
    }

    [Fact]
    public void Attention_is_what_the_paper_says()
    {
        // Two rows, one head: the first sees itself, the second both by e^(q·k).
        var graph = new Graph([], []);
        Span<float> y = graph.Attention(graph.Input(2, 1, [1, 2]), graph.Input(2, 1, [.5f, -.25f]), graph.Input(2, 1, [3, 5]), new[] { 2 }, new(1, true, true, 1)).Value;
        double first = Math.Exp(2 * .5), second = Math.Exp(2 * -.25);
        Assert.Equal(3, y[0], 1e-6);
        Assert.Equal((3 * first + 5 * second) / (first + second), y[1], 1e-6);
    }

    [Fact]
    public void Convolution_looks_at_the_neighbours_and_not_over_the_edge()
    {
        var graph = new Graph([], []);
        Span<float> y = graph.Neighbourhoods(graph.Input(4, 1, [1, 2, 3, 4]), 2, 2).Value;
        Assert.Equal([0, 0, 0, 0, 1, 2, 0, 3, 4], y[..9].ToArray());
        Assert.Equal([1, 2, 0, 3, 4, 0, 0, 0, 0], y[27..].ToArray());
    }

    [Theory]
    [InlineData(1, 1, 1, 3, 4)]
    [InlineData(2, 5, 4, 2, 33)]
    [InlineData(3, 9, 9, 7, 64)]
    public void A_convolution_is_a_product_with_the_neighbourhoods(int boards, int height, int width, int channels, int columns)
    {
        var graph = new Graph([], []);
        int rows = boards * height * width;
        Variable x = graph.Input(rows, channels, Numbers("x", rows * channels)), kernel = graph.Input(9 * channels, columns, Numbers("w", 9 * channels * columns)), b = graph.Input(1, columns, Numbers("b", columns));
        float[] expected = graph.Affine(graph.Neighbourhoods(x, height, width), kernel, b).Value.ToArray();
        float[] y = graph.Convolve(x, kernel, b, height, width).Value.ToArray();
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Sqrt(channels)));
    }

    private static float Share(int j) => MathF.Sin(1 + j);

    private static float[] Numbers(string name, int count)
    {
        var numbers = new float[count];
        Gaussian.Fill(new Seed(5).For(name), numbers);
        return numbers;
    }
}
