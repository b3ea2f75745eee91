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
    public Four Plus(Four row) => new(X + row.X, Y + row.Y, Z + row.Z, W + row.W);

    /// <inheritdoc/>
    public Four PlusTimes(Four row, float by) => new(
        X + Exact.Product(row.X, by), Y + Exact.Product(row.Y, by), Z + Exact.Product(row.Z, by), W + Exact.Product(row.W, by));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> weights, int at, int stride) where TNext : unmanaged, IUnits<TNext> =>
        next.PlusTimes(Rows.Read<TNext>(weights, at), Exact.Positive(X))
            .PlusTimes(Rows.Read<TNext>(weights, at + stride), Exact.Positive(Y))
            .PlusTimes(Rows.Read<TNext>(weights, at + 2 * stride), Exact.Positive(Z))
            .PlusTimes(Rows.Read<TNext>(weights, at + 3 * stride), Exact.Positive(W));

    /// <inheritdoc/>
    public Best Best(Best so, int first) => so.Or(X, first).Or(Y, first + 1).Or(Z, first + 2).Or(W, first + 3);
}

/// <summary>One neuron.</summary>
public readonly struct One(float x) : IUnits<One>
{
    /// <summary>The sum.</summary>
    public readonly float X = x;

    /// <inheritdoc/>
    public int Width => 1;

    /// <inheritdoc/>
    public One Plus(One row) => new(X + row.X);

    /// <inheritdoc/>
    public One PlusTimes(One row, float by) => new(X + Exact.Product(row.X, by));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> weights, int at, int stride) where TNext : unmanaged, IUnits<TNext> =>
        next.PlusTimes(Rows.Read<TNext>(weights, at), Exact.Positive(X));

    /// <inheritdoc/>
    public Best Best(Best so, int first) => so.Or(X, first);
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
    public Joined<TLow, THigh> Plus(Joined<TLow, THigh> row) => new(Low.Plus(row.Low), High.Plus(row.High));

    /// <inheritdoc/>
    public Joined<TLow, THigh> PlusTimes(Joined<TLow, THigh> row, float by) => new(Low.PlusTimes(row.Low, by), High.PlusTimes(row.High, by));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> weights, int at, int stride) where TNext : unmanaged, IUnits<TNext> =>
        High.Feed(Low.Feed(next, weights, at, stride), weights, at + Low.Width * stride, stride);

    /// <inheritdoc/>
    public Best Best(Best so, int first) => High.Best(Low.Best(so, first), first + Low.Width);
}
