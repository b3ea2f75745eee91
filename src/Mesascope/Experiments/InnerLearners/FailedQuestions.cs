using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Policies that failed to learn, as negative controls: whatever is asked of them, nothing may be found.</summary>
internal static class FailedQuestions
{
    private const int DeepSeaSteps = 8;
    private const double BestOfDeepSea = 0.99;

    /// <summary>The policies that failed.</summary>
    public static IReadOnlyList<string> Names { get; } = ["DeepSea-bsuite.es", "DeepSea-bsuite.ppo", "MemoryChain-bsuite.es", "MemoryChain-bsuite.ppo"];

    /// <summary>What they do.</summary>
    public static IEnumerable<Measured> Of(GymnaxPolicy policy, int episodes, Seed seed, CancellationToken cancellationToken) =>
        policy.Environment == "DeepSea-bsuite" ? DeepSea(policy, episodes, seed, cancellationToken) : MemoryChain(policy, episodes, seed, cancellationToken);

    private static IEnumerable<Measured> DeepSea(GymnaxPolicy policy, int episodes, Seed seed, CancellationToken cancellationToken)
    {
        var (treasure, right) = (new double[episodes], new double[episodes]);
        for (int i = 0; i < episodes; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double moves = 0;
            treasure[i] = PolicyReturns.Once(policy, policy.NewEnvironment(), seed.For("deep-sea", i), action => moves += action) >= BestOfDeepSea - 1e-9 ? 1 : 0;
            right[i] = moves / DeepSeaSteps;
        }
        yield return Measured.Of("nothing found: came to the treasure", treasure) with { IsRate = true };
        yield return Measured.Of("share of moves to the right (random .5, best 1)", right);
    }

    // The same luck with either coin: what the coin changes is the difference.
    private static IEnumerable<Measured> MemoryChain(GymnaxPolicy policy, int episodes, Seed seed, CancellationToken cancellationToken)
    {
        var said = new double[2][];
        for (int coin = 0; coin < 2; coin++)
        {
            said[coin] = new double[episodes];
            for (int i = 0; i < episodes; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                GymnaxEnvironment environment = policy.NewEnvironment();
                environment.Reset([coin], []);
                PolicyReturns.Play(policy, environment, seed.For("memory-chain", i), action => said[coin][i] = action);
            }
            yield return Measured.Of($"says 1 at the end, shown {coin}", said[coin]) with { IsRate = true };
        }
        yield return Measured.Of("nothing found: says 1 at the end, shown 1 minus shown 0, same luck", [.. said[1].Zip(said[0], (one, zero) => one - zero)]) with { IsRate = false };
    }
}
