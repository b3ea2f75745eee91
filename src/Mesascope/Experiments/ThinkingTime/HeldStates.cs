using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What a network holds in every cell of some mazes, at some times.</summary>
/// <param name="Mazes">With one cheese each.</param>
/// <param name="Right">The right moves. Shape [mazes · cells].</param>
/// <param name="OnPath">2 on the path that it walks at last from a cell drawn at random, 1 elsewhere (sets of one label: bit 1 and bit 0), 0 at the cheese. Shape [mazes · cells].</param>
/// <param name="Passing">From how many cells it would walk through this one. Shape [mazes · cells].</param>
/// <param name="Held">Shape [times][mazes · cells · channels].</param>
/// <param name="Channels">Numbers held in a cell.</param>
internal sealed record HeldStates(Maze[] Mazes, int[] Right, int[] OnPath, int[] Passing, float[][] Held, int Channels)
{
    private const int Together = 32;

    /// <summary>Lets it think about fresh mazes.</summary>
    public static HeldStates Of(TrainedThinker subject, Seed seed, int count)
    {
        ThinkingTimeSetUp setUp = subject.SetUp;
        Maze[] mazes = ThinkingTimeTrial.Drawn(setUp, ThinkingArm.OneGoal, setUp.Size, count, seed, subject.Token);
        int cells = setUp.Size * setUp.Size, channels = subject.Network.Channels;
        int[] right = [.. mazes.SelectMany(maze => maze.Right())], onPath = new int[right.Length], passing = new int[right.Length];
        float[][] held = [.. setUp.InsideTimes.Select(_ => new float[count * cells * channels])];
        for (int first = 0; first < count; first += Together)
        {
            Maze[] some = mazes[first..Math.Min(count, first + Together)];
            var thinker = new Thinker(subject.Network, subject.Weights, some);
            for (int at = 0, step = 0; at < held.Length; step = setUp.InsideTimes[at++])
            {
                subject.Token.ThrowIfCancellationRequested();
                thinker.Think(setUp.InsideTimes[at] - step);
                thinker.Held.CopyTo(held[at], first * cells * channels);
            }
            int[] moves = thinker.Moves();
            for (int i = 0; i < some.Length; i++)
            {
                Span<int> own = onPath.AsSpan((first + i) * cells, cells);
                own.Fill(1);
                own[some[i].Cheeses[0]] = 0;
                foreach (int cell in Walk(some[i], ThinkingTimeTrial.Start(some[i], seed.For("start", first + i)), moves[(i * cells)..((i + 1) * cells)])) own[cell] = 2;
                for (int start = 0; start < cells; start++)
                    foreach (int cell in Walk(some[i], start, moves[(i * cells)..((i + 1) * cells)])) passing[(first + i) * cells + cell]++;
            }
        }
        return new(mazes, right, onPath, passing, held, channels);
    }

    /// <summary>What is held in one cell.</summary>
    public ReadOnlySpan<float> In(int time, int cell) => Held[time].AsSpan(cell * Channels, Channels);

    /// <summary>The mean of what is held at last in the cells where this move and no other is right. Shape [moves][channels].</summary>
    public float[][] Means()
    {
        var means = new float[Maze.Moves][];
        for (int move = 0; move < Maze.Moves; move++)
        {
            var sum = new double[Channels];
            int count = 0;
            for (int cell = 0; cell < Right.Length; cell++)
            {
                if (Right[cell] != 1 << move) continue;
                count++;
                for (int i = 0; i < Channels; i++) sum[i] += In(Held.Length - 1, cell)[i];
            }
            means[move] = [.. sum.Select(number => (float)(number / Math.Max(1, count)))];
        }
        return means;
    }

    // Where it goes from a cell, until it is there, meets a wall or walks in a circle.
    private static List<int> Walk(Maze maze, int start, int[] moves)
    {
        List<int> walked = [];
        for (int cell = start; cell != maze.Cheeses[0] && !walked.Contains(cell); cell = Maze.To(cell, moves[cell], maze.Size))
        {
            walked.Add(cell);
            if ((maze.Open[cell] >> moves[cell] & 1) == 0) break;
        }
        return walked;
    }
}
