using System.Globalization;
using System.Numerics;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The shape of a long short-term memory with a linear layer of action scores on top; the weights are one flat <c>float[]</c> that lives elsewhere.</summary>
/// <remarks>
/// Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), in the form that Flax has (one bias, no constant added to the forget gate):
/// <code>
/// z = W x + U h + b, in four parts i, f, g, o      c' = σ(z_f) ⊙ c + σ(z_i) ⊙ tanh z_g      h' = σ(z_o) ⊙ tanh c'
/// </code>
/// Layout: W input-major (for each input i, f, g, o of all units), U in the same way, b, the scores' matrix input-major, their biases. Sums are in double precision and run in the order of their rows.
/// Memory: c of all units, then h.
/// </remarks>
public sealed record Lstm : INetwork
{
    private const int Gates = 4;

    /// <summary>A network of this shape; each number at least 1.</summary>
    public Lstm(int inputs, int hidden, int outputs)
    {
        if (inputs < 1 || hidden < 1 || outputs < 1) throw new ArgumentException($"A long short-term memory needs inputs, hidden units and outputs, each at least 1; got {inputs}, {hidden}, {outputs}.");
        (Inputs, Hidden, Outputs) = (inputs, hidden, outputs);
    }

    /// <summary>Binary features in.</summary>
    public int Inputs { get; }

    /// <summary>Units that remember.</summary>
    public int Hidden { get; }

    /// <summary>Action scores out.</summary>
    public int Outputs { get; }

    int INetwork.Memory => 2 * Hidden;

    /// <summary>How many numbers the weights are.</summary>
    public int WeightCount => (Inputs + Hidden + 1) * Gates * Hidden + (Hidden + 1) * Outputs;

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> Tensors =>
    [
        new("layer0.input.weight", Inputs, Gates * Hidden), new("layer0.memory.weight", Hidden, Gates * Hidden), new("layer0.memory.bias", Gates * Hidden),
        .. Mlp.Layer(1, Hidden, Outputs),
    ];

    /// <inheritdoc/>
    /// <remarks>h lies in [-1, 1].</remarks>
    public double LargestScore(ReadOnlySpan<float> weights)
    {
        int last = (Inputs + Hidden + 1) * Gates * Hidden;
        return Math.Max(Mlp.LargestSum(weights[..last], Gates * Hidden, 1), Mlp.LargestSum(weights[last..], Outputs, 1));
    }

    /// <summary>The standard deviation with which a weight starts out: √(1 / units) in the gates, √(2 / units) in the scores, 0 for biases. Shape [<see cref="WeightCount"/>].</summary>
    public float[] InitialScale()
    {
        var scale = new float[WeightCount];
        int gates = Gates * Hidden, last = (Inputs + Hidden + 1) * gates;
        scale.AsSpan(0, (Inputs + Hidden) * gates).Fill(MathF.Sqrt(1f / Hidden));
        scale.AsSpan(last, Hidden * Outputs).Fill(MathF.Sqrt(2f / Hidden));
        return scale;
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> weights, in Bits observation, Span<float> memory, Span<float> scores)
    {
        int gates = Gates * Hidden, last = (Inputs + Hidden + 1) * gates;
        Span<double> sums = stackalloc double[gates];
        for (int word = 0; word * 64 < Inputs; word++)
            for (ulong bits = observation.Word(word); bits != 0; bits &= bits - 1)
                AddRow(weights.Slice((word * 64 + BitOperations.TrailingZeroCount(bits)) * gates, gates), 1, sums);
        Span<float> cells = memory[..Hidden], shown = memory[Hidden..];
        Remember(weights.Slice(Inputs * gates, (Hidden + 1) * gates), sums, cells, shown);
        for (int j = 0; j < Outputs; j++)
        {
            double sum = weights[last + Hidden * Outputs + j];
            for (int i = 0; i < Hidden; i++) sum += (double)shown[i] * weights[last + i * Outputs + j];
            scores[j] = (float)sum;
        }
    }

    private void Remember(ReadOnlySpan<float> weights, Span<double> sums, Span<float> cells, Span<float> shown)
    {
        int gates = Gates * Hidden;
        for (int i = 0; i < Hidden; i++) AddRow(weights.Slice(i * gates, gates), shown[i], sums);
        AddRow(weights[(Hidden * gates)..], 1, sums);
        for (int unit = 0; unit < Hidden; unit++)
        {
            double cell = Sigmoid(sums[Hidden + unit]) * cells[unit] + Sigmoid(sums[unit]) * Tanh(sums[2 * Hidden + unit]);
            cells[unit] = (float)cell;
            shown[unit] = (float)(Sigmoid(sums[3 * Hidden + unit]) * Tanh(cell));
        }
    }

    /// <summary>1 / (1 + e⁻ˣ), the same bits on every machine.</summary>
    internal static double Sigmoid(double x) => 1 / (1 + PortableMath.Exp(-x));

    /// <summary>The hyperbolic tangent, as 2σ(2x) - 1.</summary>
    internal static double Tanh(double x) => 2 * Sigmoid(2 * x) - 1;

    private static void AddRow(ReadOnlySpan<float> row, double times, Span<double> sums)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] += times * row[j];
    }

    /// <summary>The widths as one says them: lstm 103-16-2.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"lstm {Inputs}-{Hidden}-{Outputs}");
}
