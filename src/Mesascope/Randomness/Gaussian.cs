namespace Mesascope.Randomness;

/// <summary>Standard normal numbers, each addressed by its index, so that any of them can be had again without the others. Bit-identical on every x64 machine; runs unchanged inside a GPU kernel.</summary>
/// <remarks>
/// Source: Box and Muller (1958), "A note on the generation of random normal deviates". One Philox block gives four numbers: words 0 and 1 make two, words 2 and 3 two more.
/// Resolution: radius and angle have 2³² values each. The radius stops at √(66 ln 2) = 6.76, beyond which a true normal lies once in 7·10¹⁰ draws.
/// </remarks>
public static class Gaussian
{
    /// <summary>How many numbers one block gives: walking in steps of this many wastes nothing.</summary>
    public const int PerBlock = 4;

    private const double Unit = 1.0 / 4294967296.0;

    /// <summary>The number at this index, at least 0, under this key.</summary>
    public static double At(ulong key, long index)
    {
        Philox.Block words = Philox.At(key, (ulong)(index >> 2));
        (double first, double second) = (index & 2) == 0 ? Pair(words.W0, words.W1) : Pair(words.W2, words.W3);
        return (index & 1) == 0 ? first : second;
    }

    /// <summary>The numbers at indices [4·block, 4·block + 4): what <see cref="At"/> gives there, at a quarter of the cost each.</summary>
    public static (double First, double Second, double Third, double Fourth) Block(ulong key, long block)
    {
        Philox.Block words = Philox.At(key, (ulong)block);
        (double first, double second) = Pair(words.W0, words.W1);
        (double third, double fourth) = Pair(words.W2, words.W3);
        return (first, second, third, fourth);
    }

    /// <summary>Writes the numbers at indices [0, length), rounded to single precision.</summary>
    public static void Fill(Seed seed, Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i += PerBlock)
        {
            (double first, double second, double third, double fourth) = Block(seed.Value, i / PerBlock);
            numbers[i] = (float)first;
            if (i + 1 < numbers.Length) numbers[i + 1] = (float)second;
            if (i + 2 < numbers.Length) numbers[i + 2] = (float)third;
            if (i + 3 < numbers.Length) numbers[i + 3] = (float)fourth;
        }
    }

    // Half a unit is added so that the logarithm never meets 0.
    private static (double First, double Second) Pair(uint radiusWord, uint angleWord)
    {
        double radius = Math.Sqrt(-2 * PortableMath.Log((radiusWord + 0.5) * Unit));
        (double cos, double sin) = PortableMath.Circle(angleWord * Unit);
        return (radius * cos, radius * sin);
    }
}
