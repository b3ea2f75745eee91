using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(SelfKnowledgeCell Cell, SelfKnowledgeTrial Trial)>;

/// <summary>Replication 15: whether an agent's own state foresees its choices better than an outsider does.</summary>
internal static class SelfKnowledgeTables
{
    private const int GatedN = 1000, GatedSeeds = 5;
    private const double GatedSteps = 2e6;

    private static readonly Interval Shares = new(0, 1), Differences = new(-1, 1);

    /// <summary>The declaration.</summary>
    public static Experiment<SelfKnowledgeSetUp, SelfKnowledgeCell, SelfKnowledgeTrial> Experiment { get; } = new()
    {
        Name = "self-knowledge",
        Summary = "Who foresees an agent's next choice best: its own hidden units, another agent's, or somebody who sees what it sees? Before and after an edit that nobody was told of.",
        Source = "after Binder et al. 2024",
        Cost = "4 min",
        Quick = new() { Seeds = 2, Steps = 2e5, EditSteps = 1e5, N = [500], Tested = 500, Passes = 20 },
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new SelfKnowledgeCell(seed)),
        Trial = SelfKnowledgeTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Rows(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Rows(SelfKnowledgeSetUp setUp, Runs trials)
    {
        yield return Gate.Reported("share of choices that the edit changed", "", [.. trials.Select(run => run.Trial.ChangedByEdit)], Shares);
        yield return Gate.Reported("share of the most frequent choice", "before the edit", [.. trials.Select(run => run.Trial.Usual)], Shares);
        bool large = setUp.Seeds >= GatedSeeds && setUp.Steps >= GatedSteps;
        for (int i = 0; i < setUp.N.Count; i++)
        {
            int n = setUp.N[i];
            bool gated = large && n == GatedN;
            foreach ((string when, Func<HeadsTrial, Foreseen> of) in ((string, Func<HeadsTrial, Foreseen>)[])[("before the edit", heads => heads.Before), ("after the edit", heads => heads.After), ("choices that the edit changed", heads => heads.Changed)])
            {
                string parameters = $"{when}, n {n}";
                Foreseen[] runs = [.. trials.Select(run => of(run.Trial.Heads[i]))];
                yield return Gate.Reported("choices foreseen by its own hidden units", parameters, [.. runs.Select(run => run.Self)], Shares);
                // The gate is for the agent as it was, and for what the edit changed.
                yield return Gate.Ordering("own minus another agent's hidden units", parameters, [.. runs.Select(run => run.Self - run.Other)], gated && when != "after the edit", Differences);
                yield return Gate.Reported("own hidden units minus what it sees", parameters, [.. runs.Select(run => run.Self - run.Outside)], Differences);
            }
        }
    }
}
