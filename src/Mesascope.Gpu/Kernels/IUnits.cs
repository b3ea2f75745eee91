using ILGPU;

namespace Mesascope.Gpu.Kernels;

/// <summary>A fixed number of neurons whose sums a lane keeps in registers. A value: adding gives a new one, so that the compiler sees plain numbers and no memory.</summary>
/// <remarks>Widths are composed from <see cref="Four"/>, <see cref="Five"/> and <see cref="Joined{TLow,THigh}"/>, so every loop over neurons is unrolled when the kernel is compiled.</remarks>
public interface IUnits<TSelf>
    where TSelf : unmanaged, IUnits<TSelf>
{
    /// <summary>How many neurons.</summary>
    int Width { get; }

    /// <summary>The room of a row of their weights, in units of 16 bytes.</summary>
    int Fours { get; }

    /// <summary>What comes of these and others, neuron by neuron.</summary>
    TSelf Zip<TPairing>(TSelf other, TPairing pairing) where TPairing : struct, IPairing;

    /// <summary>Sends these through the next layer, neuron after neuron.</summary>
    /// <param name="next">The sums of the next layer so far.</param>
    /// <param name="rows">The rows of these neurons in shared memory, one after the other.</param>
    TNext Feed<TNext>(TNext next, ArrayView<Four> rows) where TNext : unmanaged, IUnits<TNext>;

    /// <summary>The best of a choice so far and these; of equals the first.</summary>
    /// <param name="so">The best so far.</param>
    /// <param name="first">The number of the first of these.</param>
    Best Best(Best so, int first);
}

/// <summary>The highest score and whose it is.</summary>
public readonly struct Best(float score, int action)
{
    /// <summary>The highest score so far.</summary>
    public readonly float Score = score;

    /// <summary>The first action that has it.</summary>
    public readonly int Action = action;

    /// <summary>The better of this and another one with a higher number.</summary>
    public Best Or(float score, int action) => score > Score ? new(score, action) : this;
}
