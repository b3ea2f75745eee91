namespace Mesascope.Randomness;

/// <summary>Live randomness for long loops: the first four draws of a step cost one Philox block together, a quarter of <see cref="PhiloxDraws"/>. Not the same numbers as there.</summary>
/// <remarks>Pass it by reference and call <see cref="Turn"/> once a step. Draws at indices from 4 on are addressed too, at a block each.</remarks>
internal struct BlockDraws(Seed seed) : IDraws
{
    private readonly ulong _key = seed.Value;
    private ulong _step;
    private Philox.Block _words = Philox.At(seed.Value, 0);

    /// <summary>Goes to another step of the same lane, at least 0; it begins at step 0.</summary>
    public void Turn(int step)
    {
        _step = (uint)step;
        _words = Philox.At(_key, _step);
    }

    /// <inheritdoc/>
    public readonly bool Bernoulli(double probability, int index) => Word(index) * (1.0 / 4294967296.0) < probability;

    /// <inheritdoc/>
    /// <remarks>Multiply-shift over 32 bits: for n up to 1,000 no value is favoured by more than 3 parts in 10 million.</remarks>
    public readonly int Choice(int n, int index) => (int)(((ulong)Word(index) * (uint)n) >> 32);

    private readonly uint Word(int index) => index switch
    {
        0 => _words.W0, 1 => _words.W1, 2 => _words.W2, 3 => _words.W3,
        _ => Philox.At(_key, _step, (uint)index).W0,
    };
}
