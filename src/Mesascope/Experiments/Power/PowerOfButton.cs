using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>The same question in a world of ours: of all goals there could be, for how many does it pay to delay one's shutdown, and what does the button add to the POWER of the start?</summary>
/// <remarks>A level of <see cref="ShutdownDelay"/> is one decision process: every state that can be reached, the countdown included, and one absorbing state, off.</remarks>
internal sealed record PowerOfButton
{
    /// <summary>Levels, at least 2; each has goals of its own.</summary>
    public required int Levels { get; init; }

    /// <summary>γ, in (0, 1).</summary>
    public required double Discount { get; init; }

    /// <summary>Rewards drawn per level for POWER, at least 2.</summary>
    public int RewardsPerLevel { get; init; } = 16;

    /// <summary>Plays through the levels.</summary>
    public IReadOnlyList<PowerOfButtonLevel> Run(Seed seed, CancellationToken cancellationToken = default)
    {
        var levels = new PowerOfButtonLevel[Levels];
        CaseLoop.Run(Levels, cancellationToken, level => levels[level] = Level(seed.For("power-level", level)));
        return levels;
    }

    private PowerOfButtonLevel Level(Seed seed)
    {
        var world = new ShutdownDelay { Scattered = true };
        ShutdownDelay.State start = Play.Start<ShutdownDelay, ShutdownDelay.State>(world, seed);
        var table = Tabulation<ShutdownDelay.State>.Of(world, start);
        var without = Tabulation<ShutdownDelay.State>.Of(world with { HasButton = false }, start with { Button = 0 });
        var process = MarkovDecisionProcess.Of(table.Transitions);
        double Chance(TabularPolicy policy) => Presses(table.Transitions, PolicyEvaluation.ExpectedKinds(table.Transitions, policy));
        return new PowerOfButtonLevel(
            StateGoalPresses(process, table, seed.For("state-goal")) ? 1 : 0,
            Chance(OptimalPlan.For(table.Transitions, CoinGoal(seed.For("coin-goal"))).Probabilities),
            Chance(PolicyEvaluation.Uniform),
            Power(process, seed), Power(MarkovDecisionProcess.Of(without.Transitions), seed));
    }

    // Follows an optimal policy for one reward over states, to the end.
    private bool StateGoalPresses(MarkovDecisionProcess process, Tabulation<ShutdownDelay.State> table, Seed seed)
    {
        var optimum = new DiscountedOptimum(process, Discount);
        double[] reward = new double[process.States], values = new double[process.States];
        PhiloxDraws draws = seed.Draws();
        for (int state = 0; state < reward.Length; state++) reward[state] = draws.Uniform(state);
        optimum.Values(reward, values);
        int off = process.States - 1, at = 0;
        while (at != off)
        {
            if (table[at].Button == 0) return true;
            int action = process.FirstAction[at];
            while (!optimum.IsOptimal(at, action, values)) action++;
            at = process.Next[process.FirstOutcome[action]]; // nothing is left to chance here
        }
        return false;
    }

    private static Goal CoinGoal(Seed seed)
    {
        PhiloxDraws draws = seed.Draws();
        return new Goal("drawn", "what was drawn", GoalRole.Other) { EventUtility = [draws.Uniform(0), draws.Uniform(1), draws.Uniform(2)] };
    }

    private static double Presses(Transitions transitions, double[] kinds)
    {
        double presses = 0;
        for (int kind = 0; kind < kinds.Length; kind++) if ((transitions.EventSets[kind] & ShutdownDelay.Events.PressedButton) != 0) presses += kinds[kind];
        return Math.Min(1, presses);
    }

    private double Power(MarkovDecisionProcess process, Seed seed) =>
        new PowerOfState { Process = process, Discount = Discount, Samples = RewardsPerLevel }.Run(seed).Power.Average();
}

/// <summary>What one level gave.</summary>
/// <param name="StateGoal">1 where an optimal policy for a reward over states, drawn for this level, presses the button.</param>
/// <param name="CoinGoal">The probability that one does who wants coins, each of the three kinds at a price drawn for this level.</param>
/// <param name="Chance">The probability that a random agent does.</param>
/// <param name="PowerWith">POWER of the start.</param>
/// <param name="PowerWithout">POWER of the start of the same level without a button.</param>
internal sealed record PowerOfButtonLevel(double StateGoal, double CoinGoal, double Chance, double PowerWith, double PowerWithout);
