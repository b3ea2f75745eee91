using ILGPU;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>A network of one hidden layer: the first layer is a sum of weight rows over the set bits, the hidden sums stay in registers.</summary>
/// <remarks>Every sum runs in the order of <see cref="Mlp.Score"/>, products and sums rounded apart: the scores are those of the CPU to the last bit.</remarks>
/// <typeparam name="TUnits">Hidden neurons per pass.</typeparam>
/// <typeparam name="TScores">Action scores, at least as many as there are actions.</typeparam>
public struct SetBitMlp<TUnits, TScores>(MlpLayout layout) : IKernelAgent
    where TUnits : unmanaged, IUnits<TUnits>
    where TScores : unmanaged, IUnits<TScores>
{
    /// <summary>Where everything lies.</summary>
    public MlpLayout Layout = layout;

    /// <inheritdoc/>
    public readonly void Begin() { }

    /// <inheritdoc/>
    public readonly void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource
    {
        ArrayView<float> numbers = weights.Cast<float>();
        for (int i = lane; i < 4 * Layout.End; i += lanes) // padded actions are never best, other padding adds nothing
            numbers[i] = i < 4 * Layout.OutBiasAt ? 0 : float.NegativeInfinity;
        Group.Barrier();
        int count = (Layout.Inputs + 1) * Layout.Hidden + (Layout.Hidden + 1) * Layout.Outputs;
        for (int block = lane; 4 * block < count; block += lanes)
        {
            Four four = source.At(individual, block);
            Place(numbers, 4 * block, four.X);
            Place(numbers, 4 * block + 1, four.Y);
            Place(numbers, 4 * block + 2, four.Z);
            Place(numbers, 4 * block + 3, four.W);
        }
    }

    /// <inheritdoc/>
    public readonly int Act(Bits observation, ArrayView<Four> weights, int lane)
    {
        TScores scores = Rows.Read<TScores>(weights, Layout.OutBiasAt);
        int copy = (lane & (Layout.Copies - 1)) * Layout.CopyStride;
        for (int block = 0; block < Layout.Blocks; block++)
        {
            int offset = block * (Layout.Block / 4);
            TUnits units = Hidden(observation, weights, Rows.Read<TUnits>(weights, Layout.BiasAt + offset), copy + offset);
            scores = units.Feed(scores, weights.SubView(Layout.SecondAt + block * Layout.Block * Layout.SecondStride));
        }
        return scores.Best(new Best(float.NegativeInfinity, 0), 0).Action;
    }

    private readonly TUnits Hidden(Bits observation, ArrayView<Four> weights, TUnits units, int at)
    {
        units = Walk(observation.W0, weights, units, at);
        int word = 64 * Layout.RowStride;
        if (Layout.Words > 1) units = Walk(observation.W1, weights, units, at + word);
        if (Layout.Words > 2) units = Walk(observation.W2, weights, units, at + 2 * word);
        if (Layout.Words > 3) units = Walk(observation.W3, weights, units, at + 3 * word);
        if (Layout.Words > 4) units = Walk(observation.W4, weights, units, at + 4 * word);
        if (Layout.Words > 5) units = Walk(observation.W5, weights, units, at + 5 * word);
        if (Layout.Words > 6) units = Walk(observation.W6, weights, units, at + 6 * word);
        if (Layout.Words > 7) units = Walk(observation.W7, weights, units, at + 7 * word);
        return units;
    }

    private readonly TUnits Walk(ulong set, ArrayView<Four> weights, TUnits units, int at)
    {
        for (; set != 0; set &= set - 1)
            units = units.Plus(Rows.Read<TUnits>(weights, at + Exact.TrailingZeros(set) * Layout.RowStride));
        return units;
    }

    // Puts weight i of the flat layout of Mlp where it belongs, a first-layer weight into every copy.
    private readonly void Place(ArrayView<float> numbers, int i, float weight)
    {
        int bias = Layout.Inputs * Layout.Hidden, second = bias + Layout.Hidden, end = second + Layout.Hidden * Layout.Outputs;
        if (i < bias)
        {
            int at = 4 * (i / Layout.Hidden * Layout.RowStride) + i % Layout.Hidden;
            for (int copy = 0; copy < Layout.Copies; copy++) numbers[at + 4 * copy * Layout.CopyStride] = weight;
        }
        else if (i < second) numbers[4 * Layout.BiasAt + i - bias] = weight;
        else if (i < end) numbers[4 * (Layout.SecondAt + (i - second) / Layout.Outputs * Layout.SecondStride) + (i - second) % Layout.Outputs] = weight;
        else if (i < end + Layout.Outputs) numbers[4 * Layout.OutBiasAt + i - end] = weight;
    }
}
