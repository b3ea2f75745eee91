using ILGPU;
using Mesascope.Worlds;

namespace Mesascope.Gpu.Kernels;

/// <summary>An agent at work in one lane of a kernel. Its fields are its shape, and whatever it remembers from step to step.</summary>
public interface IKernelAgent
{
    /// <summary>True where an observation changes what comes later, so that none may be left out.</summary>
    bool Remembers { get; }

    /// <summary>Lays one individual's weights out in shared memory; every lane of the block does its part.</summary>
    void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource;

    /// <summary>Forgets the last episode.</summary>
    void Begin(ArrayView<Four> weights, int lane);

    /// <summary>The action with the highest score; of equals the first.</summary>
    int Act(Bits observation, ArrayView<Four> weights, int lane);
}

/// <summary>Where an individual's weights come from: four at a time, as <see cref="Evolution.Noise"/> makes them.</summary>
public interface IWeightSource
{
    /// <summary>Weights [4·block, 4·block + 4) of the individual; what lies past the last weight has no meaning.</summary>
    Four At(int individual, int block);
}

/// <summary>No network: what is left when every action is random, to time the rules of a world alone.</summary>
internal struct NoAgent : IKernelAgent
{
    /// <inheritdoc/>
    public readonly bool Remembers => false;

    /// <inheritdoc/>
    public readonly void Fill<TSource>(TSource source, int individual, ArrayView<Four> weights, int lane, int lanes) where TSource : struct, IWeightSource { }

    /// <inheritdoc/>
    public readonly void Begin(ArrayView<Four> weights, int lane) { }

    /// <inheritdoc/>
    public readonly int Act(Bits observation, ArrayView<Four> weights, int lane) => 0;
}
