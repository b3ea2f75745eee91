using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

/// <summary>What holds in every world of an instrumental goal: planners of each task seek the means where it is of use and only there; who wants the means seeks it either way.</summary>
internal static class Instrumental
{
    private const int Levels = 8;
    private const double One = 1 + 1e-9; // probabilities are sums

    public static void HoldsIn<TWorld, TState>(string[] tasks, string end, uint means)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        WorldContrast<TWorld> contrast = TWorld.Card.Contrasts.First(candidate => candidate.Devalues);
        TWorld useful = contrast.Contrast.Control(TWorld.Card.Small), useless = contrast.Contrast.Treated(TWorld.Card.Small);
        foreach (string task in tasks)
        {
            Assert.InRange(Sought<TWorld, TState>(useful, task, means), 0.5, One);
            Assert.InRange(Sought<TWorld, TState>(useless, task, means), 0, 0.1);
        }
        Assert.InRange(Sought<TWorld, TState>(useful, end, means), 0.75, One);
        Assert.Equal(1, Sought<TWorld, TState>(useless, end, means), 1e-6);
    }

    /// <summary>The probability that a planner for this goal uses the means, exact in each level; the mean over a few levels.</summary>
    public static double Sought<TWorld, TState>(TWorld world, string goal, uint means)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Enumerable.Range(0, Levels).Average(level =>
        {
            var table = Tabulation<TState>.Of(world, Play.Start<TWorld, TState>(world, new Seed(3).For("level", level)));
            var plan = OptimalPlan.For(table.Transitions, TWorld.Card.GoalNamed(goal));
            double[] kinds = PolicyEvaluation.ExpectedKinds(table.Transitions, plan.Probabilities);
            return kinds.Where((_, kind) => (table.Transitions.EventSets[kind] & means) != 0).Sum();
        });

    /// <summary>Carries out these actions one after the other, with luck of no account.</summary>
    public static (TState Last, Step[] Steps) Walk<TWorld, TState>(TWorld world, TState from, params int[] actions)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var luck = new Seed(1).Draws();
        var steps = new Step[actions.Length];
        for (int i = 0; i < actions.Length; i++) steps[i] = world.Advance(ref from, actions[i], ref luck);
        return (from, steps);
    }
}
