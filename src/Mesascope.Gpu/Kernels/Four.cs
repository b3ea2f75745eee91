using ILGPU;

namespace Mesascope.Gpu.Kernels;

/// <summary>Four neurons, and the unit in which shared memory is addressed: 16 bytes, what one lane loads at once.</summary>
public readonly struct Four(float x, float y, float z, float w) : IUnits<Four>
{
    /// <summary>The sums, in order.</summary>
    public readonly float X = x, Y = y, Z = z, W = w;

    /// <inheritdoc/>
    public int Width => 4;

    /// <inheritdoc/>
    public int Fours => 1;

    /// <summary>Number i, in [0, 4).</summary>
    public float At(int i) => i < 2 ? i == 0 ? X : Y : i == 2 ? Z : W;

    /// <inheritdoc/>
    public Four Zip<TPairing>(Four other, TPairing pairing) where TPairing : struct, IPairing =>
        new(pairing.Of(X, other.X), pairing.Of(Y, other.Y), pairing.Of(Z, other.Z), pairing.Of(W, other.W));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        next.PlusTimes(Rows.Read<TNext>(rows, 0), X)
            .PlusTimes(Rows.Read<TNext>(rows, next.Fours), Y)
            .PlusTimes(Rows.Read<TNext>(rows, 2 * next.Fours), Z)
            .PlusTimes(Rows.Read<TNext>(rows, 3 * next.Fours), W);

    /// <inheritdoc/>
    public Best Best(Best so, int first) => so.Or(X, first).Or(Y, first + 1).Or(Z, first + 2).Or(W, first + 3);
}

/// <summary>Five neurons, for worlds of five actions: the room of eight, so that two loads bring them.</summary>
public readonly struct Five(Four low, Four high) : IUnits<Five>
{
    /// <summary>The first four, and the fifth with three that are never looked at.</summary>
    public readonly Four Low = low, High = high;

    /// <inheritdoc/>
    public int Width => 5;

    /// <inheritdoc/>
    public int Fours => 2;

    /// <inheritdoc/>
    public Five Zip<TPairing>(Five other, TPairing pairing) where TPairing : struct, IPairing => new(Low.Zip(other.Low, pairing), new(pairing.Of(High.X, other.High.X), 0, 0, 0));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        Low.Feed(next, rows).PlusTimes(Rows.Read<TNext>(rows, 4 * next.Fours), High.X);

    /// <inheritdoc/>
    public Best Best(Best so, int first) => Low.Best(so, first).Or(High.X, first + 4);
}

/// <summary>The neurons of one and then those of the other.</summary>
public readonly struct Joined<TLow, THigh>(TLow low, THigh high) : IUnits<Joined<TLow, THigh>>
    where TLow : unmanaged, IUnits<TLow>
    where THigh : unmanaged, IUnits<THigh>
{
    /// <summary>The first neurons.</summary>
    public readonly TLow Low = low;

    /// <summary>Those after them.</summary>
    public readonly THigh High = high;

    /// <inheritdoc/>
    public int Width => Low.Width + High.Width;

    /// <inheritdoc/>
    public int Fours => Low.Fours + High.Fours;

    /// <inheritdoc/>
    public Joined<TLow, THigh> Zip<TPairing>(Joined<TLow, THigh> other, TPairing pairing) where TPairing : struct, IPairing => new(Low.Zip(other.Low, pairing), High.Zip(other.High, pairing));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        High.Feed(Low.Feed(next, rows), rows.SubView(Low.Width * next.Fours));

    /// <inheritdoc/>
    public Best Best(Best so, int first) => High.Best(Low.Best(so, first), first + Low.Width);
}
