namespace Mesascope.Randomness;

/// <summary>The counter-based generator Philox4x32-10: 128 bits of counter and 64 bits of key in, 128 random bits out, no state.</summary>
/// <remarks>Source: Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3", section 4.2; test vectors from their Random123 1.14 <c>kat_vectors</c>.</remarks>
public static class Philox
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>The 128 bits that belong to one counter under one key.</summary>
    public static Block At(ulong key, ulong counterLow, ulong counterHigh = 0)
    {
        uint c0 = (uint)counterLow, c1 = (uint)(counterLow >> 32), c2 = (uint)counterHigh, c3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong a = (ulong)MultiplierA * c0, b = (ulong)MultiplierB * c2;
            c0 = (uint)(b >> 32) ^ c1 ^ k0;
            c2 = (uint)(a >> 32) ^ c3 ^ k1;
            c1 = (uint)b;
            c3 = (uint)a;
            k0 += WeylA;
            k1 += WeylB;
        }
        return new Block(c0, c1, c2, c3);
    }

    /// <summary>Four independent, uniformly random 32-bit words.</summary>
    public readonly record struct Block(uint W0, uint W1, uint W2, uint W3)
    {
        /// <summary>The first two words as one 64-bit number.</summary>
        public ulong Low => W0 | ((ulong)W1 << 32);

        /// <summary>The last two words as one 64-bit number.</summary>
        public ulong High => W2 | ((ulong)W3 << 32);
    }
}
