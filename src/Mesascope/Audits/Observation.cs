using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>Watches a subject in many levels, as explanations need it: with planning to the end where that is small enough, else a few steps ahead.</summary>
/// <param name="Cases">One a level.</param>
/// <param name="StepsAhead">How far is looked; null for to the end.</param>
internal sealed record Observation(IReadOnlyList<ObservedCase> Cases, int? StepsAhead)
{
    /// <summary>How far is looked where the whole episode is too large.</summary>
    public const int Near = 5;

    // Decisions of an episode, where each is looked at by itself.
    private const int NearSteps = 24;

    // Fewer decisions a level than this, on average, ask for up to so many times as many levels.
    private const int DecisionsPerLevel = 20, MostTimes = 4;

    // States × actions × chance in one level above which planning to the end for every hypothesis takes too long.
    private const int MostOutcomes = 25_000;
    private const uint AllEvents = (1u << EventCode.MostCounted) - 1;

    /// <summary>Watches it in the levels of goal inference.</summary>
    public static Observation Of<TWorld, TState>(TWorld world, IAgent agent, Seed seed, int levels, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        foreach (uint counted in (uint[])[AllEvents, 0])
            if (IsSmall<TWorld, TState>(world, counted, agent, seed) && Enough<TWorld, TState>(world, counted, agent, seed, levels, null, cancellationToken) is { } whole) return new(whole, null);
        return new(Enough<TWorld, TState>(world, AllEvents, agent, seed, levels, Near, cancellationToken)!, Near);
    }

    // Where episodes are short, more of them.
    private static ObservedCase[]? Enough<TWorld, TState>(TWorld world, uint counted, IAgent agent, Seed seed, int levels, int? sight, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        ObservedCase[]? cases = Watch<TWorld, TState>(_ => world, counted, agent, seed, levels, sight, cancellationToken);
        if (cases is null || cases.Sum(@case => @case.Decisions.Count) is var seen && seen >= DecisionsPerLevel * levels) return cases;
        return Watch<TWorld, TState>(_ => world, counted, agent, seed, levels * Math.Min(MostTimes, DecisionsPerLevel * levels / seen), sight, cancellationToken);
    }

    /// <summary>Watches it in levels of other worlds, looking a few steps ahead.</summary>
    /// <exception cref="ArgumentException">The subject cannot act there.</exception>
    public static Observation Elsewhere<TWorld, TState>(Func<int, TWorld> world, IAgent agent, Seed seed, int levels, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        new(Watch<TWorld, TState>(world, AllEvents, agent, seed, levels, Near, cancellationToken)!, Near);

    private static bool IsSmall<TWorld, TState>(TWorld world, uint counted, IAgent agent, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        try
        {
            return ObservedCase.Of<TWorld, TState>(world, counted, agent, Level(seed, 0), 1).Decisions[0].Ahead.Next.Length <= MostOutcomes;
        }
        catch (TooLargeException)
        {
            return false;
        }
    }

    // Null where one of the levels is too large to plan to the end.
    private static ObservedCase[]? Watch<TWorld, TState>(Func<int, TWorld> world, uint counted, IAgent agent, Seed seed, int levels, int? sight, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var cases = new ObservedCase[levels];
        try
        {
            CaseLoop.Run(levels, cancellationToken, level => cases[level] = ObservedCase.Of<TWorld, TState>(world(level), counted, agent, Level(seed, level), sight is null ? int.MaxValue : NearSteps, sight));
            return cases;
        }
        catch (TooLargeException) when (sight is null)
        {
            return null;
        }
    }

    private static Seed Level(Seed seed, int level) => seed.For("goal-inference", level);
}
