using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gradients;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Learning;

/// <summary>Proximal policy optimisation.</summary>
public class PpoTests
{
    private static readonly KeysAndChests Plenty = new() { Keys = 5, Chests = 10 };
    private static readonly WorldInstance World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(Plenty);
    private static readonly Ppo Short = new() { Lanes = 32, StepsPerLane = 20, Updates = 4, Minibatches = 4 };

    public static TheoryData<string> Networks => ["feed-forward", "gated recurrent"];

    [Fact]
    public void It_beats_random_search_at_the_same_number_of_steps()
    {
        var settings = new Ppo { Updates = 24, Discount = .97f };
        var network = new Mlp(World.ObservationBits, 32, World.Actions);
        float[] weights = settings.Start(World, network, new Seed(1)).Finish(cancellationToken: TestContext.Current.CancellationToken);
        const int episodes = 32;
        int candidates = (int)(settings.AgentSteps / (episodes * Plenty.Horizon));
        var rollout = new Rollout<KeysAndChests, KeysAndChests.State>(Plenty, network);
        Level<KeysAndChests.State>[] levels = Level<KeysAndChests.State>.Draw(Plenty, new Seed(2), episodes), fresh = Level<KeysAndChests.State>.Draw(Plenty, new Seed(3), 1024);
        float[] best = Enumerable.Range(0, candidates).Select(i => Drawn(network, new Seed(4).For("candidate", i))).MaxBy(each => rollout.Evaluate(each, levels).Reward)!;
        double searched = rollout.Evaluate(best, fresh).Reward, trained = Reward(new NetworkAgent("", network, weights, new Choice(Temperature: 1)), 1024);
        Assert.True(trained > searched + 1, $"PPO {trained}, random search {searched}");
    }

    [Theory, MemberData(nameof(Networks))]
    public void Any_number_of_threads_gives_the_same_bits(string kind) =>
        Assert.Equal(Short.Start(World, Network(kind), new Seed(1), threads: 1).Finish(cancellationToken: TestContext.Current.CancellationToken), Short.Start(World, Network(kind), new Seed(1), threads: 4).Finish(cancellationToken: TestContext.Current.CancellationToken));

    [Theory, MemberData(nameof(Networks))]
    public void It_goes_on_from_what_was_saved_to_the_bit(string kind)
    {
        ITrainer<float[]> whole = Short.Start(World, Network(kind), new Seed(1)), first = Short.Start(World, Network(kind), new Seed(1)), second = Short.Start(World, Network(kind), new Seed(1));
        first.Step(TestContext.Current.CancellationToken);
        first.Step(TestContext.Current.CancellationToken);
        second.Load(first.Save());
        Assert.Equal(whole.Finish(cancellationToken: TestContext.Current.CancellationToken), second.Finish(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => Short.Start(World, new Mlp(World.ObservationBits, 9, World.Actions), new Seed(1)).Load(first.Save()));
        Assert.Throws<ArgumentException>(() => (Short with { Lanes = 64 }).Start(World, Network(kind), new Seed(1)).Load(first.Save()));
    }

    [Theory, MemberData(nameof(Networks))]
    public void The_graph_scores_as_the_network_does(string kind)
    {
        INetwork network = Network(kind);
        var parameters = new Parameters();
        var on = new GraphNetwork(network, parameters, "actor", 1);
        float[] weights = parameters.Draw(new Seed(1)), remembered = new float[network.Memory], scores = new float[network.Outputs];
        var graph = new Graph(weights);
        Variable? memory = network.Memory == 0 ? null : graph.Input(1, network.Memory, remembered);
        KeysAndChests.State state = Play.Start<KeysAndChests, KeysAndChests.State>(Plenty, new Seed(5));
        for (int step = 0; step < 10; step++)
        {
            Bits seen = Plenty.Observe(state);
            network.Step(weights, seen, remembered, scores);
            (Variable now, memory) = on.Step(graph, new[] { seen }, memory);
            for (int action = 0; action < scores.Length; action++) Assert.Equal(scores[action], now.Value[action], 1e-5 * Math.Max(1, scores.Max(Math.Abs)));
            PhiloxDraws draws = new Seed(6).Draws(step + 1);
            Plenty.Advance(ref state, step % 4, ref draws);
        }
    }

    [Fact]
    public void Without_discount_or_doubt_a_target_is_what_was_still_to_come()
    {
        var world = new CheeseInTheCorner { CheeseCorner = 3, Solvable = true };
        var settings = new Ppo { Lanes = 64, StepsPerLane = 200, Discount = 1, Trace = 1, Shards = 1 };
        var parameters = new Parameters();
        var actor = new GraphNetwork(new Mlp(world.ObservationBits, 8, world.Actions), parameters, "actor", .01f);
        var critic = new GraphNetwork(new Mlp(world.ObservationBits, 8, 1), parameters, "critic", 1);
        var lanes = new PpoLanes<CheeseInTheCorner, CheeseInTheCorner.State>(settings, world, actor, critic, parameters.Draw(new Seed(1)), new Seed(2), ..);
        lanes.Live();
        int eaten = 0;
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            bool certain = false;
            float left = 0;
            for (int at = lanes.Done.Length - lanes.Count + lane; at >= 0; at -= lanes.Count)
            {
                if (lanes.Ended[at]) (certain, left) = (lanes.Reward[at] > 0, 0); // at the cheese nothing comes after; at the horizon the critic is asked
                left += lanes.Reward[at];
                if (!certain) continue;
                Assert.Equal(left, lanes.Target[at], 1e-4);
                eaten++;
            }
        }
        Assert.True(eaten > 100, $"{eaten} steps before cheese");
    }

    [Fact]
    public void The_gradient_of_its_loss_is_that_of_differences()
    {
        const float h = 1f / 512;
        var parameters = new Parameters();
        Parameter scores = parameters.Add("scores", 6, 4, .8f);
        float[] weights = parameters.Draw(new Seed(7)), gradient = new float[weights.Length];
        // Ratios within the clip and beyond it, with advantages of both signs.
        Deed[] done = [new(0, -1.4f, 1), new(1, -1.3f, -1), new(2, -4, 2), new(3, -4, -2), new(0, -.1f, 1.5f), new(1, -.1f, -.5f)];
        var graph = new Graph(weights, gradient);
        graph.Backward(graph.PolicyLoss(graph[scores], done, .2f, .3f, 1f / 6));
        Assert.Contains(gradient, slope => Math.Abs(slope) > .05);
        for (int i = 0; i < weights.Length; i++)
        {
            float before = weights[i];
            double up = At(i, before + h), down = At(i, before - h);
            weights[i] = before;
            Assert.Equal((up - down) / (2 * h), gradient[i], 1e-3);
        }

        double At(int i, float value)
        {
            weights[i] = value;
            graph.Clear();
            return graph.PolicyLoss(graph[scores], done, .2f, .3f, 1f / 6).Value[0];
        }
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_with_the_update()
    {
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => (Short with { LearningRate = 1e38f, FinalLearningRate = 1e38f }).Start(World, Network("feed-forward"), new Seed(1)).Finish(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Matches("^The loss of update \\d+ is not a number", wrong.Message);
    }

    [Fact]
    public void Settings_without_meaning_are_refused()
    {
        Assert.Throws<ArgumentException>(() => (Short with { Lanes = 2 }).Start(World, Network("feed-forward"), new Seed(1)));
        Assert.Throws<ArgumentException>(() => (Short with { Discount = float.NaN }).Start(World, Network("feed-forward"), new Seed(1)));
        Assert.Throws<ArgumentException>(() => (Short with { Clip = 0 }).Start(World, Network("feed-forward"), new Seed(1)));
        Assert.Throws<ArgumentException>(() => Short.Start(World, new Mlp(3, 2), new Seed(1)));
        Assert.Throws<ArgumentException>(() => Short.Start(World, new Lstm(World.ObservationBits, 4, World.Actions), new Seed(1)));
    }

    private static INetwork Network(string kind) => kind == "feed-forward" ? new Mlp(World.ObservationBits, 16, 8, World.Actions) : new Gru(World.ObservationBits, 12, World.Actions);

    private static float[] Drawn(INetwork network, Seed seed)
    {
        float[] scale = network.InitialScale(), weights = new float[network.WeightCount];
        Gaussian.Fill(seed, weights);
        for (int i = 0; i < weights.Length; i++) weights[i] *= scale[i];
        return weights;
    }

    private static double Reward(NetworkAgent agent, int episodes) => Enumerable.Range(0, episodes).Average(i => Play.Once<KeysAndChests, KeysAndChests.State>(Plenty, agent, new Seed(3).For("level", i)).Reward);
}
