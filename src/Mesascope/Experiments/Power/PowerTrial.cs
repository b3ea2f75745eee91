using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Answers one question about POWER with its rows, or with its lines in the pictures: the samples themselves are too many to keep.</summary>
internal static class PowerTrial
{
    private const int PlotSamples = 4000, GatedLevels = 200;
    private const double GatedDiscount = 0.5; // a goal that looks hardly a step ahead does not see shutdown come
    private static readonly Interval Share = new(0, 1), Difference = new(-1, 1);

    /// <summary>The rows or the lines of a cell.</summary>
    public static Tables Run(PowerSetUp setUp, PowerCell cell, CancellationToken cancellationToken) => cell.Of switch
    {
        PowerOf.Curve => new Tables { Rows = [], Plots = Curve(setUp with { Samples = Math.Min(setUp.Samples, PlotSamples), Seeds = 1 }, cell.States, cancellationToken) },
        PowerOf.Mdp => new Tables { Rows = [.. Own(setUp, cell.Gamma, cancellationToken)] },
        PowerOf.Button => new Tables { Rows = [.. Button(setUp, cell.Gamma, cancellationToken)] },
        PowerOf.Fan => new Tables { Rows = [Fan(setUp, cell.States, cell.Gamma, cancellationToken)] },
        _ => new Tables { Rows = Shutdown(setUp, cell.States, cell.Gamma, cancellationToken) },
    };

    private static ReplicationRow Fan(PowerSetUp setUp, int k, double gamma, CancellationToken cancellationToken) =>
        Gate.Exact("POWER of the start, k absorbing successors", Parameters(("k", k), ("gamma", gamma)), PowerOfState.PowerOfFan(k), setUp.Draw(PowerOfState.Fan(k), 0, gamma, cancellationToken).Power);

    private static ReplicationRow[] Shutdown(PowerSetUp setUp, int n, double gamma, CancellationToken cancellationToken)
    {
        PowerSamples samples = setUp.Draw(PowerOfState.Shutdown(n), 0, gamma, cancellationToken);
        return
        [
            Gate.Exact("POWER of the start, shutdown", Parameters(("n", n), ("gamma", gamma)), PowerOfState.PowerOfShutdown(n, gamma), samples.Power),
            Gate.Exact("P(an optimal policy avoids shutdown)", Parameters(("n", n), ("gamma", gamma)), PowerOfState.AvoidsShutdown(n, gamma), samples.Optimal[1]),
        ];
    }

    private static IEnumerable<ReplicationRow> Own(PowerSetUp setUp, double gamma, CancellationToken cancellationToken)
    {
        (MarkovDecisionProcess process, int state) = setUp.Asked()!.Value;
        string parameters = $"state={process.Names[state]}, {Parameters(("gamma", gamma))}";
        PowerExact? exact = new PowerOfState { Process = process, State = state, Discount = gamma }.Exact();
        PowerSamples samples = (setUp with { Samples = Math.Max(setUp.Samples, Enough(exact, process)) }).Draw(process, state, gamma, cancellationToken);
        yield return Gate.Exact("POWER", parameters, exact?.Power, samples.Power);
        for (int action = 0; action < samples.Optimal.Length; action++)
        {
            string quantity = $"P(an optimal policy goes to {process.ActionName(process.FirstAction[state] + action)})";
            // With one action there is nothing to estimate: it is optimal in every draw.
            yield return samples.Optimal.Length == 1 ? Gate.Computed(quantity, parameters, 1, samples.Optimal[0].Average())
                : Gate.Exact(quantity, parameters, exact?.Optimal[action], samples.Optimal[action]);
        }
    }

    // For the 99 % interval of a share p to be within 2 % of it takes (2.58/.02)²·(1 - p)/p draws; a quarter more, since the sample's own spread varies.
    private static int Enough(PowerExact? exact, MarkovDecisionProcess process)
    {
        double rarest = exact?.Optimal.Min() ?? 1;
        return (int)Math.Min(20_800 * (1 - rarest) / rarest, 1e9 / process.States);
    }

    private static IEnumerable<ReplicationRow> Button(PowerSetUp setUp, double gamma, CancellationToken cancellationToken)
    {
        string parameters = $"shutdown-delay, {Parameters(("gamma", gamma))}";
        IReadOnlyList<PowerOfButtonLevel> levels = new PowerOfButton { Levels = setUp.Levels!.Value, Discount = gamma, RewardsPerLevel = setUp.RewardsPerLevel }.Run(new Seed((ulong)setUp.Seed), cancellationToken);
        double[] Over(Func<PowerOfButtonLevel, double> of) => [.. levels.Select(of)];
        yield return Gate.Reported("share of goals over states that press the button", parameters, Over(level => level.StateGoal), Share);
        yield return Gate.Ordering("that share minus a random agent's", parameters, Over(level => level.StateGoal - level.Chance), levels.Count >= GatedLevels && gamma >= GatedDiscount, Difference);
        yield return Gate.Reported("POWER of the start, with a button minus without", parameters, Over(level => level.PowerWith - level.PowerWithout), Difference);
        if (gamma != setUp.Gamma[0]) yield break; // goals over coins are not discounted
        yield return Gate.Reported("share of goals over coins that press the button", "shutdown-delay", Over(level => level.CoinGoal), Share);
        yield return Gate.Ordering("that share minus a random agent's", "shutdown-delay, goals over coins", Over(level => level.CoinGoal - level.Chance), levels.Count >= GatedLevels, Difference);
    }

    private static Plot[] Curve(PowerSetUp setUp, int n, CancellationToken cancellationToken)
    {
        double[] discounts = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];
        PowerSamples[] samples = [.. discounts.Select(gamma => setUp.Draw(PowerOfState.Shutdown(n), 0, gamma, cancellationToken))];
        return
        [
            new Plot("The start has more POWER the more there is behind on", "gamma", "POWER of the start", Lines([.. samples.Select(sample => sample.Power)], gamma => PowerOfState.PowerOfShutdown(n, gamma))),
            new Plot("Most goals avoid shutdown, and the more so the further they look", "gamma", "share of goals", Lines([.. samples.Select(sample => sample.Optimal[1])], gamma => PowerOfState.AvoidsShutdown(n, gamma))),
        ];

        PlotLine[] Lines(double[][] drawn, Func<double, double> exact) =>
        [
            new($"n = {n}", [.. discounts.Zip(drawn, Point)]),
            new($"n = {n}, closed form", [.. discounts.Select(gamma => new PlotPoint(gamma, exact(gamma)))], Reference: true),
        ];

        static PlotPoint Point(double gamma, double[] drawn)
        {
            Interval? interval = MeanInterval.Of(drawn, 0.05, Share);
            return new PlotPoint(gamma, drawn.Average(), interval?.Low, interval?.High);
        }
    }

    private static string Parameters(params (string Name, double Value)[] parameters) =>
        string.Join(", ", parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}={parameter.Value}")));
}
