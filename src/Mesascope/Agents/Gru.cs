using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The shape of a gated recurrent unit with a linear layer of action scores on top; the weights are one flat <c>float[]</c> that lives elsewhere.</summary>
/// <remarks>
/// Source: Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder", equations 5 to 8, in the form that PyTorch's GRU has (reset after the product, two biases):
/// <code>
/// r = σ(W_ir x + b_ir + W_hr h + b_hr)      n  = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))
/// z = σ(W_iz x + b_iz + W_hz h + b_hz)      h' = (1 − z) ⊙ n + z ⊙ h
/// </code>
/// Layout: W_i input-major (for each input r, z, n of all units), b_i, W_h in the same way, b_h, the scores' matrix input-major, their biases. Every sum runs in the order of its rows, at any vector width.
/// </remarks>
public sealed record Gru : INetwork
{
    /// <summary>A network of this shape; each number at least 1.</summary>
    public Gru(int inputs, int hidden, int outputs)
    {
        if (inputs < 1 || hidden < 1 || outputs < 1) throw new ArgumentException($"A gated recurrent unit needs inputs, hidden units and outputs, each at least 1; got {inputs}, {hidden}, {outputs}.");
        (Inputs, Hidden, Outputs) = (inputs, hidden, outputs);
    }

    /// <summary>Binary features in.</summary>
    public int Inputs { get; }

    /// <summary>Units that remember.</summary>
    public int Hidden { get; }

    /// <summary>Action scores out.</summary>
    public int Outputs { get; }

    int INetwork.Memory => Hidden;

    /// <summary>How many numbers the weights are.</summary>
    public int WeightCount => (Inputs + 1 + Hidden + 1) * 3 * Hidden + (Hidden + 1) * Outputs;

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> Tensors =>
    [
        new("layer0.input.weight", Inputs, 3 * Hidden), new("layer0.input.bias", 3 * Hidden),
        new("layer0.memory.weight", Hidden, 3 * Hidden), new("layer0.memory.bias", 3 * Hidden),
        .. Mlp.Layer(1, Hidden, Outputs),
    ];

    /// <inheritdoc/>
    /// <remarks>What is remembered lies in [-1, 1].</remarks>
    public double LargestScore(ReadOnlySpan<float> weights)
    {
        int second = (Inputs + 1) * 3 * Hidden, last = second + (Hidden + 1) * 3 * Hidden;
        double gates = Mlp.LargestSum(weights[..second], 3 * Hidden, 1) + Mlp.LargestSum(weights[second..last], 3 * Hidden, 1);
        return Math.Max(gates, Mlp.LargestSum(weights[last..], Outputs, 1));
    }

    /// <summary>The standard deviation with which a weight starts out: √(1 / units) in the recurrence, √(2 / units) in the scores, 0 for biases. Shape [<see cref="WeightCount"/>].</summary>
    public float[] InitialScale()
    {
        var scale = new float[WeightCount];
        int gates = 3 * Hidden, second = (Inputs + 1) * gates, last = second + (Hidden + 1) * gates;
        scale.AsSpan(0, Inputs * gates).Fill(MathF.Sqrt(1f / Hidden));
        scale.AsSpan(second, Hidden * gates).Fill(MathF.Sqrt(1f / Hidden));
        scale.AsSpan(last, Hidden * Outputs).Fill(MathF.Sqrt(2f / Hidden));
        return scale;
    }

    /// <summary>Takes in one observation. The plain version; fused rollouts must agree with it bit for bit.</summary>
    /// <param name="weights">Shape [<see cref="WeightCount"/>].</param>
    /// <param name="observation">Bits [0, <see cref="Inputs"/>).</param>
    /// <param name="memory">What it remembers; 0 at the beginning of an episode. Shape [<see cref="Hidden"/>], changed.</param>
    /// <param name="scores">Shape [<see cref="Outputs"/>], filled completely.</param>
    public void Step(ReadOnlySpan<float> weights, in Bits observation, Span<float> memory, Span<float> scores)
    {
        int gates = 3 * Hidden, second = (Inputs + 1) * gates, last = second + (Hidden + 1) * gates;
        Span<float> seen = stackalloc float[gates], remembered = stackalloc float[gates];
        weights.Slice(Inputs * gates, gates).CopyTo(seen);
        weights.Slice(second + Hidden * gates, gates).CopyTo(remembered);
        for (int word = 0; word * 64 < Inputs; word++)
            for (ulong bits = observation.Word(word); bits != 0; bits &= bits - 1)
            {
                ReadOnlySpan<float> row = weights.Slice((word * 64 + BitOperations.TrailingZeroCount(bits)) * gates, gates);
                for (int j = 0; j < gates; j++) seen[j] += row[j];
            }
        for (int i = 0; i < Hidden; i++)
            for (int j = 0; j < gates; j++) remembered[j] += memory[i] * weights[second + i * gates + j];
        for (int unit = 0; unit < Hidden; unit++)
        {
            float r = Activations.Sigmoid(seen[unit] + remembered[unit]), z = Activations.Sigmoid(seen[Hidden + unit] + remembered[Hidden + unit]);
            float n = Activations.Tanh(seen[2 * Hidden + unit] + r * remembered[2 * Hidden + unit]);
            memory[unit] = (1 - z) * n + z * memory[unit];
        }
        weights.Slice(last + Hidden * Outputs, Outputs).CopyTo(scores);
        for (int i = 0; i < Hidden; i++)
            for (int j = 0; j < Outputs; j++) scores[j] += memory[i] * weights[last + i * Outputs + j];
    }

    /// <summary>The widths as one says them: gru 75-32-5.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"gru {Inputs}-{Hidden}-{Outputs}");
}
