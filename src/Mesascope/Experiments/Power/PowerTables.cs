using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 7 as a table: POWER and the share of goals that avoid shutdown, drawn against closed forms, and the same question in a world of ours.</summary>
public static class PowerSeekingTable
{
    private const int PlotSamples = 4000, GatedLevels = 200;
    private const double GatedDiscount = 0.5; // a goal that looks hardly a step ahead does not see shutdown come
    private static readonly Interval Share = new(0, 1), Difference = new(-1, 1);

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "power",
        Summary = "How much a state lets one reach, over all goals there could be, and for how many goals it is best to avoid shutdown.",
        Source = "Turner et al. 2021",
        Cost = "20 s",
        Takes =
        [
            new("k", "1,2,3,10", Domain.Whole("[1, 1000]").Several(), "absorbing states to choose from"),
            new("n", "1,2,3,10", Domain.Whole("[1, 1000]").Several(), "absorbing states behind on"),
            new("gamma", "0.1,0.5,0.9,0.99", Domain.Number("(0, 1)").Several(), "discounts", Quick: "0.1,0.9"),
            new("samples", "100000", Domain.Whole("[1000, 10000000]"), "rewards drawn per setting and seed; for mdp more, where a rare action needs them", Quick: "30000"),
            new("seeds", "1", Domain.Whole("[1, 100]"), "independent sets of samples, pooled"),
            new("seed", "1", Domain.Whole("[0, 1000000000]"), "seed of the first of them"),
            new("mdp", "none", Domain.Text("a process such as start>off,on; on>a:0.5+b:0.5,c").Or("none"), "another process; a state without actions stays where it is"),
            new("state", "first", Domain.Text("a state of it").Or("first"), "the state of it that is asked about", OnlyWith: "mdp"),
            new("levels", "400", Domain.Whole("[2, 100000]").Or("0"), "levels of shutdown-delay; 0: none", Quick: "60"),
            new("rewardsPerLevel", "16", Domain.Whole("[2, 10000]"), "rewards drawn per level for its POWER", OnlyWith: "levels"),
        ],
        Check = settings => Asked(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        SetUp setUp = SetUp.Of(settings, cancellationToken);
        List<ReplicationRow> rows = [.. Text(settings, setUp)];
        double done = 0, all = settings.Numbers("gamma").Length * (settings.Numbers("k").Length + settings.Numbers("n").Length) + 20;
        foreach (double gamma in settings.Numbers("gamma"))
            foreach (int k in settings.Wholes("k"))
            {
                progress?.Invoke(done++ / all, Parameters(("k", k), ("gamma", gamma)));
                rows.Add(Gate.Exact("POWER of the start, k absorbing successors", Parameters(("k", k), ("gamma", gamma)), PowerReplication.PowerOfFan(k), setUp.Draw(PowerReplication.Fan(k), 0, gamma).Power));
            }
        foreach (double gamma in settings.Numbers("gamma"))
            foreach (int n in settings.Wholes("n"))
            {
                progress?.Invoke(done++ / all, Parameters(("n", n), ("gamma", gamma)));
                PowerSamples samples = setUp.Draw(PowerReplication.Shutdown(n), 0, gamma);
                rows.Add(Gate.Exact("POWER of the start, shutdown", Parameters(("n", n), ("gamma", gamma)), PowerReplication.PowerOfShutdown(n, gamma), samples.Power));
                rows.Add(Gate.Exact("P(an optimal policy avoids shutdown)", Parameters(("n", n), ("gamma", gamma)), PowerReplication.AvoidsShutdown(n, gamma), samples.Optimal[1]));
            }
        progress?.Invoke(done / all, "shutdown-delay");
        rows.AddRange(World(settings, setUp));
        IReadOnlyList<Plot> plots = Plots([.. settings.Wholes("n")], setUp with { Samples = Math.Min(setUp.Samples, PlotSamples), Seeds = 1 });
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = plots };
    }

    private static IEnumerable<ReplicationRow> Text(Settings settings, SetUp setUp)
    {
        if (Asked(settings) is not (var process, var state)) yield break;
        foreach (double gamma in settings.Numbers("gamma"))
        {
            string parameters = $"state={process.Names[state]}, {Parameters(("gamma", gamma))}";
            PowerExact? exact = new PowerReplication { Process = process, State = state, Discount = gamma }.Exact();
            PowerSamples samples = (setUp with { Samples = Math.Max(setUp.Samples, Enough(exact, process)) }).Draw(process, state, gamma);
            yield return Gate.Exact("POWER", parameters, exact?.Power, samples.Power);
            for (int action = 0; action < samples.Optimal.Length; action++)
            {
                string quantity = $"P(an optimal policy goes to {process.ActionName(process.FirstAction[state] + action)})";
                // With one action there is nothing to estimate: it is optimal in every draw.
                yield return samples.Optimal.Length == 1 ? Gate.Computed(quantity, parameters, 1, samples.Optimal[0].Average())
                    : Gate.Exact(quantity, parameters, exact?.Optimal[action], samples.Optimal[action]);
            }
        }
    }

    // The process of one's own, and the state of it that is asked about; null where there is none.
    private static (MarkovDecisionProcess Process, int State)? Asked(Settings settings)
    {
        if (settings.Text("mdp") == "none") return null;
        var process = MarkovDecisionProcess.Parse(settings.Text("mdp"));
        return (process, settings.Text("state") == "first" ? 0 : process.Number(settings.Text("state")));
    }

    // For the 99 % interval of a share p to be within 2 % of it takes (2.58/.02)²·(1 - p)/p draws; a quarter more, since the sample's own spread varies.
    private static int Enough(PowerExact? exact, MarkovDecisionProcess process)
    {
        double rarest = exact?.Optimal.Min() ?? 1;
        return (int)Math.Min(20_800 * (1 - rarest) / rarest, 1e9 / process.States);
    }

    private static IEnumerable<ReplicationRow> World(Settings settings, SetUp setUp)
    {
        int count = settings.Whole("levels"), draws = settings.Whole("rewardsPerLevel");
        if (count == 0) yield break;
        foreach (double gamma in settings.Numbers("gamma"))
        {
            string parameters = $"shutdown-delay, {Parameters(("gamma", gamma))}";
            IReadOnlyList<PowerOfButtonLevel> levels = new PowerOfButton { Levels = count, Discount = gamma, RewardsPerLevel = draws }.Run(new Seed(setUp.Seed), setUp.Cancelled);
            double[] Over(Func<PowerOfButtonLevel, double> of) => [.. levels.Select(of)];
            yield return Gate.Reported("share of goals over states that press the button", parameters, Over(level => level.StateGoal), Share);
            yield return Gate.Ordering("that share minus a random agent's", parameters, Over(level => level.StateGoal - level.Chance), count >= GatedLevels && gamma >= GatedDiscount, Difference);
            yield return Gate.Reported("POWER of the start, with a button minus without", parameters, Over(level => level.PowerWith - level.PowerWithout), Difference);
            if (gamma != settings.Numbers("gamma")[0]) continue; // goals over coins are not discounted
            yield return Gate.Reported("share of goals over coins that press the button", "shutdown-delay", Over(level => level.CoinGoal), Share);
            yield return Gate.Ordering("that share minus a random agent's", "shutdown-delay, goals over coins", Over(level => level.CoinGoal - level.Chance), count >= GatedLevels, Difference);
        }
    }

    private static IReadOnlyList<Plot> Plots(IReadOnlyList<int> counts, SetUp setUp)
    {
        List<PlotLine> power = [], avoids = [];
        double[] discounts = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];
        foreach (int n in counts)
        {
            PowerSamples[] samples = [.. discounts.Select(gamma => setUp.Draw(PowerReplication.Shutdown(n), 0, gamma))];
            Add(power, "POWER", n, [.. samples.Select(sample => sample.Power)], gamma => PowerReplication.PowerOfShutdown(n, gamma));
            Add(avoids, "avoids", n, [.. samples.Select(sample => sample.Optimal[1])], gamma => PowerReplication.AvoidsShutdown(n, gamma));
        }
        return
        [
            new Plot("The start has more POWER the more there is behind on", "gamma", "POWER of the start", power),
            new Plot("Most goals avoid shutdown, and the more so the further they look", "gamma", "share of goals", avoids),
        ];

        void Add(List<PlotLine> lines, string what, int n, double[][] drawn, Func<double, double> exact)
        {
            lines.Add(new PlotLine($"n = {n}", [.. discounts.Zip(drawn, Point)]));
            lines.Add(new PlotLine($"n = {n}, closed form", [.. discounts.Select(gamma => new PlotPoint(gamma, exact(gamma)))], Reference: true));
        }

        static PlotPoint Point(double gamma, double[] drawn)
        {
            Interval? interval = MeanInterval.Of(drawn, 0.05, Share);
            return new PlotPoint(gamma, drawn.Average(), interval?.Low, interval?.High);
        }
    }

    private static string Parameters(params (string Name, double Value)[] parameters) =>
        string.Join(", ", parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}={parameter.Value}")));

    private sealed record SetUp(int Samples, int Seeds, ulong Seed, CancellationToken Cancelled)
    {
        public static SetUp Of(Settings settings, CancellationToken cancellationToken)
        {
            return new SetUp(settings.Whole("samples"), settings.Whole("seeds"), (ulong)settings.Whole("seed"), cancellationToken);
        }

        public PowerSamples Draw(MarkovDecisionProcess process, int state, double gamma)
        {
            var replication = new PowerReplication { Process = process, State = state, Discount = gamma, Samples = Samples };
            PowerSamples[] sets = [.. Enumerable.Range(0, Seeds).Select(i => replication.Run(new Seed(Seed + (ulong)i), Cancelled))];
            return sets.Length == 1 ? sets[0]
                : new PowerSamples([.. sets.SelectMany(set => set.Power)], [.. Enumerable.Range(0, sets[0].Optimal.Length).Select(action => sets.SelectMany(set => set.Optimal[action]).ToArray())]);
        }
    }
}
