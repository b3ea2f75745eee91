using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>Draws in order, for making scenarios; the same seed gives the same ones.</summary>
public sealed class Dice(Seed seed)
{
    private int _step;

    /// <summary>One of [0, <paramref name="n"/>).</summary>
    public int Next(int n) => seed.Draws(_step++).Choice(n, 0);

    /// <summary>One of [<paramref name="low"/>, <paramref name="high"/>], both included.</summary>
    public int Between(int low, int high) => low + Next(high - low + 1);

    /// <summary>True as often as not.</summary>
    public bool Coin() => Next(2) == 1;

    /// <summary>One of the list.</summary>
    public T Pick<T>(params IReadOnlyList<T> list) => list[Next(list.Count)];

    /// <summary>Different ones of the list, in random order.</summary>
    public T[] Several<T>(int count, IReadOnlyList<T> list)
    {
        T[] all = [.. list];
        for (int i = 0; i < count; i++)
        {
            int other = Between(i, all.Length - 1);
            (all[i], all[other]) = (all[other], all[i]);
        }
        return all[..count];
    }
}
