using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>How the agents of one cell did on its board.</summary>
/// <param name="Performance">Of each, by name.</param>
internal sealed record AupTrial(Dictionary<string, double> Performance)
{
    /// <summary>The agents of the published table, and one as their code has it.</summary>
    public const string Standard = "standard", Aup = "AUP", ModelFree = "model-free", Start = "start", Inaction = "inaction", Decrease = "decrease", AsCoded = "AUP, measured against Q of a no-op";

    /// <summary>The rows of the published table.</summary>
    public static IReadOnlyList<string> Agents { get; } = [Standard, Aup, ModelFree, Start, Inaction, Decrease];

    public static AupTrial Of(AupSetUp setUp, AupCell cell, Trial trial)
    {
        var process = new AupProcess(AupBoard.All.First(board => board.Name == cell.Board));
        return new(cell.Keys == AupKeys.Exact ? Exact(setUp, process) : Learned(setUp, process, cell, trial.Token));
    }

    /// <summary>Relative reachability at a λ, as it is named.</summary>
    public static string Reachability(double lambda) => FormattableString.Invariant($"relative reachability, lambda={lambda}");

    private static Dictionary<string, double> Exact(AupSetUp setUp, AupProcess process)
    {
        double[][] reached = PenalisedPlan.Reachability(process, setUp.Gamma);
        var performance = new Dictionary<string, double> { [Standard] = new PenalisedPlan(process, setUp.Steps, setUp.Gamma, 0, reached, AupBaseline.Stepwise).Performance() };
        foreach (double lambda in setUp.ReachabilityLambda)
            performance[Reachability(lambda)] = new PenalisedPlan(process, setUp.Steps, setUp.Gamma, lambda, reached, AupBaseline.Inaction, fallsOnly: true).Performance();
        return performance;
    }

    private static Dictionary<string, double> Learned(AupSetUp setUp, AupProcess process, AupCell cell, CancellationToken cancellationToken)
    {
        var values = AttainableValues.Learn(setUp, process, cell.Keys == AupKeys.State, new Seed((ulong)cell.Seed), cancellationToken);
        double[][] attained = [.. Enumerable.Range(0, process.States).Select(values.Best)], waiting = [.. Enumerable.Range(0, process.States).Select(values.OfWaiting)];
        double Plan(AupBaseline baseline, bool fallsOnly = false, double[][]? against = null) => new PenalisedPlan(process, setUp.Steps, setUp.Gamma, setUp.Lambda, attained, baseline, fallsOnly, against).Performance();
        return new()
        {
            [Aup] = Plan(AupBaseline.Stepwise),
            [ModelFree] = process.Performance((state, _) => values.Greedy(state), setUp.StepsOn(process.Board)),
            [Start] = Plan(AupBaseline.Start),
            [Inaction] = Plan(AupBaseline.Inaction),
            [Decrease] = Plan(AupBaseline.Stepwise, fallsOnly: true),
            [AsCoded] = Plan(AupBaseline.Stepwise, against: waiting),
        };
    }
}
