namespace Mesascope.Experiments;

/// <summary>What each of several causes adds to an outcome, averaged over the orders in which they may come.</summary>
/// <remarks>Source: Shapley (1953), "A value for n-person games". The values add up to what all causes do beyond none.</remarks>
internal static class Shapley
{
    /// <summary>The value of each cause.</summary>
    /// <param name="outcomes">The outcome under every subset of causes; bit i of the index for the i-th. Shape [2^causes].</param>
    /// <returns>Shape [causes].</returns>
    public static double[] Values(IReadOnlyList<double> outcomes)
    {
        int causes = System.Numerics.BitOperations.Log2((uint)outcomes.Count);
        if (outcomes.Count != 1 << causes) throw new ArgumentException($"There is an outcome for every subset, so their number is a power of 2; got {outcomes.Count}.", nameof(outcomes));
        var values = new double[causes];
        for (int subset = 0; subset < outcomes.Count; subset++)
            for (int cause = 0; cause < causes; cause++)
                if ((subset >> cause & 1) == 0)
                    values[cause] += Weight(System.Numerics.BitOperations.PopCount((uint)subset), causes) * (outcomes[subset | 1 << cause] - outcomes[subset]);
        return values;
    }

    // Of all orders, the share in which exactly these come before: k! (n - k - 1)! / n!.
    private static double Weight(int before, int causes)
    {
        double weight = 1.0 / causes;
        for (int i = 1; i <= before; i++) weight *= (double)i / (causes - i);
        return weight;
    }
}
