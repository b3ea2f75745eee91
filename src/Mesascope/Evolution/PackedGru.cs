using Mesascope.Agents;

namespace Mesascope.Evolution;

/// <summary>The weights of one gated recurrent unit laid out for vectors: units padded to a multiple of 8, and for each block of 8 units the three gates side by side. Pinned; one per thread.</summary>
/// <remarks>Padded units have weights of 0: their gates are ½, what they remember stays 0, and nothing listens to them.</remarks>
internal sealed unsafe class PackedGru
{
    /// <summary>Units summed in registers at a time, and numbers of a row to a block: three gates.</summary>
    public const int Block = 8, Row = 3 * Block;

    private readonly float[] _memory;

    public PackedGru(Gru network)
    {
        Network = network;
        Width = (network.Hidden + Block - 1) / Block * Block;
        int rows = network.Inputs + 1 + network.Hidden + 1;
        _memory = GC.AllocateArray<float>(3 * rows * Width + 3 * PackedMlp.Lanes * Width + PackedMlp.Lanes * (Width + 1) + 16, pinned: true);
        fixed (float* start = _memory) Rows = (float*)(((nint)start + 63) & ~63);
        Hidden = Rows + 3 * rows * Width;
        Next = Hidden + PackedMlp.Lanes * Width;
        Turned = Next + PackedMlp.Lanes * Width;
        Out = Turned + PackedMlp.Lanes * Width;
        OutBias = Out + PackedMlp.Lanes * Width;
    }

    /// <summary>True where the vector code covers the shape; other shapes take the plain one.</summary>
    public static bool Fits(Gru network) => network.Outputs <= PackedMlp.Lanes;

    public Gru Network { get; }
    public int Width { get; }

    /// <summary>Shape [block, inputs + 1 + hidden + 1, 3 gates, 8]: after the inputs their biases, after the units theirs.</summary>
    public float* Rows { get; }

    /// <summary>What is remembered. Shape [lane, width].</summary>
    public float* Hidden { get; }

    /// <summary>Memory for what comes after it. Shape [lane, width].</summary>
    public float* Next { get; }
    public float* Turned { get; }
    public float* Out { get; }
    public float* OutBias { get; }

    /// <summary>Takes over the weights of one individual.</summary>
    public void Load(ReadOnlySpan<float> weights)
    {
        Gru network = Network;
        if (weights.Length != network.WeightCount)
            throw new ArgumentException($"A network {network} has {network.WeightCount} weights; got {weights.Length}.", nameof(weights));
        int hidden = network.Hidden, rows = network.Inputs + 1 + hidden + 1, outputs = network.Outputs, last = 3 * hidden * rows;
        for (int row = 0; row < rows; row++)
            for (int gate = 0; gate < 3; gate++)
                for (int unit = 0; unit < hidden; unit += Block)
                    weights.Slice((3 * row + gate) * hidden + unit, Math.Min(Block, hidden - unit)).CopyTo(new Span<float>(Rows + (unit / Block * rows + row) * Row + gate * Block, Block));
        new Span<float>(OutBias, PackedMlp.Lanes).Fill(float.NegativeInfinity);
        for (int row = 0; row < hidden; row++)
            weights.Slice(last + row * outputs, outputs).CopyTo(new Span<float>(Out + row * PackedMlp.Lanes, outputs));
        weights.Slice(last + hidden * outputs, outputs).CopyTo(new Span<float>(OutBias, outputs));
    }
}
