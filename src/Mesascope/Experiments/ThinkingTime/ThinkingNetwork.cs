using Mesascope.Gradients;

namespace Mesascope.Experiments;

/// <summary>A network that applies one step again and again: h + σ(z) ⊙ (tanh c - h), with z and c from a 3×3 convolution of what it holds and, with recall, of what it sees.</summary>
/// <remarks>Source of the idea: Schwarzschild et al. (2021), "Can you learn an algorithm?", and of recall Bansal et al. (2022), "End-to-end algorithm synthesis with recurrent networks". 29,924 weights of 32 channels and 64 hidden units.</remarks>
internal sealed class ThinkingNetwork
{
    private readonly Gradients.Parameter _encode, _encodeBias, _look, _recall, _lookBias, _gates, _gatesBias, _head, _headBias, _moves, _movesBias;

    /// <summary>The shapes.</summary>
    /// <param name="channels">What it holds in a cell.</param>
    /// <param name="hidden">Units between what it holds and what it proposes.</param>
    /// <param name="recall">Whether it sees the maze at each step, or only before the first.</param>
    public ThinkingNetwork(int channels, int hidden, bool recall)
    {
        (Channels, Recall) = (channels, recall);
        float Scale(int inputs) => 1 / MathF.Sqrt(inputs);
        int seen = recall ? Maze.Planes : 0;
        _encode = Parameters.Add("encode.weight", 9 * Maze.Planes, channels, Scale(9 * Maze.Planes));
        _encodeBias = Parameters.Add("encode.bias", 1, channels, 0);
        _look = Parameters.Add("look.weight", 9 * channels, hidden, Scale(9 * (channels + seen)));
        _recall = Parameters.Add("recall.weight", 9 * Maze.Planes, hidden, recall ? Scale(9 * (channels + seen)) : 0);
        _lookBias = Parameters.Add("look.bias", 1, hidden, 0);
        _gates = Parameters.Add("gates.weight", hidden, 2 * channels, Scale(hidden));
        _gatesBias = Parameters.Add("gates.bias", 1, 2 * channels, 0);
        _head = Parameters.Add("head.weight", channels, channels, Scale(channels));
        _headBias = Parameters.Add("head.bias", 1, channels, 0);
        _moves = Parameters.Add("moves.weight", channels, Maze.Moves, Scale(channels));
        _movesBias = Parameters.Add("moves.bias", 1, Maze.Moves, 0);
    }

    /// <summary>What is trained.</summary>
    public Parameters Parameters { get; } = new();

    /// <summary>What it holds in a cell.</summary>
    public int Channels { get; }

    /// <summary>Whether it sees the maze at each step.</summary>
    public bool Recall { get; }

    /// <summary>What it holds before the first step.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="x">Shape [boards · size · size, <see cref="Maze.Planes"/>].</param>
    /// <param name="size">Cells along a side.</param>
    public Variable Begin(Graph graph, Variable x, int size) => graph.Tanh(graph.Convolve(x, graph[_encode], graph[_encodeBias], size, size));

    /// <summary>What the maze adds to every step: the same each time, so it is computed once.</summary>
    public Variable See(Graph graph, Variable x, int size) => Recall ? graph.Convolve(x, graph[_recall], graph[_lookBias], size, size) : graph[_lookBias];

    /// <summary>What it holds after one step more.</summary>
    public Variable Think(Graph graph, Variable h, Variable seen, int size) =>
        graph.Gate(h, graph.Affine(graph.Relu(graph.Convolve(h, graph[_look], seen, size, size)), graph[_gates], graph[_gatesBias]));

    /// <summary>The scores of the moves in each cell. Shape [cells, <see cref="Maze.Moves"/>].</summary>
    public Variable Move(Graph graph, Variable h) => graph.Affine(graph.Relu(graph.Affine(h, graph[_head], graph[_headBias])), graph[_moves], graph[_movesBias]);
}
