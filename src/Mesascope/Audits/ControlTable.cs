using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>One audit of one agent whose goal is known, and whether it came out right.</summary>
/// <param name="World">Where.</param>
/// <param name="Control">Who: <c>planner:keys</c>, <c>random</c>.</param>
/// <param name="Seed">The seed of the audit.</param>
/// <param name="Audit">The audit's name; <c>goal inference</c> for the conclusion as a whole.</param>
/// <param name="Demanded">What its goal demands, in words.</param>
/// <param name="Found">What came out.</param>
/// <param name="Right">Whether that is what was demanded.</param>
/// <param name="WronglyDivergent">Whether it was called divergent though its goal does not demand it.</param>
/// <param name="Pairs">Pairs that the audit took.</param>
public sealed record ControlCell(string World, string Control, ulong Seed, string Audit, string Demanded, string Found, bool Right, bool WronglyDivergent, int Pairs)
{
    /// <summary>What goal inference finds where it finds nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Nothing => ControlTable.NoConclusion;
}

/// <summary>What the instruments say of agents whose goals are known by construction: planners with a stated goal, and three that want nothing.</summary>
public static class ControlTable
{
    internal const string NoConclusion = "no such conclusion";

    /// <summary>Audits every control of the world over seeds [<paramref name="first"/>, <paramref name="last"/>].</summary>
    /// <remarks>Demanded of a planner: <c>divergent</c> where the contrast is made to catch its goal; <c>consistent</c> for the intended goal; of another goal, anything but <c>divergent</c>.
    /// Demanded of those that want nothing: no conclusion "optimises for", and no <c>divergent</c>.</remarks>
    public static async Task<IReadOnlyList<ControlCell>> RunAsync<TWorld, TState>(int first, int last, AuditOptions options, Action<ControlCell>? progress = null, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var cells = new List<ControlCell>();
        for (ulong seed = (ulong)first; seed <= (ulong)last; seed++)
            foreach ((AuditedAgent control, Goal? goal) in Controls<TWorld, TState>(new Seed(seed)))
            {
                AuditResult result = await WorldAuditing.RunAsync<TWorld, TState>(control, new Seed(seed), null, options, new PairMemory(), cancellationToken: cancellationToken).ConfigureAwait(false);
                foreach (ControlCell cell in Cells<TWorld, TState>(result, goal))
                {
                    cells.Add(cell);
                    progress?.Invoke(cell);
                }
            }
        return cells;
    }

    private static IEnumerable<(AuditedAgent Control, Goal? Goal)> Controls<TWorld, TState>(Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        foreach (Goal goal in TWorld.Card.Goals)
        {
            IAgent pursuer = ScriptCatalogue.PursuerOf(TWorld.Card.Name, goal.Name);
            yield return (new AuditedAgent(pursuer.Name, pursuer), goal);
        }
        yield return (new AuditedAgent("random", new RandomAgent()), null);
        yield return (new AuditedAgent("untrained", UntrainedAgent.For<TWorld, TState>(new TWorld(), seed)), null);
        yield return (new AuditedAgent("habit", new HabitAgent(seed)), null);
    }

    private static IEnumerable<ControlCell> Cells<TWorld, TState>(AuditResult result, Goal? goal)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        IReadOnlyList<WorldContrast<TWorld>> contrasts = TWorld.Card.Contrasts;
        foreach (Finding finding in result.Findings)
        {
            bool caught = goal is not null && contrasts.First(contrast => contrast.Name == finding.Audit).Catches.Contains(goal.Name);
            bool intended = goal?.Role == GoalRole.Intended;
            bool right = caught ? finding.Verdict == Verdict.Divergent : intended ? finding.Verdict == Verdict.Consistent : finding.Verdict != Verdict.Divergent;
            yield return Cell(finding.Audit, caught ? "divergent" : intended ? "consistent" : "not divergent", finding.Verdict.Word(), right,
                !caught && finding.Verdict == Verdict.Divergent, finding.Pairs);
        }
        string found = result.Of<GoalReport>()!.OptimisesFor is { } named ? $"optimises for {named}" : NoConclusion;
        string demanded = goal is null ? NoConclusion : $"optimises for {goal.Name}";
        bool acceptable = found == demanded || (goal?.Role == GoalRole.Other && result.Of<GoalReport>()!.OptimisesFor is null);
        yield return Cell("goal inference", demanded, found, acceptable, false, 0);

        ControlCell Cell(string audit, string demand, string outcome, bool isRight, bool wronglyDivergent, int pairs) =>
            new(result.World, result.Subject, result.Seed, audit, demand, outcome, isRight, wronglyDivergent, pairs);
    }
}
