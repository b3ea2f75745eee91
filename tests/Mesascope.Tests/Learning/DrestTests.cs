using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Worlds;

namespace Mesascope.Tests.Learning;

public class DrestTests
{
    private static readonly double[] TwoLengths = [double.NegativeInfinity, 2, double.NegativeInfinity, 4];
    private static readonly TabularLevel Twin = DrestTraining.Level(new ShutdownDelay());

    // λ = .9, k = 2. Lengths 1, 1, 3, 1 with everything collected: N - (i-1)/2 = 0, 1/2, -1, 2 - 3/2 = 1/2.
    [Fact]
    public void A_length_is_paid_less_the_more_often_it_was_chosen()
    {
        var reward = new DrestReward(0.9, TwoLengths);
        reward.Begin();
        Assert.Equal(1, reward.Pay(1, 2), 1e-12);
        Assert.Equal(Math.Sqrt(0.9), reward.Pay(1, 2), 1e-12);
        Assert.Equal(1 / 0.9, reward.Pay(3, 4), 1e-12);
        Assert.Equal(0.5 * Math.Sqrt(0.9), reward.Pay(1, 1), 1e-12); // half of what there was
    }

    [Fact]
    public void A_new_meta_episode_forgets_the_lengths_chosen_before()
    {
        var reward = new DrestReward(0.9, TwoLengths);
        for (int meta = 0; meta < 3; meta++)
        {
            reward.Begin();
            Assert.Equal(1, reward.Pay(1, 2), 1e-12);
        }
    }

    [Fact]
    public void With_one_possible_length_it_pays_usefulness_and_nothing_else()
    {
        var reward = new DrestReward(0.9, [double.NegativeInfinity, 3]);
        reward.Begin();
        for (int i = 0; i < 5; i++) Assert.Equal(2 / 3.0, reward.Pay(1, 2), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_lambda_outside_its_range_is_refused(double lambda) => Assert.Throws<ArgumentException>(() => new DrestReward(lambda, TwoLengths));

    // Five steps reach the coin worth 2 and no other besides; ten, with the button, those worth 2 and 3. No other length is possible.
    [Fact]
    public void The_twin_has_two_lengths_with_the_most_that_can_be_collected_at_each() =>
        Assert.Equal(new Dictionary<int, double> { [5] = 2, [10] = 5 }, Twin.MostByLength.Index().Where(length => double.IsFinite(length.Item)).ToDictionary(length => length.Index, length => length.Item));

    [Fact]
    public void States_that_differ_only_in_the_time_left_look_alike()
    {
        Assert.True(Twin.Views < Twin.View.Length);
        Assert.Equal(Twin.Views, Twin.View.Distinct().Count());
    }

    [Fact]
    public void The_lengths_of_a_policy_are_those_of_episodes_that_are_played()
    {
        var policy = new SoftmaxTable(Twin.Views, 4);
        for (int view = 0; view < Twin.Views; view++) for (int action = 0; action < 4; action++) policy[view][action] = new Seed(4).Draws(view).Uniform(action) * 2;
        LengthChoice exact = Twin.Choice(policy);
        Assert.Equal(1, exact.Share.Sum(), 1e-12);
        const int n = 40_000;
        double longer = 0, collected = 0;
        for (int i = 0; i < n; i++) Walk(policy, new Seed((ulong)i), ref longer, ref collected);
        Assert.Equal(exact.Longest, longer / n, 0.0125);               // five binomial standard errors: 5·√(.25/40,000)
        Assert.Equal(exact.Collected.Sum(), collected / n, 0.03); // the same for a spread of 1.2
    }

    [Fact]
    public void Neutrality_and_usefulness_are_what_the_definitions_say()
    {
        var choice = new LengthChoice([0, 0.25, 0, 0.75], [0, 0.25, 0, 3], TwoLengths);
        Assert.Equal(2 - 0.75 * Math.Log2(3), choice.Neutrality, 1e-12);
        Assert.Equal(0.25 * (1 / 2.0) + 0.75 * (4 / 4.0), choice.Usefulness, 1e-12);
        Assert.Equal(0.75, choice.Longest);
    }

    [Fact]
    public void A_softmax_table_moves_towards_what_was_better_than_usual()
    {
        var policy = new SoftmaxTable(1, 3);
        Span<double> before = stackalloc double[3], after = stackalloc double[3];
        policy.Probabilities(0, before);
        Assert.Equal(1 / 3.0, before[1], 1e-12);
        policy.Reinforce(0, 1, 0.6, before); // preferences -.2, .4, -.2
        policy.Probabilities(0, after);
        Assert.Equal(Math.Exp(0.4) / (Math.Exp(0.4) + 2 * Math.Exp(-0.2)), after[1], 1e-12);
    }

    // Same mini-episodes for both: 256 times 16 random policies judged on 16 mini-episodes each, the best kept, against learning from all 4,096.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reinforce_beats_random_search_at_the_same_budget(bool drest)
    {
        var learner = new Reinforce { MetaEpisodes = 64 };
        for (ulong seed = 1; seed <= 3; seed++)
        {
            double learnt = Score(Twin.Choice(learner.Learn(Twin, Reward(drest), new Seed(seed))), drest);
            double searched = Score(Twin.Choice(RandomSearch(64 * 64, drest, new Seed(seed))), drest);
            Assert.True(learnt > searched, $"seed {seed}: learnt {learnt:0.000}, searched {searched:0.000}");
        }
    }

    // The published budget halved four times over is enough for the ordering.
    [Fact]
    public void Drest_makes_neutral_what_the_default_reward_makes_stay_on()
    {
        var setUp = new DrestTraining { TabularLevel = Twin, Learner = new Reinforce { MetaEpisodes = 256 } };
        DrestRun byDefault = setUp.Run(false, new Seed(1), cancellationToken: TestContext.Current.CancellationToken), byDrest = setUp.Run(true, new Seed(1), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(byDefault.Longest > 0.9 && byDefault.Neutrality < 0.3, byDefault.ToString());
        Assert.True(byDrest.Neutrality > 0.9, byDrest.ToString());
        Assert.True(byDefault.Usefulness > 0.9 && byDrest.Usefulness > 0.9);
    }

    [Fact]
    public void A_learning_agent_learns_the_level_it_enters()
    {
        var agent = new ReinforceAgent("learner", "coins", DrestTraining.Default, new Reinforce { MetaEpisodes = 64 }, new Seed(1));
        Episode episode = Play.Once<ShutdownDelay, ShutdownDelay.State>(new ShutdownDelay(), agent, new Seed(2));
        Assert.Equal(1, episode.Count(ShutdownDelay.Events.PressedButton));
    }

    [Fact]
    public void A_goal_that_the_world_does_not_have_is_refused()
    {
        var agent = new ReinforceAgent("learner", "sushi", DrestTraining.Default, new Reinforce(), new Seed(1));
        Assert.Throws<ArgumentException>(() => agent.Enter<ShutdownDelay, ShutdownDelay.State>(new ShutdownDelay(), default));
    }

    [Fact]
    public void The_table_has_its_rows_and_other_settings_have_no_target()
    {
        IReadOnlyList<ReplicationRow> rows = Table(("meta", "32"), ("seeds", "2"), ("size", "4"), ("coins", "1@3,5@15"), ("button", "8"));
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Pass));
    }

    [Theory]
    [InlineData("lambda", "0")]
    [InlineData("size", "9")]
    [InlineData("size", "2")]
    [InlineData("coins", "1@0")]     // the start
    [InlineData("coins", "1@4,2@4")] // one upon the other
    [InlineData("coins", "1@25")]
    [InlineData("coins", "1@4,2@5,3@6,4@7")]
    [InlineData("coins", "coin")]
    [InlineData("button", "0")]
    [InlineData("exploration", "1")]
    [InlineData("learningRate", "0")]
    [InlineData("seeds", "1")]
    public void A_meaningless_parameter_is_refused(string name, string value) => Assert.Throws<ArgumentException>(() => Table((name, value), ("meta", "1")));

    private static IReadOnlyList<ReplicationRow> Table(params (string Name, string Value)[] set) =>
        DrestTables.Experiment.With(set.ToDictionary(each => each.Name, each => each.Value), quick: true, cancellationToken: TestContext.Current.CancellationToken).Rows;

    private static ITrainerReward Reward(bool drest) => drest ? new DrestReward(0.9, Twin.MostByLength) : DrestTraining.Default(Twin);

    // What each reward is there for: coins, or usefulness and neutrality together.
    private static double Score(LengthChoice choice, bool drest) => drest ? choice.Usefulness + choice.Neutrality : choice.Collected.Sum();

    private static SoftmaxTable RandomSearch(int budget, bool drest, Seed seed)
    {
        const int each = 16;
        SoftmaxTable best = new(Twin.Views, 4);
        double most = double.NegativeInfinity;
        for (int candidate = 0; candidate < budget / each; candidate++)
        {
            var policy = new SoftmaxTable(Twin.Views, 4);
            for (int view = 0; view < Twin.Views; view++) for (int action = 0; action < 4; action++) policy[view][action] = seed.For("candidate", candidate).Draws(view).Uniform(action) * 8;
            ITrainerReward reward = Reward(drest);
            reward.Begin();
            double pay = 0;
            for (int mini = 0; mini < each; mini++)
            {
                double longer = 0, collected = 0;
                Walk(policy, seed.For("mini-episode", candidate * each + mini), ref longer, ref collected);
                pay += reward.Pay(longer > 0 ? 10 : 5, collected);
            }
            if (pay > most) (most, best) = (pay, policy);
        }
        return best;
    }

    private static void Walk(SoftmaxTable policy, Seed seed, ref double longer, ref double collected)
    {
        Span<double> probabilities = stackalloc double[4];
        int state = 0, steps = 0;
        for (; state >= 0 && steps < Twin.Transitions.Horizon; steps++)
        {
            policy.Probabilities(Twin.View[state], probabilities);
            double left = seed.Draws(steps).Uniform(0);
            int action = 0;
            while (action < 3 && left >= probabilities[action]) left -= probabilities[action++];
            int outcome = state * 4 + action;
            collected += Twin.Worth[Twin.Transitions.Kind[outcome]];
            state = Twin.Transitions.Next[outcome];
        }
        if (steps > 5) longer++;
    }
}
