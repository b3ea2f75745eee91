using ILGPU;
using Mesascope.Evolution;
using Mesascope.Randomness;

namespace Mesascope.Gpu.Kernels;

/// <summary>Weights that lie in the GPU's memory, individual after individual.</summary>
internal struct StoredWeights(ArrayView<float> weights, int count) : IWeightSource
{
    /// <summary>Shape [individuals × <see cref="Count"/>].</summary>
    public ArrayView<float> Weights = weights;

    /// <summary>Weights per individual.</summary>
    public int Count = count;

    /// <inheritdoc/>
    public readonly Four At(int individual, int block) => new(One(individual, 4 * block), One(individual, 4 * block + 1), One(individual, 4 * block + 2), One(individual, 4 * block + 3));

    private readonly float One(int individual, int i) => i < Count ? Weights[(long)individual * Count + i] : 0;
}

/// <summary>The individuals of <see cref="OpenAiEs"/>: the mean plus or minus a direction, which is made anew from its counters wherever it is needed and never stored.</summary>
internal struct PerturbedWeights(ArrayView<float> mean, float sigma, Directions directions) : IWeightSource
{
    /// <summary>Shape [weights].</summary>
    public ArrayView<float> Mean = mean;

    /// <summary>Standard deviation of the perturbations.</summary>
    public float Sigma = sigma;

    /// <summary>The directions of this generation.</summary>
    public Directions Directions = directions;

    /// <inheritdoc/>
    /// <remarks>Individuals 2k and 2k+1 lie on opposite sides of the mean.</remarks>
    public readonly Four At(int individual, int block)
    {
        Philox.Block words = Directions.Words(individual >> 1, block);
        float scale = ((individual & 1) == 0 ? Sigma : -Sigma) * Noise.Unit;
        return new(One(4 * block, scale, words.W0), One(4 * block + 1, scale, words.W1), One(4 * block + 2, scale, words.W2), One(4 * block + 3, scale, words.W3));
    }

    private readonly float One(int i, float scale, uint word) => i < Mean.IntLength ? Mean[i] + Exact.Product(scale, Noise.Centred(word)) : 0;
}

/// <summary>The directions of one generation of <see cref="OpenAiEs"/>, by their counters.</summary>
internal struct Directions(Seed seed, ulong purpose, long first)
{
    /// <summary>The seed of the search.</summary>
    public Seed Seed = seed;

    /// <summary>The number of the purpose "direction".</summary>
    public ulong Purpose = purpose;

    /// <summary>The lane of the generation's first pair.</summary>
    public long First = first;

    /// <summary>The random words behind entries [4·block, 4·block + 4) of a pair's direction.</summary>
    public readonly Philox.Block Words(int pair, int block) => Philox.At(Seed.For(Purpose, First + pair).Value, (ulong)block);
}
