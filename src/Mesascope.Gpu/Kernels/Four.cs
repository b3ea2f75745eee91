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

    /// <inheritdoc/>
    public Four Plus(Four row) => new(X + row.X, Y + row.Y, Z + row.Z, W + row.W);

    /// <inheritdoc/>
    public Four PlusTimes(Four row, float by) => new(
        X + Exact.Product(row.X, by), Y + Exact.Product(row.Y, by), Z + Exact.Product(row.Z, by), W + Exact.Product(row.W, by));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        next.PlusTimes(Rows.Read<TNext>(rows, 0), Exact.Positive(X))
            .PlusTimes(Rows.Read<TNext>(rows, next.Fours), Exact.Positive(Y))
            .PlusTimes(Rows.Read<TNext>(rows, 2 * next.Fours), Exact.Positive(Z))
            .PlusTimes(Rows.Read<TNext>(rows, 3 * next.Fours), Exact.Positive(W));

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
    public Five Plus(Five row) => new(Low.Plus(row.Low), new(High.X + row.High.X, 0, 0, 0));

    /// <inheritdoc/>
    public Five PlusTimes(Five row, float by) => new(Low.PlusTimes(row.Low, by), new(High.X + Exact.Product(row.High.X, by), 0, 0, 0));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        Low.Feed(next, rows).PlusTimes(Rows.Read<TNext>(rows, 4 * next.Fours), Exact.Positive(High.X));

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
    public Joined<TLow, THigh> Plus(Joined<TLow, THigh> row) => new(Low.Plus(row.Low), High.Plus(row.High));

    /// <inheritdoc/>
    public Joined<TLow, THigh> PlusTimes(Joined<TLow, THigh> row, float by) => new(Low.PlusTimes(row.Low, by), High.PlusTimes(row.High, by));

    /// <inheritdoc/>
    public TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext> =>
        High.Feed(Low.Feed(next, rows), rows.SubView(Low.Width * next.Fours));

    /// <inheritdoc/>
    public Best Best(Best so, int first) => High.Best(Low.Best(so, first), first + Low.Width);
}
