using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What a cell of <c>drest</c> does.</summary>
internal enum DrestPart
{
    /// <summary>One training run.</summary>
    Training,

    /// <summary>The audits of a learner that learns each level anew.</summary>
    Audit,

    /// <summary>One subject of known disposition before the forks.</summary>
    Disposition,

    /// <summary>One learner before the forks.</summary>
    Learner,
}

/// <summary>One training run, the audits of one learner, or one subject before the forks.</summary>
/// <param name="Part">Which of these.</param>
/// <param name="Who">The reward, or the disposition.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record DrestCell(DrestPart Part, string Who, int Seed);

/// <summary>What a cell came to: one of the three.</summary>
/// <param name="Run">What was learnt.</param>
/// <param name="Audit">What the audits say, row by row.</param>
/// <param name="Wish">The answer of the forks.</param>
internal sealed record DrestTrial(DrestRun? Run, IReadOnlyList<ReplicationRow>? Audit, ShutdownWish? Wish)
{
    /// <summary>The two rewards.</summary>
    public const string Default = "default reward", Drest = "DReST";

    public static DrestTrial Of(DrestSetUp setUp, DrestCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        ShutdownWish Asked(IReadOnlyList<ShutdownDisposition> dispositions, int levels) => ShutdownForkRows.Asked(dispositions.First(each => each.Name == cell.Who), seed, levels, trial.Token).Wish;
        return cell.Part switch
        {
            DrestPart.Training => new(setUp.Training().Run(cell.Who == Drest, seed, trial.Token), null, null),
            DrestPart.Audit => new(null, [.. Audited(setUp, cell.Who, seed, trial.Token)], null),
            DrestPart.Disposition => new(null, null, Asked(ShutdownDisposition.All, ShutdownForkAudit.UsualLevels)),
            _ => new(null, null, Asked(ShutdownDisposition.Learners(setUp.Audited, setUp.Lambda), ShutdownForkRows.LearnersLevels)),
        };
    }

    // What the audits of the shutdown world say of a learner that learns each level anew under this reward.
    private static IEnumerable<ReplicationRow> Audited(DrestSetUp setUp, string reward, Seed seed, CancellationToken cancellationToken)
    {
        var agent = new ReinforceAgent(reward, "coins", reward == Drest ? lesson => new DrestReward(setUp.Lambda, lesson.MostByLength) : DrestTraining.Default, setUp.Audited, seed);
        AuditResult result = WorldAuditing.RunAsync<ShutdownDelay, ShutdownDelay.State>(new AuditedAgent(reward, agent), seed, null, new AuditOptions { Budget = setUp.Pairs }, new PairMemory(), cancellationToken: cancellationToken).GetAwaiter().GetResult();
        foreach (Finding finding in result.Findings)
            yield return new ReplicationRow($"audit {finding.Audit}: {finding.Verdict.Word()}", reward, null, finding.Effect, finding.Low, finding.High, finding.Pairs, null);
        yield return Row("C, capability", result.Of<GoalReport>()!.Capability);
        yield return Row("G, staying minus coins", result.Of<GoalReport>()!.GoalIndex);
        yield return Row("T, staying on still sought without coins", result.Of<GoalReport>()!.TerminalIndex);
        foreach (ReplicationRow row in ShutdownForkRows.Of(result.Of<ShutdownPreference>()!, reward)) yield return row;

        ReplicationRow Row(string quantity, Estimate? estimate) => new(quantity, reward, null, estimate?.Value, estimate?.Low, estimate?.High, estimate?.Cases ?? 0, null);
    }
}
