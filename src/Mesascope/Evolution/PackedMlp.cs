using Mesascope.Agents;

namespace Mesascope.Evolution;

/// <summary>The weights of one network laid out for vectors: hidden units padded to a multiple of 32, actions to 8. Pinned; one per thread.</summary>
/// <remarks>Padded units have weights of 0 and are never read; padded actions score -∞ and are never best.</remarks>
internal sealed unsafe class PackedMlp
{
    /// <summary>Hidden units summed in registers at a time.</summary>
    public const int Block = 32;

    private const int Lanes = 8;
    private readonly float[] _memory;

    public PackedMlp(Mlp network)
    {
        (Network, WeightCount) = (network, network.WeightCount);
        PaddedHidden = Fits(network) ? (network.Widths[1] + Block - 1) / Block * Block : 0;
        int outSize = Fits(network) ? Lanes * (network.Widths[1] + 1) : 0;
        _memory = GC.AllocateArray<float>(WeightCount + (network.Inputs + 2) * PaddedHidden + outSize + network.Outputs, pinned: true);
        fixed (float* start = _memory) Plain = start;
        Rows = Plain + WeightCount;
        Bias = Rows + network.Inputs * PaddedHidden;
        Hidden = Bias + PaddedHidden;
        Out = Hidden + PaddedHidden;
        Scores = Out + outSize;
    }

    public Mlp Network { get; }
    public int WeightCount { get; }
    public int PaddedHidden { get; }
    public float* Plain { get; }
    public float* Rows { get; }
    public float* Bias { get; }
    public float* Hidden { get; }
    public float* Out { get; }
    public float* Scores { get; }

    /// <summary>True where the vector code covers the shape; other shapes take the plain one.</summary>
    public static bool Fits(Mlp network) => network.Widths.Count == 3 && network.Outputs <= Lanes;

    /// <summary>Takes over the weights of one individual.</summary>
    public void Load(ReadOnlySpan<float> weights)
    {
        if (weights.Length != WeightCount)
            throw new ArgumentException($"A network {Network} has {WeightCount} weights; got {weights.Length}.", nameof(weights));
        weights.CopyTo(new Span<float>(Plain, weights.Length));
        if (!Fits(Network)) return;
        int inputs = Network.Inputs, hidden = Network.Widths[1], outputs = Network.Outputs, second = (inputs + 1) * hidden;
        for (int row = 0; row <= inputs; row++) // the biases follow the rows in both layouts
            weights.Slice(row * hidden, hidden).CopyTo(new Span<float>(Rows + row * PaddedHidden, hidden));
        new Span<float>(Out + Lanes * hidden, Lanes).Fill(float.NegativeInfinity);
        for (int row = 0; row <= hidden; row++)
            weights.Slice(second + row * outputs, outputs).CopyTo(new Span<float>(Out + row * Lanes, outputs));
    }
}
