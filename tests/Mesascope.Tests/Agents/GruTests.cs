using System.Runtime.Intrinsics;
using CsCheck;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class GruTests
{
    // One input, one unit, one score. Rows of W_i, b_i, W_h and b_h are (r, z, n); then the score's weight and bias.
    private static readonly Gru Tiny = new(1, 1, 1);

    // All is 0 but W_in = 1: r = z = σ(0) = ½ and n = tanh 1 = .7615942. Memory: ½·.7615942 = .3807971, then ½·.7615942 + ½·.3807971 = .5711956.
    [Fact]
    public void Half_open_gates_move_half_way_each_step() =>
        Assert.Equal([0.3807971f, 0.5711956f], Remembered([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], 1, 1), new Near(1e-6f));

    // b_iz = 50: z = 1 to the last bit, so nothing new comes in.
    [Fact]
    public void A_shut_update_gate_keeps_what_is_remembered() =>
        Assert.Equal([0, 0], Remembered([0, 0, 1, 0, 50, 0, 0, 0, 0, 0, 0, 0, 1, 0], 1, 1));

    // b_iz = -50: z = 0, h' = n. First W_in = 1 is seen, n = tanh 1. Then nothing is seen, and n = tanh(r·W_hn·h) with W_hn = 1:
    // r = σ(50) = 1 gives tanh .7615942 = .6420150; r = σ(-50) = 0 gives 0.
    [Theory]
    [InlineData(50, 0.6420150f)]
    [InlineData(-50, 0)]
    public void The_reset_gate_lets_the_past_in_or_not(float reset, float expected) =>
        Assert.Equal([0.7615942f, expected], Remembered([0, 0, 1, reset, -50, 0, 0, 0, 1, 0, 0, 0, 1, 0], 1, 0), new Near(1e-6f));

    // b_hn is inside the reset gate, b_in is not: with r = 0 only b_in = .5 is left, tanh .5 = .4621172.
    [Fact]
    public void The_second_bias_of_the_candidate_is_reset_too() =>
        Assert.Equal([0.4621172f], Remembered([0, 0, 0, -50, -50, 0.5f, 0, 0, 0, 0, 0, 7, 1, 0], 1), new Near(1e-6f));

    [Fact]
    public void Gates_are_those_of_the_library_to_3_in_10_million() => Gen.Float[-100, 100].Sample(x =>
    {
        Assert.Equal(1 / (1 + Math.Exp(-x)), Activations.Sigmoid(x), 3e-7);
        Assert.Equal(Math.Tanh(x), Activations.Tanh(x), 3e-7);
    });

    [Fact]
    public void Gates_of_a_vector_have_the_bits_of_the_gates_of_a_number() => Gen.Float[-100, 100].Array[8].Sample(numbers =>
    {
        Vector256<float> sigmoid = Activations.Sigmoid(Vector256.Create<float>(numbers)), tanh = Activations.Tanh(Vector256.Create<float>(numbers));
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(Activations.Sigmoid(numbers[i])), BitConverter.SingleToInt32Bits(sigmoid[i]));
            Assert.Equal(BitConverter.SingleToInt32Bits(Activations.Tanh(numbers[i])), BitConverter.SingleToInt32Bits(tanh[i]));
        }
    });

    [Fact]
    public void Lanes_play_as_the_plain_code_does_in_every_world() => Assert.All(WorldCatalogue.All, world => Assert.True(world.Accept(new LanesAgree()), world.Name));

    [Fact]
    public void Without_exploration_the_rollout_plays_as_the_agent_does()
    {
        var world = new KeysAndChests { Keys = 20, Chests = 20, KeyReward = 1 };
        var network = new Gru(75, 12, 5);
        float[] weights = RandomWeights(network, 3);
        var agent = new NetworkAgent("a", network, weights, exploration: 0);
        var seed = new Seed(5);
        double expected = Enumerable.Range(0, 40).Sum(i => Play.Once<KeysAndChests, KeysAndChests.State>(world, agent, seed.For("level", i)).Reward);
        Score score = new Rollout<KeysAndChests, KeysAndChests.State>(world, network, exploration: 0).Evaluate(weights, Level<KeysAndChests.State>.Draw(world, seed, 40));
        Assert.True(expected > 0);
        Assert.Equal(expected / 40, score.Reward, 1e-12);
    }

    [Fact]
    public void A_policy_that_remembers_is_asked_in_order()
    {
        var network = new Gru(75, 2, 5);
        var world = new KeysAndChests();
        PhiloxDraws draws = new Seed(1).Draws();
        KeysAndChests.State state = world.Start(ref draws);
        IPolicy<KeysAndChests.State> policy = new NetworkAgent("a", network, new float[network.WeightCount]).Enter<KeysAndChests, KeysAndChests.State>(world, state);
        var probabilities = new double[5];
        policy.Probabilities(state, 0, probabilities);
        Assert.Throws<ArgumentException>(() => policy.Probabilities(state, 2, probabilities));
    }

    [Fact]
    public void A_network_of_another_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Rollout<KeysAndChests, KeysAndChests.State>(new(), new Gru(74, 32, 5)));

    private static float[] Remembered(float[] weights, params int[] seen)
    {
        var memory = new float[1];
        return [.. seen.Select(bit =>
        {
            Tiny.Step(weights, new Bits { W0 = (ulong)bit }, memory, new float[1]);
            return memory[0];
        })];
    }

    private static float[] RandomWeights(Gru network, ulong seed)
    {
        var weights = new float[network.WeightCount];
        Gaussian.Fill(new Seed(seed), weights);
        return weights;
    }

    private sealed class LanesAgree : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = TWorld.Card.Small;
            var network = new Gru(world.ObservationBits, 11, world.Actions);
            Level<TState>[] levels = Level<TState>.Draw(world, new Seed(6), 13);
            for (ulong seed = 0; seed < 3; seed++)
            {
                float[] weights = RandomWeights(network, seed);
                if (new Rollout<TWorld, TState>(world, network, 0.2, RolloutLoop.Plain).Evaluate(weights, levels) != new Rollout<TWorld, TState>(world, network, 0.2).Evaluate(weights, levels)) return false;
            }
            return true;
        }
    }

    private sealed class Near(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => MathF.Abs(x - y) <= tolerance;

        public int GetHashCode(float x) => 0;
    }
}
