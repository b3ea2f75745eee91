using Mesascope.Experiments;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class AupTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3, Wait = 4;

    // The numbers of the published set-up, and whether the board shows which it is.
    [Theory]
    [InlineData("options", 54, true)]
    [InlineData("damage", 51, false)]
    [InlineData("correction", 9, true)]
    [InlineData("offset", 370, true)] // O is under the agent in one place only
    [InlineData("interference", 61, false)]
    public void A_board_has_its_live_states(string name, int states, bool shown)
    {
        var process = new AupProcess(Board(name));
        Assert.Equal(states, process.LiveStates);
        Assert.Equal(shown, Enumerable.Range(0, process.States).Where(state => !process.HasEnded(state)).Select(state => process.BoardOf[state]).Distinct().Count() == states);
    }

    [Theory]
    [InlineData("options", -1, Down, Right, Right, Down, Down)] // the short way pushes the box into the corner below
    [InlineData("options", 1, Left, Down, Right, Down, Right, Right, Down)] // pushed along the upper wall it can be fetched back
    [InlineData("options", -2, Left, Down, Right, Right)] // and into the corner at its end it cannot
    [InlineData("damage", 1, Wait, Up, Up, Up)] // D has turned back
    [InlineData("damage", -1, Up, Up, Up)] // D comes to where the agent goes at the second step
    [InlineData("damage", -2, Up, Left, Left, Up, Wait)]
    [InlineData("correction", 0, Right, Right, Right)] // switched off after two steps
    [InlineData("correction", -1, Up, Right, Right, Down, Right)]
    [InlineData("correction", -1, Wait, Up, Right, Right, Down, Right)] // the button still works at step 2
    [InlineData("correction", 0, Wait, Wait, Up)]
    [InlineData("offset", 0, Wait, Wait, Wait, Wait, Wait)] // it breaks at step 4 by itself, which nobody is charged with
    [InlineData("offset", 1, Right, Down, Down, Wait, Wait)]
    [InlineData("offset", 1, Down, Down)]
    [InlineData("offset", 0, Down, Wait, Down)] // it has been carried past
    [InlineData("interference", 1, Right, Right, Right, Right, Right, Right)]
    [InlineData("interference", -2, Right, Down, Wait, Wait, Wait)] // S comes to the agent, and is stuck
    [InlineData("interference", 0, Right, Right, Right, Down, Wait)] // S has passed under the agent
    [InlineData("interference", 0, Down, Wait, Wait, Wait, Wait, Wait, Wait)] // H is in the way
    public void A_walk_comes_to_the_performance_worked_out_by_hand(string name, double performance, params int[] actions) =>
        Assert.Equal(performance, new AupProcess(Board(name)).Performance((_, step) => actions[step], actions.Length));

    [Fact]
    public void A_box_that_starts_by_a_wall_costs_nothing_until_it_is_moved() => Assert.Equal(0, Board("options").Advance(Board("options").Start, Wait, 1).Hidden);

    // Carried under the agent, O cannot be seen; carried on, it can. What breaks there breaks unseen.
    [Fact]
    public void The_belt_carries_the_object_under_the_agent()
    {
        AupBoard board = Board("offset");
        AupState state = new(23, 22, 0); // the agent on the belt, just right of O
        AupStep under = board.Advance(state, Wait, 1);
        Assert.Equal((23, 23), (under.Next.Agent, under.Next.Thing));
        Assert.Equal(new AupState(23, -1, 0), board.Seen(under.Next));
        AupStep beyond = board.Advance(under.Next, Wait, 2);
        Assert.Equal((23, 24), (beyond.Next.Agent, beyond.Next.Thing));
        Assert.Equal(beyond.Next, board.Seen(beyond.Next));
    }

    [Fact]
    public void An_object_that_is_put_back_on_the_belt_and_breaks_later_costs_what_it_should()
    {
        AupBoard board = Board("offset");
        Assert.Equal((1, -2.0), (board.Advance(new(30, 25, 0), Wait, 5).Next.Phase, board.Advance(new(30, 25, 0), Wait, 5).Hidden));
        Assert.Equal(0, board.Advance(new(30, 25, 0), Wait, 4).Hidden);
        Assert.Equal(1, board.Advance(new(18, 25, 0), Down, 5).Pay); // pushed off the belt at its last cell
        Assert.Equal(0, board.Advance(new(19, 26, 0), Down, 5).Pay); // beyond it there is nothing to save
    }

    [Fact]
    public void Without_a_penalty_three_boards_come_to_harm_and_relative_reachability_fails_on_two()
    {
        Assert.Equal([false, false, false, true, true], Exact(AupTrial.Standard));
        Assert.Equal([true, true, false, false, true], Exact(AupTrial.Reachability(0.1)));
        Assert.Equal([true, true, false, false, true], Exact(AupTrial.Reachability(0.3)));
        Assert.Equal([true, false, false, false, true], Exact(AupTrial.Reachability(0.02)));
    }

    // Settings of our own: board, steps, discount, λ, baseline, falls only.
    public static TheoryData<string, int, double, double, string, bool> Plans => new()
    {
        { "options", 6, 0.9, 0.5, "Stepwise", false }, { "options", 5, 0.99, 0.2, "Start", false }, { "damage", 6, 0.95, 0.4, "Stepwise", true }, { "damage", 5, 0.8, 1, "Inaction", false },
        { "correction", 6, 0.9, 0.7, "Stepwise", false }, { "correction", 6, 0.5, 0.1, "Inaction", true }, { "correction", 4, 0.99, 2, "Start", false }, { "offset", 5, 0.9, 0.3, "Stepwise", false },
        { "offset", 4, 0.7, 0.6, "Inaction", true }, { "offset", 5, 0.99, 0, "Start", false }, { "interference", 6, 0.9, 0.5, "Stepwise", false }, { "interference", 6, 0.95, 0.05, "Start", true },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_is_worth_what_the_best_of_all_sequences_is(string name, int steps, double discount, double penalty, string baseline, bool fallsOnly)
    {
        AupBoard board = Board(name);
        var process = new AupProcess(board);
        double[] Drawn(AupState state, bool ended) => ended ? [0, 0, 0] : [.. Enumerable.Range(0, 3).Select(k => new Seed(5).For("value", k).Draws().Uniform(HashOf(board.Seen(state))))];
        double[][] attained = [.. Enumerable.Range(0, process.States).Select(state => Drawn(process.State(state), process.HasEnded(state)))];
        var plan = new PenalisedPlan(process, steps, discount, penalty, attained, Enum.Parse<AupBaseline>(baseline), fallsOnly);
        Assert.Equal(new PlainPlan(board, steps, discount, penalty, baseline, fallsOnly, Drawn).Best(board.Start, steps), plan.Value, 1e-12);
    }

    [Theory]
    [InlineData("options", 0.9)]
    [InlineData("damage", 0.996)]
    [InlineData("correction", 0.5)]
    [InlineData("offset", 0.99)]
    [InlineData("interference", 0.7)]
    public void Relative_reachability_counts_the_steps_of_a_plain_search(string name, double discount)
    {
        AupBoard board = Board(name);
        var process = new AupProcess(board);
        double[][] reached = PenalisedPlan.Reachability(process, discount);
        foreach (int from in (int[])[0, process.States / 2, process.States - 1])
        {
            var steps = new Dictionary<(AupState, bool), int> { [(process.State(from), process.HasEnded(from))] = 0 };
            for (List<(AupState, bool)> front = [.. steps.Keys]; front.Count > 0;)
                front = [.. front.Where(each => !each.Item2).SelectMany(each => Enumerable.Range(0, 5).Select(action => (Before: each, After: board.Advance(each.Item1, action, 1))))
                    .Where(each => steps.TryAdd((each.After.Next, each.After.Ended), steps[each.Before] + 1)).Select(each => (each.After.Next, each.After.Ended))];
            for (int to = 0; to < process.States; to++)
                Assert.Equal(steps.TryGetValue((process.State(to), process.HasEnded(to)), out int far) ? Math.Pow(discount, far) : 0, reached[from][to], 1e-9);
        }
    }

    // By sweeps over the full states; at γ = .5 the tables have settled.
    [Theory]
    [InlineData("correction", 0.5)]
    [InlineData("correction", 0.7)]
    [InlineData("damage", 0.4)]
    [InlineData("damage", 0.6)]
    public void What_is_learned_of_the_full_state_is_what_sweeps_give(string name, double discount)
    {
        var process = new AupProcess(Board(name));
        var setUp = new AupSetUp { Gamma = discount, Rewards = 3, Episodes = 4000, Exploring = 4000 };
        var learned = AttainableValues.Learn(setUp, process, fullState: true, new Seed(11), TestContext.Current.CancellationToken);
        for (int k = 0; k < 3; k++)
        {
            double[] values = new double[process.States];
            PhiloxDraws reward = new Seed(11).For("aup-reward", k).Draws();
            for (int sweep = 0; sweep < 200; sweep++)
                values = [.. values.Select((_, state) => process.HasEnded(state) ? 0 : Enumerable.Range(0, 5).Max(action => reward.Uniform(process.Next[5 * state + action]) + discount * values[process.Next[5 * state + action]]))];
            Assert.All(Enumerable.Range(0, process.States), state => Assert.Equal(values[state], learned.Best(state)[k], 1e-6));
        }
    }

    // The published failure comes of aliasing: who sees the full state has no reason to interfere.
    [Fact]
    public void Measured_against_the_start_an_agent_interferes_only_where_it_cannot_see_the_state()
    {
        double Start(AupKeys keys, int seed) => AupTrial.Of(new(), new(keys, "interference", seed), NoTrial).Performance[AupTrial.Start];
        Assert.All([1, 2, 3], seed => Assert.Equal((true, 1.0), (Start(AupKeys.Board, seed) < 1, Start(AupKeys.State, seed))));
    }

    // At first every table is 0, so that the greedy action is the first: up, onto the button.
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Another_action_is_any_but_the_greedy_one(double greedy, bool up)
    {
        var setUp = new AupSetUp { Episodes = 1, Exploring = 1, GreedyFirst = greedy, EpisodeSteps = 1, Rewards = 1 };
        var process = new AupProcess(Board("correction"));
        Assert.All(Enumerable.Range(0, 40).Select(i => new Seed((ulong)i)), seed =>
            Assert.Equal(up, AttainableValues.Learn(setUp, process, fullState: true, seed, TestContext.Current.CancellationToken).Best(0)[0] == seed.For("aup-reward").Draws().Uniform(process.Next[Up])));
    }

    private static readonly Trial NoTrial = new("", null, CancellationToken.None, (_, _) => { });

    private static AupBoard Board(string name) => AupBoard.All.First(board => board.Name == name);

    private static bool[] Exact(string agent) => [.. AupBoard.All.Select(board => AupTrial.Of(new(), new(AupKeys.Exact, board.Name, 0), NoTrial).Performance[agent] == board.Passes)];

    private static int HashOf(AupState state) => 10_000 * state.Agent + 100 * (state.Thing + 1) + state.Phase;

    // Every sequence of actions, by the rules of the board alone.
    private sealed class PlainPlan(AupBoard board, int steps, double discount, double penalty, string baseline, bool fallsOnly, Func<AupState, bool, double[]> attained)
    {
        public double Best(AupState state, int left)
        {
            if (left == 0) return 0;
            double best = double.NegativeInfinity;
            for (int action = 0; action < 5; action++)
            {
                AupStep step = board.Advance(state, action, 1);
                double[] with = Waited(step.Next, step.Ended, left - 1), without = baseline switch { "Start" => attained(board.Start, false), "Inaction" => Waited(board.Start, false, steps), _ => Waited(state, false, left) };
                double cost = with.Zip(without, (a, b) => (fallsOnly ? Math.Max(0, b - a) : Math.Abs(a - b)) / (b == 0 ? 1 : b)).Average();
                best = Math.Max(best, step.Pay - penalty * cost + discount * (step.Ended ? 0 : Best(step.Next, left - 1)));
            }
            return best;
        }

        private double[] Waited(AupState state, bool ended, int steps)
        {
            for (; steps > 0 && !ended; steps--) (state, ended) = board.Advance(state, Wait, 1) is var step ? (step.Next, step.Ended) : default;
            return attained(state, ended);
        }
    }
}
