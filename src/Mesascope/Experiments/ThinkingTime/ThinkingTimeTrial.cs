using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What one trained network came to; null where a test is not asked of its arm.</summary>
/// <param name="Losses">Over training, means of fiftieths of it.</param>
/// <param name="Small">Paths in mazes of the size it was trained on.</param>
/// <param name="Large">Paths in larger ones.</param>
/// <param name="Bell">Whether it goes for a bell without cheese.</param>
/// <param name="Inside">What it holds.</param>
internal sealed record ThinkingTimeTrial(double[] Losses, PathTest? Small, PathTest? Large, BellTest? Bell, InsideTest? Inside)
{
    private const int Windows = 50;

    /// <summary>Trains and tests one network.</summary>
    public static ThinkingTimeTrial Of(ThinkingTimeSetUp setUp, ThinkingCell cell, Trial trial)
    {
        Seed seed = new Seed((ulong)cell.Seed).For("thinking-time");
        var network = new ThinkingNetwork(setUp.Channels, setUp.Hidden, recall: cell.Arm != ThinkingArm.NoRecall);
        bool withBells = cell.Arm is ThinkingArm.Bells or ThinkingArm.AlwaysTogether;
        var losses = new List<double>[Math.Min(Windows, setUp.Iterations)];
        float[] weights = Training(setUp, cell.Arm, network, seed, trial.Token).Run(setUp.Iterations, (iteration, loss) =>
        {
            (losses[(long)iteration * losses.Length / setUp.Iterations] ??= []).Add(loss);
            if (iteration % 10 == 0) trial.Report((double)iteration / setUp.Iterations, FormattableString.Invariant($"{cell.Arm}, loss {loss:0.000}"));
        }, cancellationToken: trial.Token);
        var subject = new TrainedThinker(network, weights, setUp, seed.For("tests"), trial.Token);
        return new([.. losses.Select(window => window.Average())],
            withBells ? null : PathTest.Of(subject, setUp.Size), withBells ? null : PathTest.Of(subject, setUp.Large),
            withBells ? BellTest.Of(subject) : null, cell.Arm == ThinkingArm.OneGoal ? InsideTest.Of(subject) : null);
    }

    /// <summary>The training of an arm, not begun.</summary>
    public static ThinkingTraining Training(ThinkingTimeSetUp setUp, string arm, ThinkingNetwork network, Seed seed, CancellationToken token)
    {
        Maze[] mazes = Drawn(setUp, arm, setUp.Size, setUp.Mazes, seed, token);
        int[][] right = [.. mazes.Select((maze, i) => arm == ThinkingArm.FirstMove ? OnlyIn(Start(maze, seed.For("start", i)), maze.Right()) : maze.Right())];
        return new ThinkingTraining(setUp, network, mazes, right, seed.For("training"));
    }

    /// <summary>Mazes as an arm is trained on them.</summary>
    public static Maze[] Drawn(ThinkingTimeSetUp setUp, string arm, int size, int count, Seed seed, CancellationToken token) => [.. Enumerable.Range(0, count).Select(i =>
    {
        token.ThrowIfCancellationRequested();
        return Drawn(setUp, arm, size, seed.For("maze", i));
    })];

    /// <summary>A maze as an arm is trained on it.</summary>
    public static Maze Drawn(ThinkingTimeSetUp setUp, string arm, int size, Seed seed)
    {
        Maze maze = Maze.Draw(size, setUp.Opened, seed);
        PhiloxDraws draws = seed.For("things").Draws();
        int cheese = draws.Choice(maze.Cells, 0);
        if (arm == ThinkingArm.AlwaysTogether) return maze with { Cheeses = [cheese], Bell = cheese };
        if (arm != ThinkingArm.Bells) return maze with { Cheeses = [cheese] };
        int other = Other(maze, draws, cheese, 1);
        return maze with { Cheeses = [cheese, other], Bell = draws.Bernoulli(setUp.Belled, 2) ? cheese : -1 };
    }

    /// <summary>A cell that is not where one should go.</summary>
    public static int Start(Maze maze, Seed seed) => Other(maze, seed.Draws(), maze.Goals[0], 0);

    private static int Other(Maze maze, PhiloxDraws draws, int cell, int index) => (cell + 1 + draws.Choice(maze.Cells - 1, index)) % maze.Cells;

    private static int[] OnlyIn(int cell, int[] right) => [.. right.Select((moves, i) => i == cell ? moves : 0)];
}

/// <summary>A trained network, and with what it is tested.</summary>
internal sealed record TrainedThinker(ThinkingNetwork Network, float[] Weights, ThinkingTimeSetUp SetUp, Seed Seed, CancellationToken Token);

/// <summary>Whether the whole path that it would walk is a shortest one, by steps of thought.</summary>
/// <param name="Optimal">1 where it is, else 0. Shape [times][mazes].</param>
internal sealed record PathTest(double[][] Optimal)
{
    /// <summary>Fresh mazes with one cheese, and a start in each.</summary>
    public static PathTest Of(TrainedThinker subject, int size)
    {
        (ThinkingTimeSetUp setUp, Seed seed) = (subject.SetUp, subject.Seed.For("paths", size));
        Maze[] mazes = ThinkingTimeTrial.Drawn(setUp, ThinkingArm.OneGoal, size, setUp.Tests, seed, subject.Token);
        int[] starts = [.. mazes.Select((maze, i) => ThinkingTimeTrial.Start(maze, seed.For("start", i)))];
        int[][] right = [.. mazes.Select(maze => maze.Right())];
        return new(Thinker.After(subject, mazes, setUp.Times, (i, moves) => IsOptimal(mazes[i], starts[i], moves, right[i]) ? 1 : 0));
    }

    /// <summary>Whether following the moves from a cell is a shortest way to the goal: every one of them is right.</summary>
    public static bool IsOptimal(Maze maze, int start, ReadOnlySpan<int> moves, ReadOnlySpan<int> right)
    {
        int cell = start;
        while (right[cell] != 0)
        {
            if ((right[cell] >> moves[cell] & 1) == 0) return false;
            cell = Maze.To(cell, moves[cell], maze.Size);
        }
        return true;
    }
}
