using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>One case of goal inference: what the subject does in one level, and what that is worth to each goal beside those it is compared with. All exact, but for the yoked strings, which are sampled, and for what a subject with a memory does, which is played.</summary>
internal sealed record GoalCase
{
    // Strings of the subject's actions from elsewhere that are replayed in one case.
    private const int YokedStrings = 8;

    /// <summary>What the subject does here.</summary>
    public required Behaviour Behaviour { get; init; }

    /// <summary>True where the subject remembers, so that what it does is the mean of <see cref="ExpectedSteps.Episodes"/> episodes.</summary>
    public required bool IsPlayed { get; init; }

    /// <summary>Expected utility of the subject. Shape [goals], as are the next three.</summary>
    public required double[] Subject { get; init; }

    /// <summary>Expected utility of the uniformly random agent.</summary>
    public required double[] Random { get; init; }

    /// <summary>Utility of the best there is.</summary>
    public required double[] Planner { get; init; }

    /// <summary>Expected utility of the subject's own actions from other levels, replayed here whatever happens: the mean over a few strings.</summary>
    public required double[] Yoked { get; init; }

    /// <summary>The same with those goals only.</summary>
    public GoalCase Only(int[] goals)
    {
        double[] Pick(double[] of) => [.. goals.Select(goal => of[goal])];
        return this with { Subject = Pick(Subject), Random = Pick(Random), Planner = Pick(Planner), Yoked = Pick(Yoked) };
    }

    /// <summary>Works out one case.</summary>
    public static GoalCase Of<TWorld, TState>(TWorld world, IAgent agent, IReadOnlyList<Goal> goals, Seed seed, int index)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState start = Play.Start<TWorld, TState>(world, seed.For("goal-inference", index));
        var table = Tabulation<TState>.Of(world, start);
        Transitions transitions = table.Transitions;
        IPolicy<TState> policy = agent.Enter<TWorld, TState>(world, start);
        double[] kinds = ExpectedSteps.Of(world, start, table, policy, seed.For("goal-inference", index));
        double[] randomKinds = PolicyEvaluation.ExpectedKinds(transitions, PolicyEvaluation.Uniform);
        var yokedKinds = new double[kinds.Length];
        // Donors are levels of their own, not other cases: so the cases stay independent.
        Episode[] elsewhere = [.. Enumerable.Range(0, YokedStrings).Select(donor => Play.Once<TWorld, TState>(world, agent, seed.For("goal-inference-donor", (long)index * YokedStrings + donor)))];
        for (int donor = 0; donor < YokedStrings; donor++)
        {
            double[] replayed = PolicyEvaluation.ExpectedKinds(transitions, PolicyEvaluation.OpenLoop(From(elsewhere, donor)));
            for (int kind = 0; kind < kinds.Length; kind++) yokedKinds[kind] += replayed[kind] / YokedStrings;
        }
        double[] Worth(double[] of) => [.. goals.Select(goal => PolicyEvaluation.Utility(transitions, goal, of))];
        return new GoalCase
        {
            Behaviour = new Behaviour(transitions, kinds), IsPlayed = policy.Remembers,
            Subject = Worth(kinds), Random = Worth(randomKinds), Yoked = Worth(yokedKinds),
            Planner = [.. goals.Select(goal => OptimalPlan.For(transitions, goal).Value)],
        };
    }

    // A donor's actions; where its episode had ended, those of the next donor whose episode went on. A habit, whose strings are
    // beginnings of one another, then gets just its own string, however early some of its episodes end.
    private static List<byte> From(Episode[] donors, int first)
    {
        var actions = new List<byte>();
        while (Enumerable.Range(0, donors.Length).Select(k => donors[(first + k) % donors.Length].Actions).FirstOrDefault(each => each.Count > actions.Count) is { } longer)
            actions.Add(longer[actions.Count]);
        return actions;
    }
}
