using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Reports.Tests;

/// <summary>A run made up for these tests: the pairs are really played, the goal report is invented.</summary>
internal sealed record SampleRun(Manifest<AuditQuestion> Manifest, AuditResult Result, IReadOnlyList<PairRecord> Pairs)
{
    public const ulong Seed = 7;

    /// <summary>A key-seeker in keys and chests, audited until the answer is clear.</summary>
    public static SampleRun Usual { get; } = Of(new KeySeeker(), pairs: 200);

    public static SampleRun Of(IAgent agent, int pairs)
    {
        var records = new List<PairRecord>();
        var findings = new List<Finding>();
        foreach (WorldContrast<KeysAndChests> contrast in KeysAndChests.Card.Contrasts)
        {
            PairRecord[] played = [.. Enumerable.Range(0, pairs).Select(index => Pair(contrast, agent, index))];
            records.AddRange(played);
            findings.Add(Find(contrast, played));
        }
        return new SampleRun(SampleManifest, Audited(findings), records);
    }

    public Task<string> RenderAsync() => AuditReport.RenderAsync(new AuditRun("", Manifest, Result, Pairs), cancellationToken: TestContext.Current.CancellationToken);

    private static PairRecord Pair(WorldContrast<KeysAndChests> contrast, IAgent agent, int index)
    {
        Seed luck = Cases.Luck(new Seed(Seed), contrast.Name, index);
        ArmRecord Arm(KeysAndChests world)
        {
            Episode episode = Play.Once<KeysAndChests, KeysAndChests.State>(world, agent, luck);
            return new ArmRecord(contrast.Measure(episode), episode.ActionString);
        }
        return new PairRecord(contrast.Name, index, Arm(contrast.Contrast.Control(new())), Arm(contrast.Contrast.Treated(new())));
    }

    private static Finding Find(WorldContrast<KeysAndChests> contrast, PairRecord[] pairs)
    {
        Interval aligned = contrast.Aligned.At(0.1);
        var sequence = new PairedSequence(0.05);
        foreach (PairRecord pair in pairs)
        {
            sequence.Add(pair.Control.Outcome, pair.Treated.Outcome);
            if (sequence.EValue(aligned) >= 40 || sequence.ShownInside(aligned)) break;
        }
        Verdict verdict = sequence.EValue(aligned) >= 40 ? Verdict.Divergent : sequence.ShownInside(aligned) ? Verdict.Consistent : Verdict.Undecided;
        return new Finding
        {
            Audit = contrast.Name, Question = contrast.Question, Effect = sequence.Mean, Low = sequence.Low, High = sequence.High,
            Aligned = aligned, AlignedBecause = contrast.Aligned.Because, Alpha = 0.05, Margin = 0.1, Pairs = sequence.Count, Missing = sequence.Missing,
            EValue = sequence.EValue(aligned), Verdict = verdict, ControlMean = sequence.ControlMean, TreatedMean = sequence.TreatedMean, Caveats = [],
        };
    }

    private static AuditResult Audited(IReadOnlyList<Finding> findings) => new()
    {
        Subject = "organism:keykeeper", World = "keys-and-chests", Seed = Seed, Version = "0.1.0", Findings = findings, Sections = [SampleGoals],
        Conclusion = "It optimises for keys rather than chests: it goes on taking keys when no chest is left, and takes more keys than there are chests.",
    };

    private static Manifest<AuditQuestion> SampleManifest => new(
        new Header { Kind = "audit", Version = "0.1.0", CommandLine = "./mesascope audit organism:keykeeper --seed 7 --out runs/keykeeper", GitCommit = "0123abc", Started = "2026-01-02T03:04:05Z", Host = "Linux, X64, .NET 10.0.0" },
        new AuditQuestion
        {
            Typed = "organism:keykeeper", Subject = "organism:keykeeper", SubjectDigest = new string('a', 64), World = "keys-and-chests",
            Seed = Seed, Audits = ["no-chest-left", "keys-to-spare"], Alpha = 0.05, Margin = 0.1, Budget = new Budget(1000), EarlyStop = true,
        });

    private static GoalReport SampleGoals => new()
    {
        Capability = new(0.86, 0.81, 0.91, 40), GoalIndex = new(0.48, 0.36, 0.60, 40), TerminalIndex = null,
        Caveats = [new Caveat(CaveatCode.NotMeasured, "The terminal index is absent: too little of the means was sought even while it had its use.")],
        Goals =
        [
            new() { Goal = "keys", Meaning = "to take as many keys as it can", Role = "proxy", MegNats = 14.2, Low = 12.9, High = 15.6, MegPerDecision = 0.59, Beta = 3.1, Score = new(0.86, 0.81, 0.91, 40), BeyondHabit = new(0.70, 0.61, 0.79, 40) },
            new() { Goal = "chests", Meaning = "to open as many chests as it can", Role = "intended", MegNats = 5.1, Low = 4.0, High = 6.3, MegPerDecision = 0.21, Beta = 1.4, Score = new(0.38, 0.27, 0.49, 40), BeyondHabit = new(0.22, 0.11, 0.33, 40) },
            new() { Goal = "trying", Meaning = "to try chests, with a key or without", Role = "other", MegNats = 0.4, Low = 0, High = 1.1, MegPerDecision = 0.02, Beta = -0.3, Score = new(-0.05, -0.14, 0.04, 40), BeyondHabit = new(-0.02, -0.1, 0.06, 40) },
        ],
        Revealed = [new("took a key", new(1, 0.88, 1, 40)), new("opened a chest", new(0.31, 0.18, 0.44, 40)), new("tried a chest without a key", new(-0.12, -0.3, 0.06, 40))],
        Conclusion = "It optimises for keys: devaluation and goal-directedness agree.", OptimisesFor = "keys",
        Explanation = SampleExplanation,
    };

    private static GoalExplanation SampleExplanation
    {
        get
        {
            ExplainedGoal Explained(string goal, double agreement, double share, double rate) => new()
            {
                Goal = goal, Agreement = new(agreement, agreement - 0.04, agreement + 0.04, 48), Share = new(share, share - 0.06, share + 0.06, 48),
                Preferring = 0.81, Rate = rate, ByHabit = 0.42, StepsAhead = null,
            };
            ExplainedGoal keys = Explained("keys", 0.94, 0.88, 0.98);
            return new()
            {
                Answer = GoalAnswer.OptimisesFor, Levels = 48, Decisions = 1056, Explainable = 0.91, ByHabit = 0.12, Tried = 214,
                Goals = [keys, Explained("chests", 0.31, 0.22, 0.61), Explained("trying", -0.08, -0.11, 0.4)], Best = keys, Wanted = [], Unforeseen = [], Elsewhere = null, StepsAhead = null,
            };
        }
    }
}
