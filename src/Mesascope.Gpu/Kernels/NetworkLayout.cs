using ILGPU;
using Mesascope.Agents;

namespace Mesascope.Gpu.Kernels;

/// <summary>How a network lies in shared memory, its matrices one after the other and then what its lanes remember; all places in units of 16 bytes.</summary>
/// <remarks>
/// The rows of what is seen stand there in 1, 2, 4 or 8 copies, and lane l reads copy l mod copies. Shared memory has 8 groups of 4 banks, and 8 lanes load 16 bytes each at once.
/// Rows of copy k begin in groups k, k + copies, k + 2·copies, …: with 8 copies, 8 lanes that read 8 different rows never meet in a group; with fewer they do now and then.
/// In the other matrices all lanes read the same address. What a lane remembers lies together, and the lanes an odd number of units apart, so that 8 lanes never meet there either.
/// </remarks>
public struct NetworkLayout
{
    /// <summary>Most copies, and how many groups of banks there are.</summary>
    public const int Groups = 8;

    /// <summary>From what is seen, from what is remembered (empty without a memory), and from the units to the scores.</summary>
    public RowTable Seen, Remembered, Scores;

    /// <summary>Where the memory of the lanes begins, and how far the lanes lie apart; 0 without a memory.</summary>
    public int MemoryAt, LaneStride;

    /// <summary>Bytes of shared memory that the weights take.</summary>
    public readonly int Bytes => MemoryAt * 16;

    /// <summary>Bytes of shared memory that a lane takes.</summary>
    public readonly int LaneBytes => LaneStride * 16;

    /// <summary>The layout of a network.</summary>
    /// <param name="network">A gated recurrent unit, or an MLP of one hidden layer.</param>
    /// <param name="block">Hidden units per pass, a multiple of 4.</param>
    /// <param name="scores">Action scores that the kernel keeps, at least as many as there are actions.</param>
    /// <param name="copies">1, 2, 4 or 8.</param>
    public static NetworkLayout Of(INetwork network, int block, int scores, int copies)
    {
        var layout = new NetworkLayout();
        int hidden = KernelShapes.Hidden(network), gates = network.Memory > 0 ? 3 : 1, passes = (hidden + block - 1) / block, padded = passes * block, row = gates * padded / 4;
        ref RowTable seen = ref layout.Seen, remembered = ref layout.Remembered;
        seen = new()
        {
            Rows = network.Inputs, Columns = gates * hidden, Units = hidden, Block = block, Passes = passes, PassFours = gates * block / 4, PassStride = gates * block / 4,
            Copies = copies, RowStride = row + (copies - row % Groups + Groups) % Groups, // the least that is copies modulo 8
        };
        seen.CopyStride = (seen.Rows * seen.RowStride + Groups - 1) / Groups * Groups + 1;
        seen.BiasAt = copies * seen.CopyStride;
        int end = seen.End;
        if (network.Memory > 0)
        {
            remembered = seen with { Rows = hidden, At = end, RowStride = seen.PassFours, PassStride = padded * seen.PassFours, Copies = 1, CopyStride = 0, BiasAt = end + padded * row };
            end = remembered.End;
            layout.LaneStride = 2 * padded / 4 + 1;
        }
        int stride = (scores + 3) / 4;
        layout.Scores = new() { Rows = hidden, Columns = network.Outputs, Units = network.Outputs, Block = 4 * stride, Passes = 1, PassFours = stride, At = end, RowStride = stride, Copies = 1, BiasAt = end + padded * stride };
        layout.MemoryAt = layout.Scores.End;
        return layout;
    }

    /// <summary>Lays one individual's weights out; every lane of the block does its part.</summary>
    public readonly void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource
    {
        ArrayView<float> numbers = weights.Cast<float>();
        for (int i = lane; i < 4 * MemoryAt; i += lanes) // padded actions are never best, other padding adds nothing
            numbers[i] = i < 4 * Scores.BiasAt ? 0 : float.NegativeInfinity;
        Group.Barrier();
        int count = Seen.Count + Remembered.Count + Scores.Count;
        for (int block = lane; 4 * block < count; block += lanes)
        {
            Four four = source.At(individual, block);
            for (int i = 0; i < 4; i++) Place(numbers, 4 * block + i, four.At(i));
        }
    }

    private readonly void Place(ArrayView<float> numbers, int i, float weight)
    {
        int remembered = i - Seen.Count, scores = remembered - Remembered.Count;
        if (remembered < 0) Seen.Place(numbers, i, weight);
        else if (scores < 0) Remembered.Place(numbers, remembered, weight);
        else if (scores < Scores.Count) Scores.Place(numbers, scores, weight);
    }
}
