namespace Mesascope.Gradients;

/// <summary>The size of a <see cref="Transformer"/>.</summary>
/// <param name="Tokens">How many different tokens there are, at least 1.</param>
/// <param name="Longest">Tokens of the longest sequence, at least 1.</param>
/// <param name="Width">Numbers that stand for a token, a multiple of the heads.</param>
/// <param name="Layers">Blocks, at least 1.</param>
/// <param name="Heads">Heads of a block, at least 1.</param>
/// <param name="Smeared">True where a key also holds a learnt share of the key before it, so that one layer can bind a name to its value.</param>
internal sealed record TransformerShape(int Tokens, int Longest, int Width, int Layers, int Heads, bool Smeared = false);

/// <summary>A language model: from the tokens so far, scores of the next. Each block adds what attention finds, then what two layers with ReLU make of it; both look at rows brought to mean 0 and variance 1.</summary>
/// <remarks>
/// Sources: Vaswani et al. (2017), "Attention is all you need"; the norms before and the smaller last matrices from Radford et al. (2019), "Language models are unsupervised multitask learners", section 2.3; smeared keys as in <see cref="Attending.Smear"/>.
/// Positions are learnt; the scores have a matrix of their own.
/// </remarks>
internal sealed class Transformer
{
    private const int Wider = 4; // the hidden layer of a block
    private const float SmearedAtFirst = 0.7f;

    private readonly Block[] _blocks;
    private readonly Parameter _tokens, _positions, _gain, _bias, _head;

    /// <summary>Adds its parameters.</summary>
    /// <exception cref="ArgumentException">The heads do not share the width.</exception>
    public Transformer(Parameters parameters, TransformerShape shape)
    {
        Shape = shape;
        if (shape.Heads < 1 || shape.Width % shape.Heads != 0) throw new ArgumentException($"{shape.Heads} heads do not share a width of {shape.Width}.", nameof(shape));
        _tokens = parameters.Add("tokens", shape.Tokens, shape.Width, 0.02f);
        _positions = parameters.Add("positions", shape.Longest, shape.Width, 0.02f);
        _blocks = [.. Enumerable.Range(0, shape.Layers).Select(layer => new Block(parameters, shape, $"block{layer}"))];
        (_gain, _bias) = (parameters.Add("norm.gain", 1, shape.Width, 0, start: 1), parameters.Add("norm.bias", 1, shape.Width, 0));
        _head = parameters.Add("head", shape.Width, shape.Tokens, Scale(shape.Width));
    }

    /// <summary>How large it is.</summary>
    public TransformerShape Shape { get; }

    /// <summary>Scores of the token that follows each token.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="tokens">Sequence after sequence, each in [0, <see cref="TransformerShape.Tokens"/>). Must stay as they are until the graph is cleared.</param>
    /// <param name="lengths">Of the sequences, each in [1, <see cref="TransformerShape.Longest"/>]; they sum to the tokens. Must stay as they are too.</param>
    /// <returns>Shape [tokens, different tokens].</returns>
    public Variable Scores(Graph graph, ReadOnlyMemory<int> tokens, ReadOnlyMemory<int> lengths)
    {
        Variable x = graph.Sum(graph.Gather(graph[_tokens], tokens), graph.Gather(graph[_positions], Positions(lengths)));
        foreach (Block block in _blocks) x = block.Add(graph, x, lengths);
        return graph.Product(graph.LayerNorm(x, graph[_gain], graph[_bias]), graph[_head]);
    }

    private static int[] Positions(ReadOnlyMemory<int> lengths)
    {
        var positions = new List<int>();
        foreach (int length in lengths.Span) positions.AddRange(Enumerable.Range(0, length));
        return [.. positions];
    }

    // The deviation of numbers drawn evenly from -1 / √inputs to 1 / √inputs.
    private static float Scale(int inputs) => 1 / MathF.Sqrt(3 * inputs);

    private sealed class Block
    {
        private readonly Attention _kind;
        private readonly Parameter _gain1, _bias1, _gain2, _bias2;
        private readonly Parameter? _shares;
        private readonly (Parameter Weight, Parameter Bias) _q, _k, _v, _mix, _up, _down;

        public Block(Parameters parameters, TransformerShape shape, string name)
        {
            int width = shape.Width;
            float branch = 1 / MathF.Sqrt(2 * shape.Layers); // so many branches are added up
            _kind = new Attention(shape.Heads, Causal: true, Softmax: true, 1 / MathF.Sqrt(width / shape.Heads));
            (_gain1, _bias1) = (parameters.Add($"{name}.norm1.gain", 1, width, 0, start: 1), parameters.Add($"{name}.norm1.bias", 1, width, 0));
            (_q, _k, _v) = (Layer("query", width, width), Layer("key", width, width), Layer("value", width, width));
            _shares = shape.Smeared ? parameters.Add($"{name}.smear", 1, shape.Heads, 0, SmearedAtFirst) : null;
            _mix = Layer("mix", width, width, branch);
            (_gain2, _bias2) = (parameters.Add($"{name}.norm2.gain", 1, width, 0, start: 1), parameters.Add($"{name}.norm2.bias", 1, width, 0));
            (_up, _down) = (Layer("up", width, Wider * width), Layer("down", Wider * width, width, branch));

            (Parameter, Parameter) Layer(string layer, int inputs, int outputs, float times = 1) =>
                (parameters.Add($"{name}.{layer}.weight", inputs, outputs, times * Scale(inputs)), parameters.Add($"{name}.{layer}.bias", 1, outputs, 0));
        }

        public Variable Add(Graph graph, Variable x, ReadOnlyMemory<int> lengths)
        {
            Variable seen = graph.LayerNorm(x, graph[_gain1], graph[_bias1]), keys = Affine(seen, _k);
            if (_shares is not null) keys = graph.Smear(keys, graph[_shares], lengths);
            x = graph.Sum(x, Affine(graph.Attention(Affine(seen, _q), keys, Affine(seen, _v), lengths, _kind), _mix));
            return graph.Sum(x, Affine(graph.AffineRelu(graph.LayerNorm(x, graph[_gain2], graph[_bias2]), graph[_up.Weight], graph[_up.Bias]), _down));

            Variable Affine(Variable of, (Parameter Weight, Parameter Bias) layer) => graph.Affine(of, graph[layer.Weight], graph[layer.Bias]);
        }
    }
}
