using Mesascope.Experiments;
using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class ThinkingTimeTests
{
    private static readonly Seed Drawn = new Seed(5).For("test mazes");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A tree of n² cells has n² - 1 open walls; with p = 1 all 2n(n - 1) are open.
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(17)]
    public void A_maze_is_a_tree_and_what_is_opened_beyond(int size)
    {
        Assert.Equal(size * size - 1, OpenWalls(Maze.Draw(size, 0, Drawn)));
        Assert.Equal(2 * size * (size - 1), OpenWalls(Maze.Draw(size, 1, Drawn)));
        double[] opened = [.. Enumerable.Range(0, 400).Select(i => (double)(OpenWalls(Maze.Draw(size, 0.15, Drawn.For("opened", i))) - (size * size - 1)))];
        int closed = 2 * size * (size - 1) - (size * size - 1);
        Assert.Equal(0.15, opened.Average() / closed, 4 * Math.Sqrt(0.15 * 0.85 / (400.0 * closed)));
    }

    [Fact]
    public void Every_open_side_is_open_from_both_sides_and_none_leads_out()
    {
        foreach (int i in Enumerable.Range(0, 50))
        {
            Maze maze = Maze.Draw(6, 0.3, Drawn.For("sides", i));
            for (int cell = 0; cell < 36; cell++)
                for (int move = 0; move < 4; move++)
                    if ((maze.Open[cell] >> move & 1) != 0)
                    {
                        int to = Maze.To(cell, move, 6);
                        Assert.InRange(to, 0, 35);
                        Assert.True((maze.Open[to] >> ((move + 2) % 4) & 1) != 0);
                    }
        }
    }

    // Brute force: all walks without a circle, for every pair of cells.
    [Fact]
    public void Distances_and_right_moves_are_those_of_all_walks()
    {
        for (int i = 0; i < 20; i++)
        {
            Maze maze = Maze.Draw(4, 0.4, Drawn.For("walks", i));
            for (int goal = 0; goal < 16; goal++)
            {
                int[] distance = maze.Distances(goal), right = (maze with { Cheeses = [goal] }).Right();
                for (int cell = 0; cell < 16; cell++)
                {
                    int shortest = Shortest(maze, cell, goal, 1 << cell), moves = 0;
                    Assert.Equal(shortest, distance[cell]);
                    for (int move = 0; cell != goal && move < 4; move++)
                        if ((maze.Open[cell] >> move & 1) != 0 && Shortest(maze, Maze.To(cell, move, 4), goal, 1 << cell | 1 << Maze.To(cell, move, 4)) == shortest - 1) moves |= 1 << move;
                    Assert.Equal(moves, right[cell]);
                }
            }
        }

        static int Shortest(Maze maze, int cell, int goal, int walked)
        {
            if (cell == goal) return 0;
            int best = 1000;
            for (int move = 0; move < 4; move++)
                if ((maze.Open[cell] >> move & 1) != 0 && Maze.To(cell, move, 4) is int to && (walked >> to & 1) == 0) best = Math.Min(best, 1 + Shortest(maze, to, goal, walked | 1 << to));
            return best;
        }
    }

    [Fact]
    public void The_cheese_with_the_bell_is_the_goal_else_the_nearest_and_a_bell_alone_is_nothing()
    {
        Maze row = new(3, [0b0010, 0b1010, 0b1000, 0b0010, 0b1010, 0b1000, 0b0010, 0b1010, 0b1000]); // three rows that do not meet
        Assert.Equal([0, 0b1000, 0], (row with { Cheeses = [0, 2], Bell = 0 }).Right()[..3].Select((moves, i) => i == 1 ? moves : 0));
        Assert.Equal(0b1000, (row with { Cheeses = [0, 2], Bell = 0 }).Right()[2]);
        Assert.Equal([0, 0b1010, 0], (row with { Cheeses = [0, 2] }).Right()[..3]);
        Assert.Equal([0, 0b1010, 0], (row with { Cheeses = [0, 2], Bell = 1 }).Right()[..3]);
    }

    [Fact]
    public void Arms_are_drawn_as_they_are_described()
    {
        var setUp = new ThinkingTimeSetUp();
        Maze[] Of(string arm) => [.. Enumerable.Range(0, 1000).Select(i => ThinkingTimeTrial.Drawn(setUp, arm, 9, Drawn.For("arms", i)))];
        Assert.All(Of(ThinkingArm.OneGoal), maze => Assert.True(maze.Cheeses.Length == 1 && maze.Bell < 0));
        Assert.All(Of(ThinkingArm.AlwaysTogether), maze => Assert.Equal([maze.Bell], maze.Cheeses));
        Maze[] bells = Of(ThinkingArm.Bells);
        Assert.All(bells, maze => Assert.True(maze.Cheeses.Distinct().Count() == 2 && (maze.Bell < 0 || maze.Cheeses.Contains(maze.Bell))));
        Assert.Equal(0.6, bells.Average(maze => maze.Bell >= 0 ? 1.0 : 0), 0.062); // 4 standard errors of 1,000
    }

    [Fact]
    public void A_path_is_optimal_if_every_move_on_it_is_right()
    {
        Maze maze = Maze.Draw(5, 0.2, Drawn.For("path")) with { Cheeses = [12] };
        int[] right = maze.Right(), first = [.. right.Select(moves => moves == 0 ? 0 : int.TrailingZeroCount(moves))];
        Assert.All(Enumerable.Range(0, 25), start => Assert.True(PathTest.IsOptimal(maze, start, first, right)));
        int next = Maze.To(0, first[0], 5);
        int[] wrong = (int[])first.Clone();
        wrong[next] = Enumerable.Range(0, 4).First(move => (right[next] >> move & 1) == 0);
        Assert.False(PathTest.IsOptimal(maze, 0, wrong, right));
        Assert.True(PathTest.IsOptimal(maze, 12, wrong, right)); // one who is there has nothing to do wrong
    }

    [Fact]
    public void Cells_of_the_bell_test_are_near_the_cheese_far_from_the_bell_and_no_move_serves_both()
    {
        var setUp = new ThinkingTimeSetUp { Cells = 60 };
        BellCase[] cases = BellCase.Between(Untrained(setUp), 10, 14, 5, 60);
        Assert.Equal(60, cases.Length);
        Assert.All(cases, one =>
        {
            Assert.InRange(one.Maze.Distances(one.Maze.Cheeses)[one.Cell], 1, 5);
            Assert.InRange(one.Maze.Distances(one.Maze.Bell)[one.Cell], 10, 14);
            Assert.True(one.ToBell != 0 && one.ToCheese != 0 && (one.ToBell & one.ToCheese) == 0 && one.Maze.Bell != one.Maze.Cheeses[0]);
        });
        Assert.Empty(BellCase.Between(Untrained(setUp), 90, 99, 5, 3)); // no way is so long
    }

    // It sees one cell further with each step, and one before the first: what lies beyond cannot change a bit.
    [Fact]
    public void What_lies_farther_than_its_steps_reach_changes_nothing()
    {
        Maze maze = Maze.Draw(17, 0.15, Drawn.For("reach")) with { Cheeses = [0] };
        TrainedThinker subject = Untrained(new ThinkingTimeSetUp());
        Thinker without = new(subject.Network, subject.Weights, [maze]), with = new(subject.Network, subject.Weights, [maze with { Bell = 288 }]);
        for (int steps = 0; steps <= 14; steps++)
        {
            int beyond = 288 - (steps + 2); // in the bell's row
            Assert.True(without.In(0, beyond).SequenceEqual(with.In(0, beyond)), $"{steps} steps, the first cell beyond");
            if (steps <= 5) Assert.False(without.In(0, beyond + 1).SequenceEqual(with.In(0, beyond + 1)), $"{steps} steps, the last cell within"); // later what arrives is too faint for a float
            without.Think();
            with.Think();
        }
    }

    // 9·7·32 + 32 before the first step, 9·(32 + 7)·64 + 64 and 64·64 + 64 in a step, 32·32 + 32 and 32·4 + 4 for the moves: the published 30 thousand.
    [Fact]
    public void It_has_as_many_weights_as_were_published() => Assert.Equal(29_924, new ThinkingNetwork(32, 64, recall: true).Parameters.Count);

    [Fact]
    public void Without_recall_it_sees_the_maze_before_the_first_step_only()
    {
        var network = new ThinkingNetwork(4, 8, recall: false);
        float[] weights = network.Parameters.Draw(new Seed(2));
        Maze one = Maze.Draw(4, 0.2, Drawn.For("one")) with { Cheeses = [3] }, other = Maze.Draw(4, 0.2, Drawn.For("other")) with { Cheeses = [9] };
        Thinker first = new(network, weights, [one]), second = new(network, weights, [other]);
        Assert.False(first.Held.AsSpan().SequenceEqual(second.Held));
        second.Held.CopyTo(first.Held, 0);
        first.Think(3);
        second.Think(3);
        Assert.Equal(second.Held, first.Held);
    }

    [Fact]
    public void Any_number_of_threads_trains_the_same_weights()
    {
        float[] Trained(int threads) => ThinkingTimeTrial.Training(Tiny, ThinkingArm.OneGoal, new ThinkingNetwork(8, 8, recall: true), new Seed(3), Token).Run(6, threads: threads, cancellationToken: Token);
        Assert.Equal(Trained(1), Trained(8));
    }

    // An open corridor can be learnt in seconds: the loss falls below that of guessing among the moves that are open.
    [Fact]
    public void It_learns()
    {
        double first = 0, last = 0;
        ThinkingTimeTrial.Training(Tiny with { Mazes = 200, Batch = 16, Steps = 6 }, ThinkingArm.OneGoal, new ThinkingNetwork(16, 16, recall: true), new Seed(3), Token)
            .Run(150, (iteration, loss) => (first, last) = (iteration == 0 ? loss : first, iteration >= 140 ? last + loss / 10 : last), cancellationToken: Token);
        Assert.True(first > 1 && last < 0.5 * first, $"{first} fell to {last}");
    }

    [Fact]
    public void A_linear_probe_reads_what_is_linear_and_not_what_is_shuffled()
    {
        var held = new float[400 * 3];
        Gaussian.Fill(new Seed(9), held);
        int[] right = [.. Enumerable.Range(0, 400).Select(i => 1 << (held[i * 3] > 0 ? 2 : held[i * 3 + 1] > 0 ? 1 : 0))];
        var probe = LinearProbe.Fit(held, right, 3, 3, Token);
        Assert.True(Enumerable.Range(0, 400).Count(i => right[i] == 1 << probe.Best(held.AsSpan(i * 3, 3))) > 340);
        var blind = LinearProbe.Fit(held, [.. right.Skip(7), .. right[..7]], 3, 3, Token);
        Assert.True(Enumerable.Range(0, 400).Count(i => right[i] == 1 << blind.Best(held.AsSpan(i * 3, 3))) < 280); // half have the commonest label
    }

    [Fact]
    public void Half_is_where_half_of_the_cells_turned()
    {
        Assert.Equal(3, new BellBand(4, 6, [0.1, 0.4, 0.5, 0.9], [0.5, 0.5]).Half);
        Assert.Null(new BellBand(4, 6, [0.1, 0.4], [0.1, 0.2]).Half);
    }

    [Fact]
    public async Task One_thread_and_many_give_the_same_rows_and_small_runs_have_no_gate()
    {
        var few = new Dictionary<string, string>
        {
            ["mazes"] = "30", ["iterations"] = "3", ["batch"] = "4", ["channels"] = "4", ["hidden"] = "4", ["tests"] = "8", ["cells"] = "8", ["inside"] = "8", ["times"] = "1,3", ["bellTimes"] = "2,4", ["insideTimes"] = "0,2",
        };
        Tables Rows() => ThinkingTimeTables.Experiment.With(few, quick: true, cancellationToken: Token);
        Tables together = Rows();
        var one = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;
        Assert.Equal(together.Rows, (await Task.Factory.StartNew(Rows, Token, TaskCreationOptions.None, one)).Rows);
        Assert.All(together.Rows, row => Assert.True(row.Pass is null && row.Target is null, row.ToString()));
        Assert.All(ThinkingArm.All, arm => Assert.Contains(together.Rows, row => row.Parameters.StartsWith(arm, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("far", "14,10")]
    [InlineData("bands", "4")]
    [InlineData("large", "8")]
    [InlineData("arms", "two-goals")]
    [InlineData("cooldown", "0")]
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => ThinkingTimeTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: Token));

    // 4 bytes · 512 mazes · 32² cells · 12 steps · (4·64 + 8·32) numbers.
    [Fact]
    public void A_training_that_no_memory_holds_is_refused() =>
        Assert.Contains("12.9 GB", Assert.Throws<ArgumentException>(() => (new ThinkingTimeSetUp() with { Batch = 512, Size = 32, Large = 32 }).Check()).Message, StringComparison.Ordinal);

    private static ThinkingTimeSetUp Tiny => new() { Size = 4, Large = 5, Mazes = 40, Batch = 8, Steps = 5, Through = 3, Channels = 8, Hidden = 8 };

    private static TrainedThinker Untrained(ThinkingTimeSetUp setUp)
    {
        var network = new ThinkingNetwork(8, 8, recall: true);
        return new(network, network.Parameters.Draw(new Seed(4)), setUp, new Seed(6), Token);
    }

    private static int OpenWalls(Maze maze) => maze.Open.Sum(sides => int.PopCount(sides)) / 2;
}
