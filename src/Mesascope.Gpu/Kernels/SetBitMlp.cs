using ILGPU;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>A network of one hidden layer: the first layer is a sum of weight rows over the set bits, the hidden sums stay in registers.</summary>
/// <remarks>Every sum runs in the order of <see cref="Mlp.Score"/>, products and sums rounded apart: the scores are those of the CPU to the last bit.</remarks>
/// <typeparam name="TUnits">Hidden neurons per pass.</typeparam>
/// <typeparam name="TScores">Action scores, at least as many as there are actions.</typeparam>
internal struct SetBitMlp<TUnits, TScores>(NetworkLayout layout) : IKernelAgent
    where TUnits : unmanaged, IUnits<TUnits>
    where TScores : unmanaged, IUnits<TScores>
{
    /// <summary>Where everything lies.</summary>
    public NetworkLayout Layout = layout;

    /// <inheritdoc/>
    public readonly bool Remembers => false;

    /// <inheritdoc/>
    public readonly void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource =>
        Layout.Fill(source, individual, weights, lane, lanes);

    /// <inheritdoc/>
    public readonly void Begin(ArrayView<Four> weights, int lane) { }

    /// <inheritdoc/>
    public readonly int Act(Bits observation, ArrayView<Four> weights, int lane)
    {
        TScores scores = Layout.Scores.Biases<TScores>(weights, 0);
        for (int pass = 0; pass < Layout.Seen.Passes; pass++)
        {
            TUnits units = Layout.Seen.Sum<TUnits>(observation, weights, pass, lane);
            scores = units.Zip(units, default(FirstIfPositive)).Feed(scores, weights.SubView(Layout.Scores.At + pass * units.Width * Layout.Scores.RowStride));
        }
        return scores.Best(new Best(float.NegativeInfinity, 0), 0).Action;
    }
}
