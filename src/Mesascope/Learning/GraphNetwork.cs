using Mesascope.Agents;
using Mesascope.Gradients;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>A network of <see cref="Agents"/> on a graph, so that its weights can be trained: they are those of the network, in its order.</summary>
/// <remarks>Scores are those of <see cref="INetwork.Step"/> but for the rounding of fused multiply-adds.</remarks>
internal sealed class GraphNetwork
{
    private readonly INetwork _network;
    private readonly Parameter[] _parameters;

    /// <summary>Adds the parameters of a network.</summary>
    /// <param name="network">Feed-forward, or gated recurrent units.</param>
    /// <param name="parameters">What it adds to.</param>
    /// <param name="name">What the names of its parameters begin with.</param>
    /// <param name="lastScale">The standard deviation of a weight of the last layer, times the root of the units before it.</param>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public GraphNetwork(INetwork network, Parameters parameters, string name, float lastScale)
    {
        if (network is not (Mlp or Gru)) throw new ArgumentException($"Only feed-forward networks and gated recurrent units are trained by gradients; got {network}.", nameof(network));
        _network = network;
        float[] scale = network.InitialScale();
        TensorShape[] shapes = [.. network.Tensors];
        _parameters = new Parameter[shapes.Length];
        for (int i = 0, at = 0; i < shapes.Length; at += shapes[i++].Count)
        {
            int[] shape = [.. shapes[i].Shape];
            bool last = i == shapes.Length - 2;
            _parameters[i] = parameters.Add($"{name}.{shapes[i].Name}", shape.Length == 1 ? 1 : shape[0], shape[^1], last ? lastScale / MathF.Sqrt(shape[0]) : scale[at]);
        }
    }

    /// <summary>How many numbers it remembers from step to step; 0 for one that does not.</summary>
    public int Memory => _network.Memory;

    /// <summary>Takes in one observation for each case.</summary>
    /// <param name="graph">Where it is computed.</param>
    /// <param name="seen">Shape [cases]. Must stay as they are until the graph is cleared.</param>
    /// <param name="memory">What each remembers. Shape [cases, memory]; null for one without.</param>
    /// <returns>Scores, of shape [cases, outputs], and what is remembered next.</returns>
    public (Variable Scores, Variable? Memory) Step(Graph graph, ReadOnlyMemory<Bits> seen, Variable? memory)
    {
        bool rectified = _network is Mlp { Activation: Activation.Relu } && _parameters.Length > 2;
        Variable first = rectified ? graph.AffineRelu(seen, graph[_parameters[0]], graph[_parameters[1]]) : graph.Affine(seen, graph[_parameters[0]], graph[_parameters[1]]);
        if (_network is Gru)
        {
            Variable next = graph.GruCell(first, graph.Affine(memory!, graph[_parameters[2]], graph[_parameters[3]]), memory!);
            return (graph.Affine(next, graph[_parameters[4]], graph[_parameters[5]]), next);
        }
        for (int i = 2; i < _parameters.Length; i += 2)
        {
            (Variable weight, Variable bias) = (graph[_parameters[i]], graph[_parameters[i + 1]]);
            bool last = i + 2 == _parameters.Length;
            first = !rectified ? graph.Affine(graph.Tanh(first), weight, bias) : last ? graph.Affine(first, weight, bias) : graph.AffineRelu(first, weight, bias);
        }
        return (first, null);
    }
}
