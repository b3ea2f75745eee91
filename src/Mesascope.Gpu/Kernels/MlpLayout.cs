using Mesascope.Agents;

namespace Mesascope.Gpu.Kernels;

/// <summary>How a network of one hidden layer lies in shared memory; all places in units of 16 bytes.</summary>
/// <remarks>
/// The rows of the first layer stand there in 1, 2, 4 or 8 copies, and lane l reads copy l mod copies. Shared memory has 8 groups of 4 banks, and 8 lanes load 16 bytes each at once.
/// Rows of copy k begin in groups k, k + copies, k + 2·copies, …: with 8 copies, 8 lanes that read 8 different rows never meet in a group; with fewer they do now and then.
/// After the rows follow the hidden biases, the rows of the second layer and the output biases, once each: there all lanes read the same address.
/// </remarks>
public struct MlpLayout
{
    /// <summary>Most copies, and how many groups of banks there are.</summary>
    public const int Groups = 8;

    /// <summary>The network: its widths.</summary>
    public int Inputs, Hidden, Outputs;

    /// <summary>Hidden neurons per pass, and how many passes.</summary>
    public int Block, Blocks;

    /// <summary>Observation words in use.</summary>
    public int Words;

    /// <summary>Copies of the first layer, and how far its rows, and its copies, lie apart.</summary>
    public int Copies, RowStride, CopyStride;

    /// <summary>Where the hidden biases, the second layer and the output biases begin, how far the rows of the second layer lie apart, and where all ends.</summary>
    public int BiasAt, SecondAt, SecondStride, OutBiasAt, End;

    /// <summary>Bytes of shared memory.</summary>
    public readonly int Bytes => End * 16;

    /// <summary>The layout of a network.</summary>
    /// <param name="network">One hidden layer.</param>
    /// <param name="block">Hidden neurons per pass, a multiple of 4.</param>
    /// <param name="scores">Action scores that the kernel keeps, at least as many as there are actions.</param>
    /// <param name="copies">1, 2, 4 or 8.</param>
    public static MlpLayout Of(Mlp network, int block, int scores, int copies)
    {
        var layout = new MlpLayout
        {
            Inputs = network.Inputs, Hidden = network.Widths[1], Outputs = network.Outputs,
            Block = block, Blocks = (network.Widths[1] + block - 1) / block, Words = (network.Inputs + 63) / 64, Copies = copies,
        };
        int row = layout.Blocks * block / 4;
        layout.RowStride = row + (copies - row % Groups + Groups) % Groups; // the least that is copies modulo 8
        layout.CopyStride = (layout.Inputs * layout.RowStride + Groups - 1) / Groups * Groups + 1;
        layout.BiasAt = copies * layout.CopyStride;
        layout.SecondAt = layout.BiasAt + row;
        layout.SecondStride = (scores + 3) / 4;
        layout.OutBiasAt = layout.SecondAt + layout.Blocks * block * layout.SecondStride;
        layout.End = layout.OutBiasAt + layout.SecondStride;
        return layout;
    }
}
