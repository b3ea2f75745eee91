using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class LstmTests
{
    // One unit, one bit, all sums worked by hand: z_i = 1 + .5 = 1.5, z_f = 0, z_g = 1, z_o = 2; c = σ(1.5) tanh 1, h = σ(2) tanh c.
    [Fact]
    public void One_unit_does_what_is_worked_out_by_hand()
    {
        var network = new Lstm(1, 1, 1);
        float[] weights = [1, 0, 1, 2, 3, 4, 5, 6, 0.5f, 0, 0, 0, 10, 0.25f]; // W of the bit; U; b; score
        float[] memory = new float[2], scores = new float[1];
        var seen = new Bits { W0 = 1 };
        network.Step(weights, seen, memory, scores);
        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        double c = Sigmoid(1.5) * Math.Tanh(1), h = Sigmoid(2) * Math.Tanh(c);
        Assert.Equal([c, h], memory.Select(each => (double)each), (expected, found) => Math.Abs(expected - found) < 1e-6);
        Assert.Equal(10 * h + 0.25, scores[0], 1e-5);
        double second = Sigmoid(4 * h) * c + Sigmoid(0.5 + 3 * h) * Math.Tanh(5 * h), shown = Sigmoid(6 * h) * Math.Tanh(second); // the bit is off
        network.Step(weights, default, memory, scores);
        Assert.Equal([second, shown], memory.Select(each => (double)each), (expected, found) => Math.Abs(expected - found) < 1e-6);
    }

    [Fact]
    public void Its_tensors_are_its_weights_and_no_score_is_larger_than_the_largest()
    {
        var network = new Lstm(103, 16, 2);
        Assert.Equal(network.WeightCount, network.Tensors.Sum(tensor => tensor.Count));
        float[] weights = UntrainedAgent.Weights(network, new Seed(4)), memory = new float[32], scores = new float[2];
        for (int step = 0; step < 100; step++)
        {
            network.Step(weights, new BernoulliBandit().Observe(new BernoulliBandit.State(0, step % 2, step % 3 == 0 ? 1 : 0, step)), memory, scores);
            Assert.All(scores, score => Assert.True(Math.Abs(score) <= network.LargestScore(weights)));
        }
    }

    [Fact]
    public void A_shape_without_units_is_refused() => Assert.Throws<ArgumentException>(() => new Lstm(3, 0, 2));
}
