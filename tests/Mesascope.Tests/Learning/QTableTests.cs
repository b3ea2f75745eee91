using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Learning;

public class QTableTests
{
    private const int Left = 0, Right = 1;
    private const double Discount = 0.9;

    [Fact]
    public void A_step_moves_the_value_by_the_learning_rate_towards_reward_and_the_discounted_best_of_the_next_state()
    {
        var table = new QTable(2, 2);
        table[1][Left] = 4;
        table[1][Right] = 2;
        table[0][Right] = 1;
        table.Learn(0, Right, 3, 1, learningRate: 0.25, Discount);
        Assert.Equal(1 + 0.25 * (3 + 0.9 * 4 - 1), table[0][Right], 1e-12); // 2.4
        Assert.Equal(0, table[0][Left]);
    }

    [Fact]
    public void Where_the_life_ends_nothing_comes_after_the_reward()
    {
        var table = new QTable(1, 2);
        table[0][Left] = 100;
        table.Learn(0, Right, 3, -1, learningRate: 1, Discount);
        Assert.Equal(3, table[0][Right]);
    }

    [Fact]
    public void Learning_everywhere_again_and_again_gives_the_exact_values_of_a_chain()
    {
        var table = new QTable(3, 2);
        for (int sweep = 0; sweep < 4; sweep++) // each brings the news one cell further down, the last one to the foot's left
            for (int state = 0; state < 3; state++)
                foreach (int action in new[] { Left, Right }) Experience(table, 3, state, action, learningRate: 1);
        AssertExactValues(table, 1e-12);
    }

    [Fact]
    public void Experience_in_any_order_comes_to_the_exact_values_of_a_chain()
    {
        var table = new QTable(3, 2);
        for (int i = 0; i < 3_000; i++)
        {
            PhiloxDraws luck = new Seed(4).Draws(i);
            Experience(table, 3, luck.Choice(3, 0), luck.Choice(2, 1), learningRate: 0.3);
        }
        AssertExactValues(table, 1e-9);
    }

    [Fact]
    public void With_the_mean_as_learning_rate_an_action_is_worth_the_mean_of_its_rewards()
    {
        var table = new QTable(1, 2);
        double[] rewards = [1, 0, 0, 1, 1];
        for (int i = 0; i < rewards.Length; i++) table.Learn(0, Left, rewards[i], -1, learningRate: 1.0 / (i + 1), Discount);
        Assert.Equal(0.6, table[0][Left], 1e-12);
    }

    [Fact]
    public void It_learns_a_chain_that_a_random_agent_hardly_ever_climbs()
    {
        // Eight cells, 150 lives of at most 16 steps; one per seed, paired by it. A fair walk climbs a chain of 8 in some 70 steps.
        double[] gains = [.. Enumerable.Range(0, 20).Select(i => (double)(Climbs(new Seed((ulong)i), epsilon: 0.2) - Climbs(new Seed((ulong)i), epsilon: 1)))];
        Interval gain = MeanInterval.Of(gains, 0.01)!.Value;
        Assert.True(gain.Low > 50, $"more climbs than a random agent's, of 150: {gain}");
    }

    [Fact]
    public void Equals_are_chosen_uniformly_and_the_worse_never()
    {
        const int n = 9_000;
        var table = new QTable(1, 4);
        table[0][0] = table[0][2] = table[0][3] = 0.5;
        int[] chosen = Counts(n, (ref random) => table.Greedy(0, ref random, 0));
        Assert.Equal(0, chosen[1]);
        double fiveErrors = 5 * Math.Sqrt(n * (1.0 / 3) * (2.0 / 3));
        Assert.All(new[] { 0, 2, 3 }, action => Assert.InRange(chosen[action], n / 3 - fiveErrors, n / 3 + fiveErrors));
    }

    [Fact]
    public void Exploration_takes_any_action_with_its_probability_and_the_best_one_otherwise()
    {
        const int n = 10_000;
        var table = new QTable(1, 2);
        table[0][Right] = 1;
        // Left is taken in half of the explorations: .3 / 2.
        int left = Counts(n, (ref random) => table.EpsilonGreedy(0, 0.3, ref random, 0))[Left];
        Assert.InRange(left, 1_500 - 5 * 36, 1_500 + 5 * 36); // a binomial standard error is √(10⁴·.15·.85) = 36
    }

    [Fact]
    public void The_same_seed_gives_the_same_table_and_another_seed_another()
    {
        double[] first = Learnt(new Seed(1)), again = Learnt(new Seed(1)), other = Learnt(new Seed(2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 1)]
    public void A_table_without_states_or_without_a_choice_is_refused(int states, int actions) =>
        Assert.Contains($"got {states} and {actions}", Assert.Throws<ArgumentException>(() => new QTable(states, actions)).Message);

    // A chain: right leads up, left leads down and bumps at the foot; the step up from its last cell pays 1 and ends the life.
    private static int Experience(QTable table, int cells, int state, int action, double learningRate)
    {
        int next = action == Left ? Math.Max(0, state - 1) : state == cells - 1 ? -1 : state + 1;
        table.Learn(state, action, next < 0 ? 1 : 0, next, learningRate, Discount);
        return next;
    }

    // V is 1, .9, .81 from the top down, and left leads to .9 times the value of the cell below (of itself at the foot).
    private static void AssertExactValues(QTable table, double tolerance)
    {
        double[,] exact = { { 0.9 * 0.81, 0.81 }, { 0.9 * 0.81, 0.9 }, { 0.9 * 0.9, 1 } };
        for (int state = 0; state < 3; state++)
            foreach (int action in new[] { Left, Right }) Assert.Equal(exact[state, action], table[state][action], tolerance);
    }

    private static int Climbs(Seed seed, double epsilon) => Live(new QTable(8, 2), seed, epsilon);

    private static double[] Learnt(Seed seed)
    {
        var table = new QTable(8, 2);
        Live(table, seed, epsilon: 0.2);
        return [.. Enumerable.Range(0, 8).SelectMany(state => table[state].ToArray())];
    }

    private static int Live(QTable table, Seed seed, double epsilon)
    {
        int climbs = 0;
        for (int life = 0; life < 150; life++)
            for (int step = 0, state = 0; step < 16 && state >= 0; step++)
            {
                PhiloxDraws luck = seed.For("life", life).Draws(step);
                state = Experience(table, 8, state, table.EpsilonGreedy(state, epsilon, ref luck, 0), learningRate: 0.5);
                if (state < 0) climbs++;
            }
        return climbs;
    }

    private delegate int Draw(ref PhiloxDraws random);

    private static int[] Counts(int n, Draw draw)
    {
        var counts = new int[4];
        for (int i = 0; i < n; i++)
        {
            PhiloxDraws random = new Seed(6).Draws(i);
            counts[draw(ref random)]++;
        }
        return counts;
    }
}
