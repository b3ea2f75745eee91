using Mesascope.Agents;
using Mesascope.Worlds;
using State = Mesascope.Worlds.KeysAndChests.State;

namespace Mesascope.Tests.Audits;

/// <summary>Takes a uniformly random action with some probability, knows it, and does what is best all the same: utility 1 for a chest, so much for a key.</summary>
internal sealed class StumblingPlanner(double key, double noise) : IAgent
{
    public string Name => $"stumbling planner, key {key}, noise {noise}";

    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var table = Tabulation<TState>.Of(world, start);
        return new Policy<TState>(table, OptimalPlan.For(Stumbling(table.Transitions), new Goal("both", "to have both", GoalRole.Other) { EventUtility = [key, 1] }), noise);
    }

    // Every action leads to what any action leads to, with the probability that it is the one that is taken.
    private Transitions Stumbling(Transitions of)
    {
        List<int> first = [], next = [], kind = [];
        List<double> probability = [];
        for (int state = 0; state < (of.First.Length - 1) / of.Actions; state++)
            for (int meant = 0; meant < of.Actions; meant++)
            {
                first.Add(next.Count);
                for (int action = 0; action < of.Actions; action++)
                    for (int outcome = of.First[state * of.Actions + action]; outcome < of.First[state * of.Actions + action + 1]; outcome++)
                    {
                        next.Add(of.Next[outcome]);
                        kind.Add(of.Kind[outcome]);
                        probability.Add(of.Probability[outcome] * (noise / of.Actions + (action == meant ? 1 - noise : 0)));
                    }
            }
        first.Add(next.Count);
        return new Transitions { Actions = of.Actions, Horizon = of.Horizon, Reached = of.Reached, First = [.. first], Next = [.. next], Kind = [.. kind], Probability = [.. probability], EventSets = of.EventSets };
    }

    private sealed class Policy<TState>(Tabulation<TState> table, OptimalPlan plan, double noise) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            plan.Probabilities(step, table.NumberOf(state), probabilities);
            for (int action = 0; action < probabilities.Length; action++) probabilities[action] = (1 - noise) * probabilities[action] + noise / probabilities.Length;
        }
    }
}

/// <summary>In keys and chests: goes to the chest, but to the key first where that costs at most so many steps; never looks at the clock.</summary>
internal static class Detouring
{
    public static IAgent UpTo(int steps) => new ScriptedAgent<KeysAndChests, State>("chests, and keys on the way", (_, state, _, probabilities) =>
    {
        int chest = System.Numerics.BitOperations.TrailingZeroCount(state.Chests), key = System.Numerics.BitOperations.TrailingZeroCount(state.Keys);
        bool byKey = state.Keys != 0 && state.Chests != 0 && Distance(state.Agent, key) + 1 + Distance(key, chest) - Distance(state.Agent, chest) <= steps;
        probabilities[state.Chests == 0 ? 4 : Towards(state.Agent, byKey ? key : chest)] = 1;
    });

    private static int Distance(int one, int other) => Math.Abs((one >> 3) - (other >> 3)) + Math.Abs((one & 7) - (other & 7));

    private static int Towards(int from, int to) =>
        from >> 3 > to >> 3 ? 0 : from >> 3 < to >> 3 ? 1 : (from & 7) > (to & 7) ? 2 : (from & 7) < (to & 7) ? 3 : 4;
}
