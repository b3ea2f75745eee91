using System.Globalization;
using System.Text;

namespace Mesascope.Randomness;

/// <summary>The one number that a run is reproduced from; every draw comes from a named purpose and a lane of it.</summary>
/// <example><c>seed.For("world", lane: 12)</c> and <c>seed.For("policy", lane: 12)</c> never share a bit.</example>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The seed of a named purpose, and of one lane of it (a case, an individual, a generation).</summary>
    public Seed For(string purpose, long lane = 0) => For(Purpose(purpose), lane);

    /// <summary>The same, with the number of the purpose: for kernels, which have no strings.</summary>
    public Seed For(ulong purpose, long lane = 0) => new(Philox.At(Value, purpose, (ulong)lane).Low);

    /// <summary>The number that stands for a purpose, the same in every process.</summary>
    /// <remarks>FNV-1a, 64 bits; Philox does the mixing.</remarks>
    public static ulong Purpose(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211;
        return hash;
    }

    /// <summary>The draws of one step that belong to this seed.</summary>
    public PhiloxDraws Draws(int step = 0) => new(this, step);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
