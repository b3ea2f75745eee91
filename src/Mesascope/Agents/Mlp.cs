using System.Globalization;
using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The shape of a multilayer perceptron; the weights are one flat <c>float[]</c> that lives elsewhere.</summary>
/// <remarks>
/// Layout, layer by layer: the matrix input-major (all outgoing weights of input 0, then of input 1, …), then the biases.
/// So a binary first layer is a sum of rows over the set bits, and every sum runs in the same order at any vector width.
/// </remarks>
public sealed record Mlp : INetwork
{
    /// <summary>A network of these widths, input first. At least 2 numbers, each at least 1.</summary>
    public Mlp(params IReadOnlyList<int> widths)
    {
        if (widths.Count < 2 || widths.Any(width => width < 1))
            throw new ArgumentException($"A network needs at least an input and an output width, each at least 1; got {Describe(widths)}.", nameof(widths));
        Widths = [.. widths];
    }

    /// <summary>Units per layer, input first. Shape [layers + 1].</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>What the hidden units do with their sums; the networks that are evolved here all have ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Binary features in.</summary>
    public int Inputs => Widths[0];

    /// <summary>Action scores out.</summary>
    public int Outputs => Widths[^1];

    int INetwork.Memory => 0;

    /// <summary>How many numbers the weights are.</summary>
    public int WeightCount => Enumerable.Range(1, Widths.Count - 1).Sum(layer => (Widths[layer - 1] + 1) * Widths[layer]);

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> Tensors => [.. Enumerable.Range(1, Widths.Count - 1).SelectMany(layer => Layer(layer - 1, Widths[layer - 1], Widths[layer]))];

    /// <summary>The standard deviation with which a weight starts out: √(2 / inputs of its layer), and 0 for biases. Shape [<see cref="WeightCount"/>].</summary>
    /// <remarks>Source: He et al. (2015), section 2.2.</remarks>
    public float[] InitialScale()
    {
        var scale = new float[WeightCount];
        int at = 0;
        for (int layer = 1; layer < Widths.Count; layer++)
        {
            int matrix = Widths[layer - 1] * Widths[layer];
            scale.AsSpan(at, matrix).Fill(MathF.Sqrt(2f / Widths[layer - 1]));
            at += matrix + Widths[layer];
        }
        return scale;
    }

    /// <summary>Scores every action. The plain version: any depth, no vectors; fused rollouts must agree with it bit for bit.</summary>
    /// <param name="weights">Shape [<see cref="WeightCount"/>].</param>
    /// <param name="observation">Bits [0, <see cref="Inputs"/>).</param>
    /// <param name="scores">Shape [<see cref="Outputs"/>], filled completely.</param>
    public void Score(ReadOnlySpan<float> weights, in Bits observation, Span<float> scores)
    {
        Span<float> input = stackalloc float[Widths.Max()], output = stackalloc float[Widths.Max()];
        int at = 0;
        for (int layer = 1; layer < Widths.Count; layer++)
        {
            int from = Widths[layer - 1], to = Widths[layer];
            ReadOnlySpan<float> matrix = weights.Slice(at, from * to), bias = weights.Slice(at + from * to, to);
            Span<float> sums = output[..to];
            bias.CopyTo(sums);
            if (layer == 1) AddSetRows(observation, from, matrix, sums);
            else AddRows(input[..from], matrix, sums);
            if (layer < Widths.Count - 1) Activate(sums);
            at += (from + 1) * to;
            sums.CopyTo(input);
        }
        input[..Outputs].CopyTo(scores);
    }

    /// <inheritdoc/>
    /// <remarks>Every unit is at most the sum of what comes in at its most.</remarks>
    public double LargestScore(ReadOnlySpan<float> weights)
    {
        double most = 1;
        for (int layer = 1, at = 0; layer < Widths.Count; layer++)
        {
            int from = Widths[layer - 1], to = Widths[layer];
            double largest = LargestSum(weights.Slice(at, (from + 1) * to), to, most);
            if (!(largest <= float.MaxValue)) return largest;
            most = Activation == Activation.Tanh && layer < Widths.Count - 1 ? 1 : largest;
            at += (from + 1) * to;
        }
        return most;
    }

    void INetwork.Step(ReadOnlySpan<float> weights, in Bits observation, Span<float> memory, Span<float> scores) => Score(weights, observation, scores);

    /// <summary>The action with the highest score; of equals the first.</summary>
    public static int Best(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++) if (scores[i] > scores[best]) best = i;
        return best;
    }

    /// <summary>The widths as one says them: 75-32-5.</summary>
    public override string ToString() => Describe(Widths);

    /// <inheritdoc/>
    public bool Equals(Mlp? other) => other is not null && Activation == other.Activation && Widths.SequenceEqual(other.Widths);

    /// <inheritdoc/>
    public override int GetHashCode() => Widths.Count * 31 + Widths[0];

    /// <summary>The matrix and the biases of one layer.</summary>
    internal static IEnumerable<TensorShape> Layer(int number, int from, int to)
    {
        string name = "layer" + number.ToString(CultureInfo.InvariantCulture);
        return [new(name + ".weight", from, to), new(name + ".bias", to)];
    }

    /// <summary>The largest size that the sum of a unit can have, where each input is at most <paramref name="most"/>.</summary>
    /// <param name="rows">One row for each input and one of biases. Shape [inputs + 1, units].</param>
    /// <param name="units">How many there are.</param>
    /// <param name="most">At least 0.</param>
    internal static double LargestSum(ReadOnlySpan<float> rows, int units, double most)
    {
        double largest = 0;
        for (int unit = 0; unit < units; unit++)
        {
            double sum = Math.Abs((double)rows[rows.Length - units + unit]);
            for (int i = unit; i < rows.Length - units; i += units) sum += most * Math.Abs((double)rows[i]);
            largest = Math.Max(largest, sum);
        }
        return largest;
    }

    private void Activate(Span<float> sums)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] = Activation == Activation.Tanh ? Activations.Tanh(sums[j]) : MathF.Max(0, sums[j]);
    }

    private static void AddSetRows(in Bits observation, int inputs, ReadOnlySpan<float> matrix, Span<float> sums)
    {
        for (int word = 0; word * 64 < inputs; word++)
            for (ulong bits = observation.Word(word); bits != 0; bits &= bits - 1)
            {
                int row = word * 64 + BitOperations.TrailingZeroCount(bits);
                for (int j = 0; j < sums.Length; j++) sums[j] += matrix[row * sums.Length + j];
            }
    }

    private static void AddRows(ReadOnlySpan<float> input, ReadOnlySpan<float> matrix, Span<float> sums)
    {
        for (int i = 0; i < input.Length; i++)
            for (int j = 0; j < sums.Length; j++)
                sums[j] += input[i] * matrix[i * sums.Length + j];
    }

    private static string Describe(IReadOnlyList<int> widths) => string.Join('-', widths.Select(width => width.ToString(CultureInfo.InvariantCulture)));
}
