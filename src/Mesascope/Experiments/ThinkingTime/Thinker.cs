using Mesascope.Gradients;

namespace Mesascope.Experiments;

/// <summary>A trained network that thinks about some mazes, all of one size, a step at a time.</summary>
internal sealed class Thinker
{
    private const int Together = 32; // mazes at a time: what they hold stays near the processor

    private readonly ThinkingNetwork _network;
    private readonly Graph _seeing, _thinking;
    private readonly Variable _seen;
    private readonly int _size;

    /// <summary>Before the first step.</summary>
    public Thinker(ThinkingNetwork network, float[] weights, ReadOnlySpan<Maze> mazes)
    {
        (_network, _size) = (network, mazes[0].Size);
        (_seeing, _thinking) = (new Graph(weights, new float[weights.Length]), new Graph(weights, new float[weights.Length]));
        int numbers = mazes[0].Cells * Maze.Planes;
        Variable x = _seeing.Input(mazes.Length * mazes[0].Cells, Maze.Planes);
        for (int i = 0; i < mazes.Length; i++) mazes[i].See(x.Value.Slice(i * numbers, numbers));
        _seen = network.See(_seeing, x, _size);
        Held = network.Begin(_seeing, x, _size).Value.ToArray();
    }

    /// <summary>What it holds; may be changed. Shape [mazes · cells, <see cref="ThinkingNetwork.Channels"/>].</summary>
    public float[] Held { get; }

    /// <summary>What it holds in one cell of one maze.</summary>
    public Span<float> In(int maze, int cell) => Held.AsSpan((maze * _size * _size + cell) * _network.Channels, _network.Channels);

    /// <summary>Thinks so many steps.</summary>
    public void Think(int steps = 1)
    {
        for (int step = 0; step < steps; step++)
        {
            _network.Think(_thinking, Own(), _seen, _size).Value.CopyTo(Held);
            _thinking.Clear();
        }
    }

    /// <summary>The move that scores highest in each cell of each maze, the first among equals. Shape [mazes · cells].</summary>
    public int[] Moves()
    {
        ReadOnlySpan<float> scores = _network.Move(_thinking, Own()).Value;
        var moves = new int[scores.Length / Maze.Moves];
        for (int i = 0; i < moves.Length; i++)
            for (int move = 1; move < Maze.Moves; move++)
                if (scores[i * Maze.Moves + move] > scores[i * Maze.Moves + moves[i]]) moves[i] = move;
        _thinking.Clear();
        return moves;
    }

    /// <summary>What is read from the moves after some steps of thought. Shape [times][mazes].</summary>
    /// <param name="subject">Who thinks.</param>
    /// <param name="mazes">All of one size.</param>
    /// <param name="times">Steps of thought, rising.</param>
    /// <param name="read">Takes the number of a maze and the moves in its cells.</param>
    public static double[][] After(TrainedThinker subject, Maze[] mazes, IReadOnlyList<int> times, Func<int, ReadOnlySpan<int>, double> read)
    {
        double[][] all = [.. times.Select(_ => new double[mazes.Length])];
        for (int first = 0; first < mazes.Length; first += Together)
        {
            Maze[] some = mazes[first..Math.Min(mazes.Length, first + Together)];
            var thinker = new Thinker(subject.Network, subject.Weights, some);
            for (int at = 0, step = 0; at < times.Count; at++)
            {
                for (; step < times[at]; step++)
                {
                    subject.Token.ThrowIfCancellationRequested();
                    thinker.Think();
                }
                ReadOnlySpan<int> moves = thinker.Moves();
                for (int i = 0; i < some.Length; i++) all[at][first + i] = read(first + i, moves.Slice(i * some[i].Cells, some[i].Cells));
            }
        }
        return all;
    }

    private Variable Own() => _thinking.Input(Held.Length / _network.Channels, _network.Channels, Held);
}
