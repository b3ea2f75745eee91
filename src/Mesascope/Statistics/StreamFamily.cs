namespace Mesascope.Statistics;

/// <summary>A kind of stream of paired differences whose mean, given all that came before, is known: what sequences are tried on.</summary>
/// <param name="Name">In words.</param>
/// <param name="Mean">The mean of every difference given those before it, in [-1, 1].</param>
/// <param name="Next">The next difference, in [-1, 1], from the sum of (difference − mean) so far, the number of pairs so far, and a uniform number in [0, 1).</param>
public sealed record StreamFamily(string Name, double Mean, Func<double, int, double, double> Next)
{
    /// <summary>Twelve families of all shapes: binary and smooth, rare and frequent, steady, dependent, and such as turn loud exactly when they are about to be excluded.</summary>
    public static IReadOnlyList<StreamFamily> Hard { get; } =
    [
        Values("±1 with .25 each, else 0", 0.25, 0.25),
        Values("+1 with .30, −1 with .05, else 0", 0.30, 0.05),
        Values("−1 with .9, +1 with .1", 0.1, 0.9),
        Values("+1 with .02, −1 with .005, else 0", 0.02, 0.005),
        Values("+1 with .001, else 0", 0.001, 0),
        Values("+1 with .999, −1 with .001", 0.999, 0.001),
        Values("fair ±1", 0.5, 0.5),
        new("uniform on [−1, 1]", 0, (_, _, u) => 2 * u - 1),
        new("half of the pairs 0, the others +.2 or −.2", 0, (_, _, u) => u < 0.5 ? 0 : u < 0.75 ? 0.2 : -0.2),
        new("quiet for 100 pairs, loud for 100, in turn", 0, (_, pairs, u) => pairs / 100 % 2 == 0 ? 0.02 * (2 * u - 1) : u < 0.5 ? -1 : 1),
        new("loud while ahead, silent while behind", 0, (sum, _, u) => sum < -1 ? 0 : u < 0.5 ? -1 : 1),
        new("long shots while behind: +1 with .05, else −.0526", 0, (sum, _, u) => sum < 0 ? u < 0.05 ? 1 : -0.05 / 0.95 : u < 0.5 ? -1 : 1),
    ];

    /// <summary>A stream whose pairs come in blocks of so many: their means differ within a block by where they stand, and whole blocks have the mean.</summary>
    /// <param name="block">Pairs of a block.</param>
    /// <param name="mean">The mean of every block, in [-1, 1].</param>
    /// <param name="spread">How far the first pair's mean lies above the block's, and the last one's below it.</param>
    public static StreamFamily Blocks(int block, double mean, double spread) => new($"blocks of {block}, means {spread:0.0} above to {spread:0.0} below", mean, (_, pair, u) =>
    {
        double here = mean + spread * (1 - 2.0 * (pair % block) / (block - 1)), plus = (1 + here) / 2;
        return u < plus ? 1 : -1;
    });

    private static StreamFamily Values(string name, double plus, double minus) => new(name, plus - minus, (_, _, u) => u < plus ? 1 : u >= 1 - minus ? -1 : 0);
}
