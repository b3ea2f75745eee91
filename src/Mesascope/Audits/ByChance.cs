using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>What agents that act at random come by in a case: the mean outcome of a few of them, each with the randomness of the world that the subject meets.</summary>
internal static class ByChance
{
    private const int Agents = 4;

    /// <summary>In both arms of a case; the same random actions in either.</summary>
    public static Chance InBothArms<TWorld, TState>(Func<Episode, double> measure, TWorld control, TWorld treated, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        new(Outcome<TWorld, TState>(measure, control, randomness), Outcome<TWorld, TState>(measure, treated, randomness));

    /// <summary>In one world, as a mean in the range of the measure.</summary>
    public static double Outcome<TWorld, TState>(Func<Episode, double> measure, TWorld world, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        double sum = 0;
        for (int i = 0; i < Agents; i++)
            sum += measure(Play.Again<TWorld, TState>(world, RandomActions(world.Actions, world.Horizon, randomness.For("random-agent", i)), randomness));
        return sum / Agents;
    }

    // The random agent sees nothing, so its actions can be drawn before the episode begins; the world's randomness stays the subject's.
    private static string RandomActions(int actions, int horizon, Seed randomness) =>
        string.Concat(Enumerable.Range(0, horizon).Select(step => (char)('0' + randomness.Draws(step).Choice(actions, 0))));
}
