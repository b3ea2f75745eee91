using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>How often an agent is expected to make each kind of step in one episode: worked out exactly where it has no memory, else the mean of episodes that it plays.</summary>
/// <remarks>
/// All that goal inference takes from a policy is this occupancy, and every policy with a memory has one without that shares it (Puterman 1994, theorem 5.5.1);
/// so S, MEG and inverse reinforcement learning mean the same for both. Of one with a memory the states are histories, too many to list: it is sampled, and unbiased.
/// </remarks>
internal static class ExpectedSteps
{
    /// <summary>Episodes that one with a memory plays.</summary>
    public const int Episodes = 32;

    /// <summary>Works it out, or plays.</summary>
    /// <param name="world">The rules.</param>
    /// <param name="start">Where the episode begins.</param>
    /// <param name="table">What can happen from there.</param>
    /// <param name="policy">Who acts in it.</param>
    /// <param name="randomness">The randomness of the episodes that are played.</param>
    /// <returns>Shape [event sets]; sums to the expected length of the episode.</returns>
    public static double[] Of<TWorld, TState>(TWorld world, in TState start, Tabulation<TState> table, IPolicy<TState> policy, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        policy.Remembers ? Played(world, start, table.Transitions, policy, randomness) : PolicyEvaluation.ExpectedKinds(table.Transitions, policy.Tabular(table));

    private static double[] Played<TWorld, TState>(TWorld world, TState start, Transitions transitions, IPolicy<TState> policy, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var kinds = new double[transitions.EventSets.Length];
        var probabilities = new double[world.Actions];
        for (int episode = 0; episode < Episodes; episode++)
        {
            Seed own = randomness.For("remembering", episode);
            PhiloxDraws chance = own.For("world").Draws(), choices = own.For("policy").Draws();
            TState state = start;
            bool ended = false;
            for (int step = 0; step < world.Horizon && !ended; step++)
            {
                policy.Probabilities(state, step, probabilities);
                PhiloxDraws choice = choices.At(step), now = chance.At(step + 1);
                Step result = world.Advance(ref state, Play.Sample(probabilities, ref choice), ref now);
                kinds[Array.IndexOf(transitions.EventSets, result.Events)] += 1.0 / Episodes;
                ended = result.Ended;
            }
        }
        return kinds;
    }
}
