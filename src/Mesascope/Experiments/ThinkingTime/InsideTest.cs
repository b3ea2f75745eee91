using System.Numerics;
using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>What can be read from what it holds, and what happens to its moves when that is changed.</summary>
/// <param name="Readable">1 where a linear probe reads a right move from what is held in a cell, one cell in each maze. Shape [times][mazes].</param>
/// <param name="Shuffled">The same of a probe fitted to the right moves of other cells, at the last time.</param>
/// <param name="OwnPath">How well a linear probe tells cells on its own path from others, as the area under the curve; by times.</param>
/// <param name="WholeState">1 where its move is that of another goal once all that it holds is as if that were the goal: at once, and some steps later. Shape [2][mazes].</param>
/// <param name="Direction">The same where what it holds in that one cell was moved along the difference between the means for the two moves.</param>
/// <param name="Random">The same along a random direction, as far.</param>
/// <param name="StartUnknown">The area of the best that one can do who knows every move it would make and not where it stands.</param>
internal sealed record InsideTest(double[][] Readable, double[] Shuffled, ProbeArea[] OwnPath, double[][] WholeState, double[][] Direction, double[][] Random, ProbeArea StartUnknown)
{
    private const int MostToFit = 256, Together = 32; // 20 thousand cells are plenty for 132 weights

    /// <summary>Fresh mazes with one cheese.</summary>
    public static InsideTest Of(TrainedThinker subject)
    {
        (ThinkingTimeSetUp setUp, int channels) = (subject.SetUp, subject.Network.Channels);
        Seed seed = subject.Seed.For("inside");
        HeldStates fit = HeldStates.Of(subject, seed.For("fit"), Math.Min(MostToFit, setUp.Inside)), test = HeldStates.Of(subject, seed.For("test"), setUp.Inside);
        int last = setUp.InsideTimes.Count - 1, cells = setUp.Size * setUp.Size;
        int[] chosen = [.. test.Mazes.Select((maze, i) => i * cells + ThinkingTimeTrial.Start(maze, seed.For("cell", i)))];
        double[] Read(LinearProbe probe, int at) => [.. chosen.Select(cell => (double)(test.Right[cell] >> probe.Best(test.In(at, cell)) & 1))];
        int[] shuffled = Shuffle(fit.Right, seed.For("shuffled"));
        return new(
            [.. setUp.InsideTimes.Select((_, at) => Read(LinearProbe.Fit(fit.Held[at], fit.Right, channels, Maze.Moves, subject.Token), at))],
            Read(LinearProbe.Fit(fit.Held[last], shuffled, channels, Maze.Moves, subject.Token), last),
            [.. setUp.InsideTimes.Select((_, at) => OnOwnPath(LinearProbe.Fit(fit.Held[at], fit.OnPath, channels, 2, subject.Token), at))],
            Exchanged(subject, seed, Exchange.WholeState, fit), Exchanged(subject, seed, Exchange.Direction, fit), Exchanged(subject, seed, Exchange.Random, fit),
            Path(test, cell => test.Passing[cell], seed.For("pairs")));

        ProbeArea OnOwnPath(LinearProbe probe, int at) => Path(test, cell => probe.Score(test.In(at, cell), 1) - probe.Score(test.In(at, cell), 0), seed.For("pairs"));
    }

    private enum Exchange { WholeState, Direction, Random }

    // One cell on its own path and one beside it in each maze.
    private static ProbeArea Path(HeldStates states, Func<int, double> score, Seed seed)
    {
        int cells = states.Mazes[0].Cells;
        List<double> on = [], off = [];
        for (int maze = 0; maze < states.Mazes.Length; maze++)
        {
            int[] own = [.. Enumerable.Range(maze * cells, cells).Where(cell => states.OnPath[cell] == 2)], others = [.. Enumerable.Range(maze * cells, cells).Where(cell => states.OnPath[cell] == 1)];
            if (own.Length == 0 || others.Length == 0) continue;
            PhiloxDraws draws = seed.Draws(maze);
            on.Add(score(own[draws.Choice(own.Length, 0)]));
            off.Add(score(others[draws.Choice(others.Length, 1)]));
        }
        if (on.Count < 2) return new(0.5, 0, 1, on.Count);
        var roc = Roc.Of(on, off);
        return new(roc.Area, roc.AreaInterval.Low, roc.AreaInterval.High, on.Count);
    }

    // The move in one cell after what is held was changed, at once and some steps later: whether it is one that is right for the other goal.
    private static double[][] Exchanged(TrainedThinker subject, Seed seed, Exchange exchange, HeldStates fit)
    {
        ThinkingTimeSetUp setUp = subject.SetUp;
        BellCase[] cases = BellCase.Draw(subject, seed.For("exchanged"), setUp.Inside, (_, _) => true);
        int time = setUp.InsideTimes[^1], channels = subject.Network.Channels;
        double[][] turned = [new double[cases.Length], new double[cases.Length]];
        float[][] means = fit.Means();
        for (int first = 0; first < cases.Length; first += Together)
        {
            subject.Token.ThrowIfCancellationRequested();
            BellCase[] some = cases[first..Math.Min(cases.Length, first + Together)];
            Thinker own = new(subject.Network, subject.Weights, [.. some.Select(one => one.Maze with { Bell = -1 })]), other = new(subject.Network, subject.Weights, [.. some.Select(one => one.Maze with { Cheeses = [one.Maze.Bell], Bell = -1 })]);
            own.Think(time);
            other.Think(time);
            if (exchange == Exchange.WholeState) other.Held.CopyTo(own.Held, 0);
            for (int i = 0; i < some.Length && exchange != Exchange.WholeState; i++)
            {
                float[] towards = Difference(means[FirstOf(some[i].ToBell)], means[FirstOf(some[i].ToCheese)]);
                if (exchange == Exchange.Random) towards = AsLong(towards, seed.For("direction", first + i));
                Vectors.Add(towards, own.In(i, some[i].Cell));
            }
            for (int when = 0; when < 2; when++)
            {
                if (when == 1) own.Think(setUp.After);
                int[] moves = own.Moves();
                for (int i = 0; i < some.Length; i++) turned[when][first + i] = some[i].ToBell >> moves[i * some[i].Maze.Cells + some[i].Cell] & 1;
            }
        }
        return turned;
    }

    private static int FirstOf(int moves) => BitOperations.TrailingZeroCount(moves);

    private static float[] Difference(float[] to, float[] from) => [.. to.Zip(from, (a, b) => a - b)];

    private static float[] AsLong(float[] vector, Seed seed)
    {
        var direction = new float[vector.Length];
        Gaussian.Fill(seed, direction);
        float scale = MathF.Sqrt(Vectors.Dot(vector, vector) / Vectors.Dot(direction, direction));
        return [.. direction.Select(number => scale * number)];
    }

    // Fisher and Yates.
    private static int[] Shuffle(int[] labels, Seed seed)
    {
        var shuffled = (int[])labels.Clone();
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int other = seed.Draws(i).Choice(i + 1, 0);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }
        return shuffled;
    }
}

/// <summary>An area under the curve with its 95 % interval.</summary>
internal sealed record ProbeArea(double Area, double Low, double High, int Pairs);
