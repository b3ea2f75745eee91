using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Experiments;

public class InnerLearnersTests
{
    private const string Folder = "policies/gymnax-blines";

    public static TheoryData<double, int> Settings => new MatrixTheoryData<double, int>([0, 0.1, 0.25, 0.4, 0.5], [1, 2, 3, 5, 6]);

    // Every sequence of arms and payments of a short life, by brute force over both arms that may be better.
    [Theory, MemberData(nameof(Settings))]
    public void Best_and_Thompson_pay_what_a_search_over_all_histories_says(double p, int pulls)
    {
        // The joint weights of "the first arm is better" and "the second is" with all that was seen.
        double Pays(double first, double second, int left, bool best)
        {
            if (left == 0 || first + second == 0) return 0;
            double Arm(double ifFirst, double ifSecond) => first * ifFirst + second * ifSecond + Pays(first * ifFirst, second * ifSecond, left - 1, best) + Pays(first * (1 - ifFirst), second * (1 - ifSecond), left - 1, best);
            double one = Arm(1 - p, p), other = Arm(p, 1 - p), belief = first / (first + second);
            return best ? Math.Max(one, other) : belief * one + (1 - belief) * other;
        }
        Assert.Equal(Pays(0.5, 0.5, pulls, best: true), BanditOptimum.Best(p, pulls), 10);
        Assert.Equal(Pays(0.5, 0.5, pulls, best: false), BanditOptimum.Thompson(p, pulls), 10);
    }

    [Fact]
    public void Thompson_sampling_pays_what_is_worked_out_by_hand()
    {
        // After one pull the better arm is believed in with .9 (probability .9) or .1 (.1): it is pulled with .9·.9 + .1·.1 = .82, and pays .82·.9 + .18·.1 = .756.
        Assert.Equal(0.5 + 0.756, BanditOptimum.Thompson(0.1, 2), 12);
        Assert.InRange(BanditOptimum.Thompson(0.1, 100), BanditOptimum.Random(100), BanditOptimum.Best(0.1, 100));
    }

    // Published: 89.375 is the best possible.
    [Fact]
    public void The_best_possible_pay_of_a_hundred_pulls_is_the_published_one() => Assert.Equal(89.375, BanditOptimum.Best(0.1, 100), 3);

    [Fact]
    public void A_forgetful_agent_forgets_when_it_is_told_to_and_no_sooner()
    {
        var network = new Lstm(103, 4, 2);
        var agent = new NetworkAgent("any", network, UntrainedAgent.Weights(network, new Seed(2)), new Choice(Temperature: 1));
        double[] Last(IAgent who, int forgottenAt)
        {
            var world = new BernoulliBandit();
            IPolicy<BernoulliBandit.State> policy = who.Enter<BernoulliBandit, BernoulliBandit.State>(world, default);
            var probabilities = new double[2];
            for (int t = forgottenAt; t < 5; t++) policy.Probabilities(new BernoulliBandit.State(0, t % 2, 1, t), t - forgottenAt, probabilities);
            return [.. probabilities];
        }
        Assert.Equal(Last(agent, 3), Last(new Forgetful<BernoulliBandit.State>(agent, state => state.Time == 3), 0));
        Assert.Equal(Last(agent, 0), Last(new Forgetful<BernoulliBandit.State>(agent, _ => false), 0));
        Assert.Equal(Last(agent, 4), Last(new Forgetful<BernoulliBandit.State>(agent, _ => true), 0));
        Assert.NotEqual(Last(agent, 0), Last(agent, 4));
    }

    public static TheoryData<string> InWorlds => [.. GymnaxOrganisms.Names];

    // The organism's network over bits gives what the authors' network gives over numbers, at every recorded step. It adds in single precision, and scores of some hundreds cancel.
    [Theory, MemberData(nameof(InWorlds))]
    public void An_organism_scores_every_recorded_step_as_the_policy_does(string name)
    {
        GymnaxPolicy policy = GymnaxPolicy.Read(TestData.PathOf(Folder), name);
        var body = (NetworkBody)GymnaxOrganisms.Of(policy).Body;
        foreach (ReferenceEpisode episode in ReferenceEpisode.Read(TestData.PathOf(Folder), name))
        {
            float[] memory = new float[body.Network.Memory], scores = new float[body.Network.Outputs];
            for (int t = 0; t < episode.Length; t++)
            {
                body.Network.Step(body.Weights, Seen(policy.Environment, episode, t), memory, scores);
                Assert.Equal(episode.Output[t], scores.Select(score => (double)score), (expected, found) => Math.Abs(expected - found) <= 1e-4 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Theory, MemberData(nameof(InWorlds))]
    public void An_organism_comes_back_from_its_folder_as_it_was(string name)
    {
        Organism organism = GymnaxOrganisms.Of(GymnaxPolicy.Read(TestData.PathOf(Folder), name));
        using var folder = new TemporaryFolder();
        organism.Save(folder[name]);
        Organism read = Organism.Load(folder[name]);
        Assert.Equal(organism.Digest, read.Digest);
        Assert.Equal(((NetworkBody)organism.Body).Weights, ((NetworkBody)read.Body).Weights);
        Assert.Equal(((NetworkBody)organism.Body).Network, ((NetworkBody)read.Body).Network);
        Assert.Equal(organism.World.Settings.ToJsonString(), read.World.Settings.ToJsonString());
    }

    [Fact]
    public void A_folder_without_policies_is_refused_in_one_line()
    {
        string message = Assert.Throws<ArgumentException>(() => InnerLearnersTables.Experiment.Plan(new Dictionary<string, string> { ["data"] = "nowhere" })).Message;
        Assert.Contains("nowhere", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void One_thread_and_eight_find_the_same()
    {
        var setUp = new InnerLearnersSetUp { Data = TestData.PathOf(Folder), Episodes = 2, BanditLives = 3, MazeLives = 3, RoomLives = 2, Audited = false };
        string Found(int threads)
        {
            var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
            return string.Join('\n', Task.Factory.StartNew(() => InnerLearnersTables.Experiment.Run(setUp), TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler).Result.Rows);
        }
        Assert.Equal(Found(1), Found(8));
    }

    private static Bits Seen(string environment, ReferenceEpisode episode, int t)
    {
        if (environment == "FourRooms-misc") return new FourRooms().Observe(new FourRooms.State((int)episode.State[t][0] * 13 + (int)episode.State[t][1], 0));
        float[] seen = episode.Seen[t];
        if (environment == "MetaMaze-misc")
            return new MetaMaze().Observe(new MetaMaze.State((int)episode.State[t][0] * 11 + (int)episode.State[t][1], 0, Array.IndexOf(seen, 1, 25, 4) - 25, seen[29] > 0, t, MetaMaze.Phase.Searching));
        return new BernoulliBandit().Observe(new BernoulliBandit.State(0, seen[2] > 0 ? 1 : 0, (int)seen[0], t));
    }
}
