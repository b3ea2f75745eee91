namespace Mesascope.Randomness;

/// <summary>Live randomness: the draws of one step of one lane, each addressed by its index. Runs unchanged inside a GPU kernel.</summary>
public readonly struct PhiloxDraws(Seed seed, int step) : IDraws
{
    private readonly ulong _key = seed.Value;
    private readonly int _step = step;

    /// <summary>The draws of another step of the same lane.</summary>
    public PhiloxDraws At(int step) => new(new Seed(_key), step);

    /// <inheritdoc/>
    public bool Bernoulli(double probability, int index) => Uniform(index) < probability;

    /// <inheritdoc/>
    /// <remarks>Multiply-shift over 32 bits: for n up to 1,000 no value is favoured by more than 3 parts in 10 million.</remarks>
    public int Choice(int n, int index) => (int)(((ulong)Word(index) * (uint)n) >> 32);

    /// <summary>A number in [0, 1), a multiple of 2⁻³².</summary>
    public double Uniform(int index) => Word(index) * (1.0 / 4294967296.0);

    private uint Word(int index) => Philox.At(_key, (uint)_step | ((ulong)(uint)index << 32)).W0;
}
