using System.Runtime.Intrinsics;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Evolution;

public class RolloutTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(1)]
    public unsafe void Vector_scores_have_the_bits_of_the_plain_ones(int hidden)
    {
        var network = new Mlp(75, hidden, 5);
        var packed = new PackedMlp(network);
        var plain = new float[5];
        for (ulong seed = 0; seed < 300; seed++)
        {
            packed.Load(RandomWeights(network, seed));
            Bits observation = RandomObservation(seed);
            network.Score(RandomWeights(network, seed), observation, plain);
            Vector256<float> fused = new VectorActor(packed).Scores(observation);
            for (int action = 0; action < 5; action++)
                Assert.Equal(BitConverter.SingleToInt32Bits(plain[action]), BitConverter.SingleToInt32Bits(fused[action]));
            Assert.Equal(Mlp.Best(plain), new VectorActor(packed).Best(observation));
        }
    }

    [Theory]
    [InlineData(30, 75, 32, 5)]
    [InlineData(1, 75, 32, 5)]
    [InlineData(9, 75, 64, 5)]
    [InlineData(30, 75, 19, 5)]
    [InlineData(30, 75, 16, 8, 5)]
    [InlineData(30, 75, 5)]
    public void Every_kernel_plays_the_same_episodes(int episodes, params int[] widths)
    {
        var world = new KeysAndChests { Keys = 12, Chests = 12, KeyReward = 0.1f };
        var network = new Mlp(widths);
        Level<KeysAndChests.State>[] levels = Level<KeysAndChests.State>.Draw(world, new Seed(3), episodes);
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] weights = RandomWeights(network, seed);
            Score Played(RolloutLoop kernel) => new Rollout<KeysAndChests, KeysAndChests.State>(world, network, kernel: kernel).Evaluate(weights, levels);
            Score expected = Played(RolloutLoop.Plain);
            Assert.All(Enum.GetValues<RolloutLoop>(), kernel => Assert.Equal(expected, Played(kernel)));
        }
    }

    [Fact]
    public void The_kernels_agree_in_every_world() => Assert.All(WorldCatalogue.All, world => Assert.True(world.Accept(new KernelsAgree()), world.Name));

    [Fact]
    public void Without_exploration_it_plays_as_the_agent_does()
    {
        var world = new KeysAndChests { Keys = 20, Chests = 20 };
        var network = new Mlp(75, 32, 5);
        float[] weights = RandomWeights(network, 9);
        var agent = new NetworkAgent("a", network, weights, exploration: 0);
        var seed = new Seed(5);
        double expected = Enumerable.Range(0, 40).Sum(i => Play.Once<KeysAndChests, KeysAndChests.State>(world with { KeyReward = 1 }, agent, seed.For("level", i)).Reward);
        Score score = new Rollout<KeysAndChests, KeysAndChests.State>(world with { KeyReward = 1 }, network, exploration: 0)
            .Evaluate(weights, Level<KeysAndChests.State>.Draw(world, seed, 40));
        Assert.True(expected > 0);
        Assert.Equal(expected / 40, score.Reward, 1e-12);
    }

    // A uniformly random walk: 5 actions, each as likely. Five standard errors of the share of "stay" on an empty board full of keys.
    [Fact]
    public void With_exploration_1_every_action_is_as_likely()
    {
        var world = new Wheel();
        var network = new Mlp(1, 1, 5);
        Score score = new Rollout<Wheel, Wheel.State>(world, network, exploration: 1)
            .Evaluate(new float[network.WeightCount], Level<Wheel.State>.Draw(world, new Seed(8), 400));
        double n = score.Steps, sum = score.Reward * 400; // the reward is the action: mean 2, variance 2
        Assert.InRange(sum / n, 2 - 5 * Math.Sqrt(2 / n), 2 + 5 * Math.Sqrt(2 / n));
    }

    [Fact]
    public void An_episode_that_ends_is_not_played_on()
    {
        var world = new Wheel { EndsAfter = 7 };
        var network = new Mlp(1, 1, 5);
        Score score = new Rollout<Wheel, Wheel.State>(world, network).Evaluate(new float[network.WeightCount], Level<Wheel.State>.Draw(world, new Seed(8), 10));
        Assert.Equal(70, score.Steps);
    }

    [Fact]
    public void Nothing_is_allocated_while_an_individual_is_judged()
    {
        var world = new KeysAndChests();
        var network = new Mlp(75, 32, 5);
        var rollout = new Rollout<KeysAndChests, KeysAndChests.State>(world, network);
        Level<KeysAndChests.State>[] levels = Level<KeysAndChests.State>.Draw(world, new Seed(3), 4);
        float[] weights = RandomWeights(network, 4);
        rollout.Evaluate(weights, levels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        rollout.Evaluate(weights, levels);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_network_of_another_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Rollout<KeysAndChests, KeysAndChests.State>(new(), new Mlp(74, 32, 5)));

    // Episodes that end early, more words of observation, other numbers of actions: all that a lane must get right.
    private sealed class KernelsAgree : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = TWorld.Card.Small;
            var network = new Mlp(world.ObservationBits, 12, world.Actions);
            Level<TState>[] levels = Level<TState>.Draw(world, new Seed(6), 21);
            for (ulong seed = 0; seed < 5; seed++)
            {
                float[] weights = RandomWeights(network, seed);
                Score plain = new Rollout<TWorld, TState>(world, network, 0.2, RolloutLoop.Plain).Evaluate(weights, levels);
                if (plain != new Rollout<TWorld, TState>(world, network, 0.2).Evaluate(weights, levels)) return false;
            }
            return true;
        }
    }

    private static float[] RandomWeights(Mlp network, ulong seed)
    {
        var weights = new float[network.WeightCount];
        Gaussian.Fill(new Seed(seed), weights);
        return weights;
    }

    private static Bits RandomObservation(ulong seed)
    {
        Philox.Block words = Philox.At(seed, 77);
        Bits bits = default;
        bits.Set(0, words.Low & words.High);
        bits.Set(64, words.W0 & 0x7FF);
        return bits;
    }
}
