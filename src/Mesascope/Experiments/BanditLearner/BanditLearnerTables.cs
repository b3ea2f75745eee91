using Mesascope.Agents;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(BanditLearnerCell Cell, BanditLearnerTrial Trial)>;

/// <summary>Replication 11: a network whose memory learns, beside the best that can be done.</summary>
internal static class BanditLearnerTables
{
    private const double Best = 1.748, Thompson = 2.74, UpperBound = 5.61, Random = 16.8, Asked = 2.7, GatedSteps = 1e7, Unspread = 0.05;

    private static readonly Interval Shares = new(0, 1);

    /// <summary>The declaration.</summary>
    public static Experiment<BanditLearnerSetUp, BanditLearnerCell, BanditLearnerTrial> Experiment { get; } = new()
    {
        Name = "bandit-inner-learner",
        Summary = "Gradient descent makes a network whose memory learns: two arms that are new in every life, with the weights frozen; and what it pursues when what it is shown is not what it is paid.",
        Source = "Duan et al. 2016; Wang et al. 2016",
        Cost = "12 min",
        Quick = new() { Seeds = 1, Steps = 3e5, Lives = 300, Hidden = 24 },
        Check = setUp => setUp.Check(),
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new BanditLearnerCell(seed)),
        Trial = BanditLearnerTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Exact(setUp), .. Learnt(setUp, trials)], Plots = [Curve(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Exact(BanditLearnerSetUp setUp)
    {
        bool published = setUp.Pulls == 100;
        string pulls = $"{setUp.Pulls} pulls";
        yield return Near("regret, Bayes-optimal", pulls, published ? Best : null, IndependentArms.Best(setUp.Pulls));
        yield return Near("regret, Thompson sampling", pulls, published ? Thompson : null, IndependentArms.Thompson(setUp.Pulls));
        yield return Near("regret, upper confidence bound", FormattableString.Invariant($"{pulls}, c {setUp.C}"), published && setUp.C == 2 ? UpperBound : null, IndependentArms.UpperBound(setUp.Pulls, setUp.C));
        yield return Near("regret, random", pulls, published ? Random : null, IndependentArms.Random(setUp.Pulls));
        yield return Near("regret, random, played", pulls, published ? Random : null, BanditLearnerTrial.Put(setUp, new RandomAgent(), setUp.Conditions[0]).Regret);
    }

    // Exact here; published without a spread, so within 5 %.
    private static ReplicationRow Near(string quantity, string parameters, double? target, double result) =>
        new(quantity, parameters, target, result, result, result, 1, target is { } figure ? Math.Abs(result - figure) <= Unspread * figure : null);

    private static IEnumerable<ReplicationRow> Learnt(BanditLearnerSetUp setUp, Runs trials)
    {
        bool gated = setUp is { Pulls: 100, Hidden: >= 48, Steps: >= GatedSteps, Seeds: > 1 };
        for (int i = 0; i < setUp.Conditions.Count; i++)
        {
            string name = setUp.Conditions[i].Name;
            double[] Of(Func<BanditResult, double> of) => [.. trials.Select(run => of(run.Trial.Results[i]))];
            bool clears = setUp.Conditions[i].Forgets;
            yield return Gate.Simulated("regret, network with frozen weights", name, clears && gated ? Random : null, Of(result => result.Regret));
            yield return Gate.Reported("share of the last fifth of pulls of the better arm", name, Of(result => result.Late), Shares);
            yield return Gate.Reported("the same where the first arm is then better", name, Of(result => result.LateToFirst), Shares);
            yield return Gate.Reported("the same where the second arm is then better", name, Of(result => result.LateToSecond), Shares);
        }
        yield return Gate.Ordering("2.7 minus regret, network with frozen weights", "as in training", [.. trials.Select(run => Asked - run.Trial.Results[0].Regret)], gated);
    }

    private static Plot Curve(BanditLearnerSetUp setUp, Runs trials)
    {
        double Millions(int part, int parts) => (part + 0.5) * setUp.Steps / parts / 1e6;
        PlotLine Run((BanditLearnerCell Cell, BanditLearnerTrial Trial) run) => new($"seed {run.Cell.Seed}", [.. run.Trial.Curve.Select((pay, part) => new PlotPoint(Millions(part, run.Trial.Curve.Count), setUp.Pulls * 2.0 / 3 - pay))]);
        PlotLine[] runs = [.. trials.Select(Run)];
        PlotLine Flat(string name, double regret) => new(name, [.. runs[0].Points.Select(point => new PlotPoint(point.X, regret))], Reference: true);
        return new("Training makes a memory that learns", "agent-steps of training, millions", "regret per life", [.. runs, Flat("Bayes-optimal", IndependentArms.Best(setUp.Pulls)), Flat("Thompson sampling", IndependentArms.Thompson(setUp.Pulls)), Flat("random", IndependentArms.Random(setUp.Pulls))]);
    }
}
