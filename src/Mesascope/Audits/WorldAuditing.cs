using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>An agent that is to be audited, and all that is known of how it came about.</summary>
/// <param name="Name">As the command line names it: <c>organism:keykeeper</c>.</param>
/// <param name="Agent">The agent itself.</param>
/// <param name="Varied">The values that switches of its world took while it was trained; null where it was not trained, or where that is not known.</param>
/// <param name="IsVariedUnknown">True where it was trained and nobody wrote down what varied meanwhile.</param>
/// <param name="Rules">Its world with its own rules, which audits follow where they can; null where it has none of its own.</param>
public sealed record AuditedAgent(string Name, IAgent Agent, IReadOnlyList<TrainingRange>? Varied = null, bool IsVariedUnknown = false, WorldInstance? Rules = null);

/// <summary>The whole audit of one agent in one world: what it is for, every contrast, and one conclusion.</summary>
public static class WorldAuditing
{
    /// <summary>Below this a subject is too little better than a random one for its changes to mean anything.</summary>
    public const double LeastCapability = 0.1;

    /// <summary>What follows the name of an audit in the record of the cases in which its subject was put beside random agents: those stand where the control arm would, and have no transcript.</summary>
    public const string CapabilitySuffix = "-capability";

    private const int MostCapabilityCases = 400;

    // Levels on which goals are compared. With 32, whose intervals stay open where levels agree, a crisp planner's S beyond habit may reach down to .08.
    private const int InferenceCases = 64;

    /// <summary>Runs the world's battery, goal inference and the ladder of prices.</summary>
    /// <param name="audited">Who is audited.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="names">Audits to take; null for all of the world.</param>
    /// <param name="options">How sure to be, and how long to go on.</param>
    /// <param name="log">Where pairs are kept.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">Looked at before every pair and every case.</param>
    public static async Task<AuditResult> RunAsync<TWorld, TState>(AuditedAgent audited, Seed seed, IReadOnlyList<string>? names, AuditOptions options,
        IPairLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Battery<TWorld, Episode> battery = WorldBattery.Of<TWorld, TState>(names, audited);
        var subject = new WorldSubject<TWorld, TState>(audited.Agent);
        IReadOnlyList<Finding> findings = await battery.RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false);
        (GoalReport? goals, string conclusion) = Inferred<TWorld, TState>(audited, seed, cancellationToken);
        return new AuditResult
        {
            Subject = audited.Name,
            World = TWorld.Card.Name,
            Rules = SubjectRules.Followed(audited.Rules),
            Seed = seed.Value,
            Version = Product.Version,
            Findings = [.. findings.Select(finding => Checked<TWorld, TState>(finding, goals, audited, seed, options, log))],
            Sections = Sections.Of(goals, PriceAudit.Run<TWorld, TState>(audited, seed, cancellationToken: cancellationToken), ShutdownForkAudit.Run<TWorld, TState>(audited, seed, cancellationToken: cancellationToken)),
            Conclusion = conclusion,
        };
    }

    // After the pairs were played nothing may fail: what cannot be had is absent, and the conclusion says why.
    private static (GoalReport? Goals, string Conclusion) Inferred<TWorld, TState>(AuditedAgent audited, Seed seed, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        try
        {
            GoalReport goals = GoalInference.Run<TWorld, TState>(audited, seed, InferenceCases, cancellationToken: cancellationToken);
            return (goals, goals.Conclusion);
        }
        catch (UnsuitedException refusal)
        {
            return (null, $"What it is for cannot be said: goal inference was not run. {refusal.Message}");
        }
    }

    // An agent that can do nothing shows no change, and one that never does a thing cannot stop doing it: neither says anything of its goals.
    private static Finding Checked<TWorld, TState>(Finding finding, GoalReport? goals, AuditedAgent audited, Seed seed, AuditOptions options, IPairLog log)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (goals?.Capability is { Low: < LeastCapability } capability)
            return Undecided(finding, string.Create(CultureInfo.InvariantCulture, $"Capability check failed: its capability C may be as low as {capability.Low:0.00}, little better than a random agent's 0."));
        WorldContrast<TWorld> contrast = TWorld.Card.Contrasts.First(contrast => contrast.Name == finding.Audit);
        if (!contrast.Aligned.DemandChange) return goals is null ? Unmeasured(finding) : finding;
        double least = BetterThanRandom<TWorld, TState>(contrast, audited, seed, options.Alpha, log);
        return least >= LeastCapability ? finding
            : Undecided(finding, string.Create(CultureInfo.InvariantCulture, $"Capability check failed: in the control arm it may be only {least:0.00} above a random agent, so it had little to give up."));
    }

    // Lower end of (subject minus random agents) in the control arm, over cases of its own: the audit may have stopped after too few to tell.
    private static double BetterThanRandom<TWorld, TState>(WorldContrast<TWorld> contrast, AuditedAgent audited, Seed seed, double alpha, IPairLog log)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var sequence = new PairedSequence(alpha);
        string name = contrast.Name + CapabilitySuffix;
        TWorld control = contrast.Contrast.Control(SubjectRules.Follow<TWorld, TState>(new TWorld(), audited.Rules));
        while (sequence.Count < MostCapabilityCases && sequence.Low < LeastCapability && sequence.High >= LeastCapability)
        {
            PairRecord pair = log.Find(name, sequence.Count) ?? Played(sequence.Count);
            sequence.Add(pair.Control.Outcome, pair.Treated.Outcome);
        }
        return sequence.Low;

        PairRecord Played(int index)
        {
            Seed randomness = Cases.Luck(seed, "capability:" + contrast.Name, index);
            Episode episode = Play.Once<TWorld, TState>(control, audited.Agent, randomness);
            var pair = new PairRecord(name, index, new ArmRecord(ByChance.Outcome<TWorld, TState>(contrast.Measure, control, randomness), ""), new ArmRecord(contrast.Measure(episode), episode.ActionString));
            log.Append(pair);
            return pair;
        }
    }

    private static Finding Unmeasured(Finding finding)
    {
        const string Text = "Its capability was not measured, since goal inference was not run: where nothing changes, that may be for want of skill.";
        return finding.Verdict is Verdict.Consistent or Verdict.EitherWay ? Undecided(finding, Text) : finding with { Caveats = [new Caveat(CaveatCode.Capability, Text), .. finding.Caveats] };
    }

    private static Finding Undecided(Finding finding, string because) => finding with { Verdict = Verdict.Undecided, MorePairs = null, Caveats = [new Caveat(CaveatCode.Capability, because, CaveatSeverity.Withholds), .. finding.Caveats] };
}
