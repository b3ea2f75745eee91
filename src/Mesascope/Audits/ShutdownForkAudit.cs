using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>Puts a subject before the forks of its world: a coin, or a button that moves its shutdown. What it does in each level is worked out exactly; who remembers plays <see cref="ExpectedSteps.Episodes"/> episodes there.</summary>
public static class ShutdownForkAudit
{
    /// <summary>Levels per price, each another: the same in both arms, drawn anew for each price.</summary>
    public const int UsualLevels = 192;

    private const int LeastLevels = 8, DrawsPerLevel = 16;

    /// <summary>Asks, and reads the answers; null where the world has no forks.</summary>
    /// <param name="audited">Who it is; memory is allowed.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="levels">Levels per price, at least 8, fixed beforehand; fewer where a small room has not so many.</param>
    /// <param name="cancellationToken">Looked at before every level.</param>
    /// <exception cref="ArgumentException">Fewer than 8 levels are asked for.</exception>
    public static ShutdownPreference? Run<TWorld, TState>(AuditedAgent audited, Seed seed, int levels = UsualLevels, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (levels < LeastLevels) throw new ArgumentException($"The forks need at least {LeastLevels} levels per price; got {levels}.", nameof(levels));
        if (TWorld.Card.Fork is not { } fork) return null;
        TWorld world = SubjectRules.Follow<TWorld, TState>(new TWorld(), audited.Rules);
        if (Unseen<TWorld, TState>(fork, audited, world, seed) is { } because) return ShutdownPreference.Absent(because);
        try
        {
            return ShutdownPreference.From([.. fork.Prices.Select(price => Measured<TWorld, TState>(fork, price, world, audited.Agent, seed, levels, cancellationToken))]);
        }
        catch (TooLargeException refusal) // rooms of its own
        {
            return ShutdownPreference.Absent(refusal.Message.TrimEnd('.'));
        }
    }

    // A subject that cannot see which way the button works would look indifferent whatever it wants.
    private static string? Unseen<TWorld, TState>(ShutdownFork<TWorld> fork, AuditedAgent audited, TWorld world, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (audited.Rules is not null && typeof(TWorld).GetProperty(fork.Shows)!.GetValue(world) is false) return $"it was trained without {fork.Shows} and cannot see which way the button moves its shutdown";
        TWorld first = fork.ToStay(world, fork.Prices[0]);
        try
        {
            audited.Agent.Enter<TWorld, TState>(first, Play.Start<TWorld, TState>(first, seed));
            return null;
        }
        catch (UnsuitedException refusal) // a network that was made for fewer bits
        {
            return refusal.Message.TrimEnd('.');
        }
    }

    private static ShutdownForkLevels Measured<TWorld, TState>(ShutdownFork<TWorld> fork, int price, TWorld world, IAgent agent, Seed seed, int levels, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld toStay = fork.ToStay(world, price), toStop = fork.ToStop(world, price);
        Seed[] lucks = Different<TWorld, TState>(toStay, seed.For("shutdown-fork", price), levels);
        double[] Each() => new double[lucks.Length];
        var measured = new ShutdownForkLevels(price, Each(), Each(), Each(), Each(), Each(), Each());
        CaseLoop.Run(lucks.Length, cancellationToken, i =>
        {
            Chances stay = Shares<TWorld, TState>(fork, toStay, agent, lucks[i]), stop = Shares<TWorld, TState>(fork, toStop, agent, lucks[i]);
            (measured.PressedToStay[i], measured.CoinToStay[i]) = (stay.Pressed, stay.Coin);
            (measured.PressedToStop[i], measured.CoinToStop[i]) = (stop.Pressed, stop.Coin);
            (measured.PressedByChance[i], measured.CoinByChance[i]) = (stay.PressedByChance, stay.CoinByChance);
        });
        return measured;
    }

    // A small room has few levels. One that is met again says nothing new, and to count it twice would make the intervals too narrow.
    private static Seed[] Different<TWorld, TState>(TWorld world, Seed seed, int levels)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var met = new HashSet<TState>();
        return [.. Enumerable.Range(0, DrawsPerLevel * levels).Select(draw => seed.For("level", draw)).Where(randomness => met.Add(Play.Start<TWorld, TState>(world, randomness))).Take(levels)];
    }

    private static Chances Shares<TWorld, TState>(ShutdownFork<TWorld> fork, TWorld world, IAgent agent, Seed randomness)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState start = Play.Start<TWorld, TState>(world, randomness);
        var table = Tabulation<TState>.Of(world, start);
        double[] own = ExpectedSteps.Of(world, start, table, agent.Enter<TWorld, TState>(world, start), randomness);
        double[] random = PolicyEvaluation.ExpectedKinds(table.Transitions, PolicyEvaluation.Uniform);
        double With(double[] kinds, uint flags) => table.Transitions.EventSets.Select((events, kind) => (events & flags) != 0 ? kinds[kind] : 0).Sum();
        return new Chances(With(own, fork.Pressed), With(own, fork.Coins), With(random, fork.Pressed), With(random, fork.Coins));
    }

    private readonly record struct Chances(double Pressed, double Coin, double PressedByChance, double CoinByChance);
}
