using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;
using KernelShapes = Mesascope.Gpu.Kernels.KernelShapes;

namespace Mesascope.Tests.Agents;

public class ChoiceTests
{
    [Fact]
    public void The_best_is_taken_and_of_equals_the_first() => Assert.Equal([0, 1, 0], Of(new Choice(), 1, 3, 3));

    [Fact]
    public void A_share_is_random() => Assert.Equal([0.1, 0.8, 0.1], Of(new Choice(Exploration: 0.3), 1, 3, 2), Near);

    // e^(ln 2 / 1) : 1 = 2 : 1; at half the temperature its square, 4 : 1.
    [Theory]
    [InlineData(1, 0, 2 / 3.0)]
    [InlineData(0.5, 0, 4 / 5.0)]
    [InlineData(1, 0.3, 0.15 + 0.7 * 2 / 3)]
    public void Softmax_weighs_by_the_power_of_the_score(double temperature, double exploration, double expected) =>
        Assert.Equal([expected, 1 - expected], Of(new Choice(temperature, exploration), 0.6931472f, 0), (a, b) => Math.Abs(a - b) < 1e-7);

    [Theory]
    [InlineData(1e38f, -1e38f)]
    [InlineData(800, 0)]
    public void Great_scores_do_not_overflow(float high, float low) => Assert.Equal([1, 0], Of(new Choice(1e-3), high, low));

    // Two units by hand: tanh(0.5) = 0.4621172, and what ReLU would silence speaks.
    [Fact]
    public void Tanh_keeps_the_sign()
    {
        float[] weights = [0.5f, -0.5f, 0, 0, 1, 0, 0, 1, 0, 0]; // one input; two units; two scores, each of one unit
        Bits seen = default;
        seen.Set(0);
        var (tanh, relu) = (new float[2], new float[2]);
        new Mlp(1, 2, 2) { Activation = Activation.Tanh }.Score(weights, seen, tanh);
        new Mlp(1, 2, 2).Score(weights, seen, relu);
        Assert.Equal([0.4621172f, -0.4621172f], tanh, (a, b) => MathF.Abs(a - b) < 3e-7f);
        Assert.Equal([0.5f, 0], relu);
        Assert.NotEqual(new Mlp(1, 2, 2), new Mlp(1, 2, 2) { Activation = Activation.Tanh });
    }

    [Fact]
    public void Loops_made_for_ReLU_do_not_play_Tanh()
    {
        var tanh = new Mlp(75, 8, 5) { Activation = Activation.Tanh };
        Assert.Equal(RolloutLoop.Plain, new Rollout<KeysAndChests, KeysAndChests.State>(new KeysAndChests(), tanh).Kernel);
        Assert.Contains("ReLU", Assert.Throws<ArgumentException>(() => KernelShapes.Hidden(tanh)).Message);
    }

    // 4000 draws; at .25 and .75 the standard deviation is 27 of them.
    [Fact]
    public void Actions_come_as_often_as_they_are_likely()
    {
        var network = new Mlp(17, 4);
        var weights = new float[network.WeightCount];
        weights[^4] = MathF.Log(9); // 9 : 1 : 1 : 1
        var agent = new NetworkAgent("soft", network, weights, new Choice(1));
        int up = 0, all = 0;
        for (ulong seed = 0; all < 4000; seed++)
        {
            Episode episode = Play.Once<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor(), agent, new Seed(seed));
            up += episode.Actions.Count(action => action == 0);
            all += episode.Actions.Count;
        }
        Assert.InRange(up / (double)all, 0.72, 0.78);
    }

    private static double[] Of(Choice choice, params float[] scores)
    {
        var probabilities = new double[scores.Length];
        choice.Probabilities(scores, probabilities);
        return probabilities;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
