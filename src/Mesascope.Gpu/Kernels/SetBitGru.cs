using ILGPU;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>A gated recurrent unit: the sums over the set bits and over what is remembered stay in registers, the memory of a lane lies in shared memory.</summary>
/// <remarks>Every sum runs in the order of <see cref="Gru.Step"/>, products and sums rounded apart, and the gates are the CPU's own (<see cref="Activations"/>): memory and scores are those of the CPU to the last bit.</remarks>
/// <typeparam name="TUnits">Units per pass.</typeparam>
/// <typeparam name="TScores">Action scores, at least as many as there are actions.</typeparam>
internal struct SetBitGru<TUnits, TScores>(NetworkLayout layout) : IKernelAgent
    where TUnits : unmanaged, IUnits<TUnits>
    where TScores : unmanaged, IUnits<TScores>
{
    /// <summary>Where everything lies.</summary>
    public NetworkLayout Layout = layout;

    /// <summary>Where in its own room the lane finds what it remembers: at 0, or behind it, since what comes next is written beside it.</summary>
    public int Past;

    /// <inheritdoc/>
    public readonly bool Remembers => true;

    /// <inheritdoc/>
    public readonly void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource =>
        Layout.Fill(source, individual, weights, lane, lanes);

    /// <inheritdoc/>
    public void Begin(ArrayView<Four> weights, int lane)
    {
        Past = 0;
        int own = Layout.MemoryAt + lane * Layout.LaneStride;
        for (int i = 0; i < Layout.LaneStride / 2; i++) Rows.Write(weights, own + i, new Four(0, 0, 0, 0));
    }

    /// <inheritdoc/>
    public int Act(Bits observation, ArrayView<Four> weights, int lane)
    {
        TScores scores = Layout.Scores.Biases<TScores>(weights, 0);
        int own = Layout.MemoryAt + lane * Layout.LaneStride, next = Layout.LaneStride / 2 - Past;
        for (int pass = 0; pass < Layout.Seen.Passes; pass++)
        {
            Joined<TUnits, Joined<TUnits, TUnits>> seen = Layout.Seen.Sum<Joined<TUnits, Joined<TUnits, TUnits>>>(observation, weights, pass, lane);
            TUnits units = Recall(seen, weights, own + Past, pass);
            Rows.Write(weights, own + next + pass * units.Fours, units);
            scores = units.Feed(scores, weights.SubView(Layout.Scores.At + pass * units.Width * Layout.Scores.RowStride));
        }
        Past = next;
        return scores.Best(new Best(float.NegativeInfinity, 0), 0).Action;
    }

    // What the units of a pass remember next. The sums over what is remembered stay apart from those over what is seen until all are done, as the formula has it.
    private readonly TUnits Recall(Joined<TUnits, Joined<TUnits, TUnits>> seen, ArrayView<Four> weights, int past, int pass)
    {
        Joined<TUnits, Joined<TUnits, TUnits>> kept = Layout.Remembered.Biases<Joined<TUnits, Joined<TUnits, TUnits>>>(weights, pass);
        int rows = Layout.Remembered.At + pass * Layout.Remembered.PassStride, fours = seen.Low.Fours;
        for (int four = 0; four < Layout.LaneStride / 2; four++)
            kept = Rows.Read<Four>(weights, past + four).Feed(kept, weights.SubView(rows + 4 * four * seen.Fours));
        TUnits reset = seen.Low.Zip(kept.Low, default(SigmoidOfSum)), update = seen.High.Low.Zip(kept.High.Low, default(SigmoidOfSum));
        TUnits candidate = seen.High.High.Zip(reset.Zip(kept.High.High, default(Times)), default(TanhOfSum));
        return update.Zip(candidate, default(RestTimes)).Plus(update.Zip(Rows.Read<TUnits>(weights, past + pass * fours), default(Times)));
    }
}
