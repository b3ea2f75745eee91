using System.Numerics;

namespace Mesascope.Worlds;

/// <summary>What an agent sees: up to 512 binary features, eight machine words and nothing else. Runs unchanged inside a GPU kernel.</summary>
public struct Bits
{
    /// <summary>How many features an observation can hold.</summary>
    public const int Capacity = 512;

    /// <summary>Bits [0, 64), [64, 128), … [448, 512).</summary>
    public ulong W0, W1, W2, W3, W4, W5, W6, W7;

    /// <summary>The word that holds bits [64·index, 64·index + 64); 0 outside [0, 8).</summary>
    public readonly ulong Word(int index) => index switch
    {
        0 => W0, 1 => W1, 2 => W2, 3 => W3, 4 => W4, 5 => W5, 6 => W6, 7 => W7, _ => 0,
    };

    /// <summary>Sets every bit of <paramref name="pattern"/>, whose bit 0 falls on <paramref name="offset"/>. Bits past 512 are dropped.</summary>
    public void Set(int offset, ulong pattern = 1)
    {
        int word = offset >> 6, shift = offset & 63;
        Or(word, pattern << shift);
        if (shift != 0) Or(word + 1, pattern >> (64 - shift));
    }

    /// <summary>True where the feature is present.</summary>
    public readonly bool IsSet(int bit) => ((Word(bit >> 6) >> (bit & 63)) & 1) != 0;

    /// <summary>How many features are present.</summary>
    public readonly int Count =>
        BitOperations.PopCount(W0) + BitOperations.PopCount(W1) + BitOperations.PopCount(W2) + BitOperations.PopCount(W3) +
        BitOperations.PopCount(W4) + BitOperations.PopCount(W5) + BitOperations.PopCount(W6) + BitOperations.PopCount(W7);

    private void Or(int word, ulong pattern)
    {
        switch (word)
        {
            case 0: W0 |= pattern; break;
            case 1: W1 |= pattern; break;
            case 2: W2 |= pattern; break;
            case 3: W3 |= pattern; break;
            case 4: W4 |= pattern; break;
            case 5: W5 |= pattern; break;
            case 6: W6 |= pattern; break;
            case 7: W7 |= pattern; break;
        }
    }
}
