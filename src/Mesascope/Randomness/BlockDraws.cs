namespace Mesascope.Randomness;

/// <summary>Live luck at a quarter of the cost, for loops that draw several times a step: one Philox block serves four neighbouring indices. Other numbers than <see cref="PhiloxDraws"/> gives, as good ones.</summary>
/// <remarks>Like it, each draw is addressed by step and index, so a draw more or less moves no other.</remarks>
public struct BlockDraws(Seed seed, int step) : IDraws
{
    private readonly ulong _key = seed.Value;
    private readonly uint _step = (uint)step;
    private Philox.Block _block;
    private int _held = -1; // the block in hand covers indices [4·held, 4·held + 4)

    /// <inheritdoc/>
    public bool Bernoulli(double probability, int index) => Word(index) * (1.0 / 4294967296.0) < probability;

    /// <inheritdoc/>
    public int Choice(int n, int index) => (int)(((ulong)Word(index) * (uint)n) >> 32);

    private uint Word(int index)
    {
        int block = index >> 2;
        if (block != _held)
        {
            _block = Philox.At(_key, _step | ((ulong)(uint)block << 32), 1); // the 1 keeps them apart from PhiloxDraws
            _held = block;
        }
        return (index & 3) switch { 0 => _block.W0, 1 => _block.W1, 2 => _block.W2, _ => _block.W3 };
    }
}
