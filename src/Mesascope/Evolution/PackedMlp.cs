using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>The weights of one network laid out for vectors: hidden units padded to blocks of 32, actions to 8. Pinned; one per thread.</summary>
/// <remarks>Padded units have weights of 0 and are silent; padded actions score -∞ and are never best. After the rows of each 64 inputs comes one of zeros, which the sum may add instead of none.</remarks>
internal sealed unsafe class PackedMlp
{
    /// <summary>Hidden units summed in registers at a time.</summary>
    public const int Block = 32;

    /// <summary>Rows to a word of the observation: one a bit, and the one of zeros, at which the place of the lowest bit of 0 points.</summary>
    public const int RowsPerWord = 65;

    /// <summary>Episodes that are played side by side, and room for actions.</summary>
    public const int Lanes = 8;

    private readonly float[] _memory;
    private readonly int _weightCount;

    public PackedMlp(Mlp network)
    {
        (Network, _weightCount) = (network, network.WeightCount);
        PaddedHidden = (network.Widths[1] + Block - 1) / Block * Block;
        RowsPerBlock = (network.Inputs + 63) / 64 * RowsPerWord;
        _memory = GC.AllocateArray<float>((RowsPerBlock + 1 + 3 * Lanes) * PaddedHidden + Lanes + Bits.Capacity + 16, pinned: true);
        fixed (float* start = _memory) Rows = (float*)(((nint)start + 63) & ~63); // on a line of the cache, so that no vector lies across two
        Bias = Rows + RowsPerBlock * PaddedHidden;
        Hidden = Bias + PaddedHidden;
        Turned = Hidden + Lanes * PaddedHidden;
        Out = Turned + Lanes * PaddedHidden;
        OutBias = Out + Lanes * PaddedHidden;
        Inputs = OutBias + Lanes;
    }

    public Mlp Network { get; }
    public int PaddedHidden { get; }

    /// <summary>Shape [block of hidden units, <see cref="RowsPerBlock"/>, 32]: the stride of a row is fixed, so that an address takes a shift and no multiplication.</summary>
    public float* Rows { get; }
    public int RowsPerBlock { get; }
    public float* Bias { get; }

    /// <summary>Shape [lane, padded hidden].</summary>
    public float* Hidden { get; }

    /// <summary>Shape [padded hidden, lane].</summary>
    public float* Turned { get; }

    /// <summary>Shape [padded hidden, 8].</summary>
    public float* Out { get; }
    public float* OutBias { get; }
    public float* Inputs { get; }

    /// <summary>True where the vector code covers the shape; other shapes take the plain one.</summary>
    public static bool Fits(Mlp network) => network.Widths.Count == 3 && network.Outputs <= Lanes && network.Activation == Activation.Relu;

    /// <summary>Takes over the weights of one individual.</summary>
    public void Load(ReadOnlySpan<float> weights)
    {
        if (weights.Length != _weightCount)
            throw new ArgumentException($"A network {Network} has {_weightCount} weights; got {weights.Length}.", nameof(weights));
        int inputs = Network.Inputs, hidden = Network.Widths[1], outputs = Network.Outputs, second = (inputs + 1) * hidden;
        for (int row = 0; row < inputs; row++)
            for (int unit = 0; unit < hidden; unit += Block)
                weights.Slice(row * hidden + unit, Math.Min(Block, hidden - unit)).CopyTo(new Span<float>(Rows + unit * RowsPerBlock + (row + row / 64) * Block, Block));
        weights.Slice(inputs * hidden, hidden).CopyTo(new Span<float>(Bias, hidden));
        for (int row = 0; row < hidden; row++)
            weights.Slice(second + row * outputs, outputs).CopyTo(new Span<float>(Out + row * Lanes, outputs));
        new Span<float>(OutBias, Lanes).Fill(float.NegativeInfinity);
        weights.Slice(second + hidden * outputs, outputs).CopyTo(new Span<float>(OutBias, outputs));
    }
}
