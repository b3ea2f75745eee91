using Mesascope.Experiments;
using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class InContextGdTests
{
    // Replication 10: (5/12)(1 - 1/c), c = 1 + .8/10 + 9/10 = 1.98.
    [Fact]
    public void The_best_step_loses_what_was_published()
    {
        var setUp = new InContextGdSetUp();
        Assert.Equal(0.20623, setUp.Best.Loss(10, 10, 1.0 / 12), 5e-6);
        Assert.Equal(5.0 / 12, GradientStep.Zero(10, 1.0 / 12), 1e-12);
    }

    // Brute force: the step as it is written, 100,000 prompts. Standard error about .6 %.
    [Theory]
    [InlineData(1, 3, 1.0, 1.0)]
    [InlineData(3, 5, 1.7, 1.0)]
    [InlineData(4, 2, 0.6, 1.8)]
    public void The_closed_form_is_the_mean_over_prompts(int d, int n, double scale, double larger)
    {
        const int Prompts = 100_000;
        double v = scale * scale / 12, h = GradientStep.Best(d, n, v).H, sum = 0;
        ulong key = new Seed(5).For("w").Value;
        PhiloxDraws draws = new Seed(5).For("x").Draws();
        double[] x = new double[d], w = new double[d], inner = new double[d];
        int at = 0, normal = 0;
        for (int prompt = 0; prompt < Prompts; prompt++)
        {
            for (int i = 0; i < d; i++) (w[i], inner[i]) = (Gaussian.At(key, normal++), 0);
            for (int example = 0; example <= n; example++)
            {
                double y = 0, answer = 0;
                for (int i = 0; i < d; i++)
                {
                    x[i] = larger * scale * (draws.Uniform(at++) - 0.5);
                    y += w[i] * x[i];
                    answer += inner[i] * x[i];
                }
                if (example == n) sum += (y - answer) * (y - answer) / 2;
                else for (int i = 0; i < d; i++) inner[i] += h * y * x[i];
            }
        }
        double exact = new GradientStep(h).Loss(d, n, larger * larger * v);
        Assert.InRange(sum / Prompts / exact, 0.975, 1.025);
    }

    [Fact]
    public void No_other_step_is_better_and_where_it_turns_harmful_it_costs_what_zero_costs()
    {
        GradientStep best = GradientStep.Best(7, 4, 0.3);
        Assert.True(best.Loss(7, 4, 0.3) < new GradientStep(best.H * 1.05).Loss(7, 4, 0.3));
        Assert.True(best.Loss(7, 4, 0.3) < new GradientStep(best.H * 0.95).Loss(7, 4, 0.3));
        double s = best.HarmfulFrom(7, 4, 0.3);
        Assert.Equal(GradientStep.Zero(7, 0.3 * s * s), best.Loss(7, 4, 0.3 * s * s), 1e-12);
    }

    // The layer of the paper, token by token, against the two vectors that are read off its four matrices.
    [Fact]
    public void What_is_computed_is_a_layer_of_linear_self_attention()
    {
        const int D = 3, N = 4, Side = D + 1;
        var matrices = new FourMatrices(Side, 0.6f);
        float[] weights = matrices.Parameters.Draw(new Seed(3));
        var tokens = new float[(N + 1) * Side];
        Gaussian.Fill(new Seed(4), tokens);
        tokens[^1] = 0;
        var moments = new float[Side * Side];
        for (int token = 0; token <= N; token++)
            for (int i = 0; i < Side; i++)
                for (int j = 0; j < Side; j++) moments[i * Side + j] += tokens[token * Side + i] * tokens[token * Side + j];
        var graph = new Graph(weights);
        Variable[] named = [.. matrices.Parameters.All.Select(parameter => graph[parameter])]; // value, projection, key, query transposed
        Variable x = graph.Input(N + 1, Side, tokens);
        var query = new float[Side * Side];
        for (int i = 0; i < Side; i++) for (int j = 0; j < Side; j++) query[i * Side + j] = named[3].Value[j * Side + i];
        Variable attended = graph.Attention(graph.Product(x, graph.Input(Side, Side, query)), graph.Product(x, named[2]), graph.Product(x, named[0]), new[] { N + 1 }, new(1, Causal: false, Softmax: false, 1));
        float paper = graph.Product(attended, named[1]).Value[^1];
        Assert.Equal(paper, matrices.Read(weights).Answer(moments, tokens.AsSpan(N * Side)), 1e-4 * Math.Abs(paper));
    }

    [Fact]
    public void Sensitivity_is_the_difference_that_a_small_change_of_the_query_makes()
    {
        const int D = 3, Side = D + 1;
        const double Weight = 0.25, H = 1.0 / 512;
        float[] u = new float[Side], w = new float[Side * Side], examples = new float[Side * Side], query = [0.5f, -1.25f, 0.75f, 0];
        Gaussian.Fill(new Seed(1), u);
        Gaussian.Fill(new Seed(2), w);
        Gaussian.Fill(new Seed(3), examples);
        for (int i = 0; i < Side; i++) for (int j = 0; j < i; j++) examples[i * Side + j] = examples[j * Side + i];
        LinearAttention layer = LinearAttention.Of(u, w);
        float[] With(float[] q) => [.. examples.Select((number, at) => (float)(number + Weight * q[at / Side] * q[at % Side]))];
        var slope = new double[D];
        layer.Sensitivity(With(query), query, Weight, slope);
        for (int i = 0; i < D; i++)
        {
            float[] up = [.. query], down = [.. query];
            up[i] += (float)H;
            down[i] -= (float)H;
            Assert.Equal((layer.Answer(With(up), up) - layer.Answer(With(down), down)) / (2 * H), slope[i], 2e-3);
        }
    }

    [Fact]
    public void A_layer_that_is_the_step_agrees_with_it_and_one_that_answers_its_negative_does_not()
    {
        var setUp = new InContextGdSetUp { D = 3, N = 4 };
        double h = setUp.Best.H;
        LinearAttention Step(double sign) => new([0, 0, 0, sign], [h, 0, 0, 0, 0, h, 0, 0, 0, 0, h, 0, 0, 0, 0, 0]);
        Beside same = InContextGdTrial.Compared(setUp, Step(1), new Seed(1), 4, 1, 1000), other = InContextGdTrial.Compared(setUp, Step(-1), new Seed(1), 4, 1, 1000);
        Assert.Equal(same.Step, same.Layer, 1e-12);
        Assert.Equal(1, same.Cosine, 1e-9);
        Assert.Equal(0, same.Gap, 1e-12);
        Assert.Equal(-1, other.Cosine, 1e-9);
        Assert.Equal(4, other.Gap, 1e-9);
    }

    [Fact]
    public void A_small_layer_learns_the_step()
    {
        Tables tables = InContextGdTables.Experiment.Run(new() { Seeds = 2, D = 2, N = 4, Steps = 1500, Batch = 128, Samples = 20_000, Rate = 3e-3 }, TestContext.Current.CancellationToken);
        ReplicationRow cosine = tables.Rows.Single(row => row.Quantity.StartsWith("cosine", StringComparison.Ordinal));
        Assert.True(cosine.Result > 0.98, $"{cosine.Result}");
    }
}
